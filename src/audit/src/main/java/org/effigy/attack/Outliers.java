package org.effigy.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;

/**
 * The units of a table in the order of how rare their values are, alone and in pairs: attacks find the rare ones first
 * (Stadler, Oprisanu, Troncoso 2022; Meeus et al. 2023).
 */
final class Outliers {
    /** Pairs of columns that are looked at: all up to 24 columns, some of wider tables. */
    private static final int PAIRS = 300;

    private final Rows table;
    /** The rows of each unit, the rarest unit first. */
    private final List<int[]> units;

    private Outliers(Rows table, List<int[]> units) {
        this.table = table;
        this.units = units;
    }

    /** Orders a table's units, the rarest first; cost: a pass over the table for each pair of columns. */
    static Outliers of(Rows table, SplittableRandom random) {
        Records records = table.records();
        double[] rarity = new double[records.rows()];
        int[][] columns = Tally.columns(records);
        for (Clique clique : cliques(records.domain(), random)) {
            add(columns, records.domain(), clique, rarity);
        }
        List<int[]> units = new ArrayList<>(table.byUnit());
        Map<int[], Double> mean = new HashMap<>();
        units.forEach(rows -> mean.put(
                rows,
                Arrays.stream(rows).mapToDouble(row -> rarity[row]).average().orElseThrow()));
        units.sort(Comparator.comparing(mean::get).reversed());
        return new Outliers(table, units);
    }

    private static List<Clique> cliques(Domain domain, SplittableRandom random) {
        List<Clique> pairs = new ArrayList<>();
        for (int a = 0; a < domain.size(); a++) {
            for (int b = a; b < domain.size(); b++) {
                pairs.add(Clique.of(a, b));
            }
        }
        for (int i = pairs.size() - 1; i > 0; i--) {
            Collections.swap(pairs, i, random.nextInt(i + 1));
        }
        return pairs.subList(0, Math.min(PAIRS, pairs.size()));
    }

    /** Adds the surprise at each row's cell, in nats. */
    private static void add(int[][] columns, Domain domain, Clique clique, double[] rarity) {
        long[] keys = keys(columns, domain, clique);
        Map<Long, Integer> counts = counts(keys);
        for (int row = 0; row < keys.length; row++) {
            rarity[row] -= Math.log((double) counts.get(keys[row]) / keys.length);
        }
    }

    /** The number of units. */
    int size() {
        return units.size();
    }

    private static long[] keys(int[][] columns, Domain domain, Clique clique) {
        long[] keys = new long[columns[0].length];
        for (int i = 0; i < clique.size(); i++) {
            int[] codes = columns[clique.get(i)];
            for (int row = 0; row < keys.length; row++) {
                keys[row] = keys[row] * domain.attribute(clique.get(i)).size() + codes[row];
            }
        }
        return keys;
    }

    private static Map<Long, Integer> counts(long[] keys) {
        Map<Long, Integer> counts = new HashMap<>();
        for (long key : keys) {
            counts.merge(key, 1, Integer::sum);
        }
        return counts;
    }

    /**
     * By row of the table: how many synthetic rows agree with it in one column and in two, each number over the real rows
     * that do. What a row adds by being in shows most where few others are.
     */
    double[] agreement(Records synthetic, SplittableRandom random) {
        Domain domain = records().domain();
        int[][] real = Tally.columns(records());
        int[][] made = Tally.columns(synthetic);
        double[] sums = new double[records().rows()];
        for (Clique clique : cliques(domain, random)) {
            long[] keys = keys(real, domain, clique);
            Map<Long, Integer> here = counts(keys);
            Map<Long, Integer> there = counts(keys(made, domain, clique));
            for (int row = 0; row < keys.length; row++) {
                sums[row] += (double) there.getOrDefault(keys[row], 0) / here.get(keys[row]);
            }
        }
        return sums;
    }

    /** The rows of all units, in the table's order. */
    Records records() {
        return table.records();
    }

    /** By place in the order of units: the sum of what the rows of a unit have, one number a row of the table. */
    double[] sums(double[] ofRows) {
        return units.stream()
                .mapToDouble(rows ->
                        Arrays.stream(rows).mapToDouble(row -> ofRows[row]).sum())
                .toArray();
    }

    /** The rows of a unit, by its place in the order. */
    List<int[]> rows(int place) {
        return Arrays.stream(units.get(place)).mapToObj(this::row).toList();
    }

    private int[] row(int row) {
        Records records = table.records();
        return IntStream.range(0, records.domain().size())
                .map(column -> records.code(row, column))
                .toArray();
    }

    /** The table of the units at these places. */
    Rows select(int[] places) {
        int[] rows = Arrays.stream(places)
                .mapToObj(units::get)
                .flatMapToInt(Arrays::stream)
                .toArray();
        return new Rows(
                table.records().select(rows),
                table.units().map(of -> IntStream.of(rows).map(row -> of[row]).toArray()));
    }
}
