package org.effigy.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.SilentNoise;

/** All tables of a small domain, and how far answers move between neighbours among them. */
final class SmallTables {
    private SmallTables() {}

    /** Some units' rows: those that both neighbours have, and those of the one unit in which they differ. */
    record Table(List<int[]> others, List<int[]> unit) {
        Records records(Domain domain) {
            return SmallTables.records(
                    domain, Stream.concat(others.stream(), unit.stream()).toList());
        }

        /** Each of the others is a unit of its own. */
        int[] units() {
            return IntStream.range(0, others.size() + unit.size())
                    .map(row -> Math.min(row, others.size()))
                    .toArray();
        }
    }

    /** What the door was asked for in one table: what it charged, and the answer before noise. */
    record Answer(Sensitivity charged, long[] exact) {}

    /** Every row that a domain can hold. */
    static List<int[]> rows(Domain domain) {
        List<int[]> rows = new ArrayList<>();
        rows.add(new int[0]);
        for (Attribute attribute : domain.attributes()) {
            rows = rows.stream()
                    .flatMap(row -> IntStream.range(0, attribute.size())
                            .mapToObj(code -> IntStream.concat(IntStream.of(row), IntStream.of(code))
                                    .toArray()))
                    .toList();
        }
        return rows;
    }

    /** Every table of so few rows to so many, in which the order of rows means nothing. */
    static List<List<int[]>> of(Domain domain, int fewest, int most) {
        List<int[]> rows = rows(domain);
        List<List<int[]>> all = new ArrayList<>();
        List<List<Integer>> last = List.of(List.of());
        for (int size = 0; size <= most; size++) {
            if (size >= fewest) {
                last.forEach(table -> all.add(table.stream().map(rows::get).toList()));
            }
            last = last.stream()
                    .flatMap(table -> IntStream.range(table.isEmpty() ? 0 : table.get(table.size() - 1), rows.size())
                            .mapToObj(row -> Stream.concat(table.stream(), Stream.of(row))
                                    .toList()))
                    .toList();
        }
        return all;
    }

    static Records records(Domain domain, List<int[]> rows) {
        Records.Builder builder = Records.builder(domain, rows.size());
        rows.forEach(builder::add);
        return builder.build();
    }

    /**
     * The largest changes of an answer over every pair of neighbours: a unit of 1 to {@code k} rows against none, or
     * against another of 1 to k, since a unit that is there has at least one row; beside every table of up to
     * {@code others} rows.
     */
    static Sensitivity largest(
            Domain domain, int k, Neighbours neighbours, int others, Function<Table, long[]> answer) {
        long[] largest = new long[3];
        for (List<int[]> common : of(domain, 0, others)) {
            List<long[]> with = of(domain, 1, k).stream()
                    .map(unit -> answer.apply(new Table(common, unit)))
                    .toList();
            List<long[]> against =
                    neighbours == Neighbours.REPLACE ? with : List.of(answer.apply(new Table(common, List.of())));
            for (long[] a : with) {
                for (long[] b : against) {
                    long[] change = change(a, b);
                    for (int norm = 0; norm < 3; norm++) {
                        largest[norm] = Math.max(largest[norm], change[norm]);
                    }
                }
            }
        }
        return new Sensitivity(largest[0], largest[1], largest[2]);
    }

    private static long[] change(long[] a, long[] b) {
        if (a.length != b.length) {
            throw new AssertionError("answers of " + a.length + " and of " + b.length + " numbers");
        }
        long[] norms = new long[3];
        for (int i = 0; i < a.length; i++) {
            long moved = Math.abs(a[i] - b[i]);
            norms[0] += moved;
            norms[1] += moved * moved;
            norms[2] = Math.max(norms[2], moved);
        }
        return norms;
    }

    /** Whether no norm of what was found passes that of what is declared. */
    static boolean within(Sensitivity found, Sensitivity declared) {
        return Stream.<ToLongFunction<Sensitivity>>of(Sensitivity::l1, Sensitivity::l2Squared, Sensitivity::lInf)
                .allMatch(norm -> norm.applyAsLong(found) <= norm.applyAsLong(declared));
    }

    /** A budget so large that no share of it is refused. */
    static PrivacyBudget budget(int k, Neighbours neighbours) {
        return PrivacyBudget.of(1000, 1e-9).withNeighbours(neighbours).withUnit(PrivacyUnit.of("unit", k));
    }

    /** One question to the door, with no noise. */
    interface Question {
        void ask(PrivateTable door);
    }

    /** Asks the door to a table of units; the table has no unit of more rows than the budget's. */
    static Answer ask(Domain domain, Table table, PrivacyBudget budget, Question question) {
        SilentNoise noise = new SilentNoise();
        Release release = MemoryLedger.of("test", budget).open("test", budget);
        question.ask(PrivateTable.ofUnits(table.records(domain), table.units(), release, noise));
        if (release.charges().size() != 1) {
            throw new AssertionError(release.charges() + " is not one charge");
        }
        return new Answer(
                release.charges().get(0).sensitivity(),
                noise.exact.stream().flatMapToLong(java.util.Arrays::stream).toArray());
    }
}
