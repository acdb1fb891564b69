package org.effigy.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Records;

/**
 * Rows that are given to a suspect.
 *
 * @param records the rows
 * @param units the unit of each row, {@code 0 ..}; empty if each row is a unit of its own; not copied, not to be changed
 */
public record Rows(Records records, Optional<int[]> units) {
    /** @throws IllegalArgumentException if there is not one unit for each row */
    public Rows {
        Objects.requireNonNull(records, "records");
        if (units.isPresent() && units.get().length != records.rows()) {
            throw new IllegalArgumentException(
                    records.rows() + " rows have " + units.get().length + " units: each row needs one");
        }
    }

    /**
     * A part of the rows, chosen at random; units are whole, so there may be more rows than wanted.
     *
     * @param wanted how many rows there are at least, if there are as many
     */
    public Rows some(int wanted, SplittableRandom random) {
        List<int[]> all = byUnit();
        int[] order = IntStream.range(0, all.size()).toArray();
        ManyRuns.shuffle(order, random);
        int count = 0;
        int rows = 0;
        while (count < order.length && rows < wanted) {
            rows += all.get(order[count++]).length;
        }
        int[] chosen = IntStream.of(order)
                .limit(count)
                .flatMap(unit -> IntStream.of(all.get(unit)))
                .sorted()
                .toArray();
        return new Rows(
                records.select(chosen),
                units.map(of -> IntStream.of(chosen).map(row -> of[row]).toArray()));
    }

    /** The rows of each unit. */
    List<int[]> byUnit() {
        if (units.isEmpty()) {
            return IntStream.range(0, records.rows())
                    .mapToObj(row -> new int[] {row})
                    .toList();
        }
        int[] unitOf = units.get();
        Map<Integer, List<Integer>> rows = new HashMap<>();
        for (int row = 0; row < unitOf.length; row++) {
            rows.computeIfAbsent(unitOf[row], unit -> new ArrayList<>()).add(row);
        }
        return rows.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry ->
                        entry.getValue().stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /** Rows each of which is a unit of its own. */
    public static Rows of(Records records) {
        return new Rows(records, Optional.empty());
    }
}
