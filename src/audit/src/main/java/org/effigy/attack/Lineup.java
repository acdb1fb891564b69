package org.effigy.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;

/** Rows that are always there, and targets each of which is in or out. Safe for use by several threads. */
final class Lineup {
    private final Domain domain;
    private final int[][] base;
    private final int baseRows;
    private final List<Target> targets;
    /** The base, then the rows of each target: with, then without. */
    private final Rows everything;

    private final int[][] with;
    private final int[][] without;
    private final int kept;
    private final Map<Clique, Tally> tallies = new ConcurrentHashMap<>();

    private Lineup(Records base, List<Target> targets, Rows everything, int[][] with, int[][] without, int kept) {
        this.domain = base.domain();
        this.base = Tally.columns(base);
        this.baseRows = base.rows();
        this.targets = targets;
        this.everything = everything;
        this.with = with;
        this.without = without;
        this.kept = kept;
    }

    /**
     * A lineup.
     *
     * @param base with units if and only if the budget is for units of a column
     * @param kept how many rows of a unit are used at most
     */
    static Lineup of(Rows base, List<Target> targets, int kept) {
        Domain domain = base.records().domain();
        int rows = base.records().rows();
        Records.Builder all = Records.builder(domain, rows + 2 * targets.size());
        int[] row = new int[domain.size()];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < row.length; c++) {
                row[c] = base.records().code(r, c);
            }
            all.add(row);
        }
        int[][] with = new int[targets.size()][];
        int[][] without = new int[targets.size()][];
        int next = rows;
        for (int t = 0; t < targets.size(); t++) {
            with[t] = add(targets.get(t).with(), all, next);
            next += with[t].length;
            without[t] = add(targets.get(t).without(), all, next);
            next += without[t].length;
        }
        Records records = all.build();
        Optional<int[]> units = base.units().map(known -> units(known, records.rows(), with, without));
        return new Lineup(base.records(), List.copyOf(targets), new Rows(records, units), with, without, kept);
    }

    private static int[] add(List<int[]> rows, Records.Builder all, int next) {
        rows.forEach(all::add);
        return IntStream.range(next, next + rows.size()).toArray();
    }

    private static int[] units(int[] known, int rows, int[][] with, int[][] without) {
        int[] units = Arrays.copyOf(known, rows);
        int next = Arrays.stream(known).max().orElse(-1) + 1;
        for (int t = 0; t < with.length; t++) {
            for (int row : with[t]) {
                units[row] = next;
            }
            for (int row : without[t]) {
                units[row] = next;
            }
            next++;
        }
        return units;
    }

    /** What the rows can hold. */
    Domain domain() {
        return domain;
    }

    /** The number of targets. */
    int size() {
        return targets.size();
    }

    /** How many rows there are on average, each target in or out by a fair coin. */
    double expectedRows() {
        return baseRows
                + targets.stream()
                        .mapToDouble(target ->
                                (target.with().size() + target.without().size()) / 2.0)
                        .sum();
    }

    /** The rows that are always there, and those of the targets as they are in or out. */
    Rows gather(boolean[] in) {
        List<int[]> parts = new ArrayList<>();
        parts.add(IntStream.range(0, baseRows).toArray());
        for (int t = 0; t < in.length; t++) {
            parts.add(in[t] ? with[t] : without[t]);
        }
        int[] rows = parts.stream().flatMapToInt(Arrays::stream).toArray();
        return new Rows(
                everything.records().select(rows),
                everything
                        .units()
                        .map(units -> IntStream.of(rows).map(row -> units[row]).toArray()));
    }

    /** The counts of a clique's cells that targets touch; counted once. */
    Tally tally(Clique clique) {
        return tallies.computeIfAbsent(clique, key -> Tally.of(domain, base, targets, kept, key));
    }
}
