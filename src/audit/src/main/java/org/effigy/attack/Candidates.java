package org.effigy.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.synth.Progress;

/**
 * Rows that may be in the real table, by how many of them an attacker expects there, the surest first.
 *
 * @param expected by row (the codes of the columns that are rebuilt), in order; how often a rebuilt table has it on
 *     average
 * @param rebuilt from how many tables
 */
record Candidates(Map<List<Integer>, Double> expected, int rebuilt) {
    private static final int REBUILT = 30;
    private static final int LEAST = 6;

    /** Counts that are looked up at most, which takes half a minute of one processor. */
    private static final long WORK = 8_000_000_000L;

    /** What an attacker who sees this makes of it. */
    static Candidates of(
            Published published, Domain domain, int[] columns, AttackSettings settings, Progress progress) {
        int[] sizes = IntStream.of(columns)
                .map(column -> domain.attribute(column).size())
                .toArray();
        boolean model = settings.sight() == Sight.MODEL && !published.answers().isEmpty();
        List<int[]> made = model ? List.of() : rows(published.rows(), columns);
        List<Statistic> statistics =
                model ? Statistic.ofAnswers(published.answers(), domain, columns) : Statistic.ofRows(made, sizes);
        long count = Statistic.rows(statistics);
        long work = Math.max(1, Rebuild.work(sizes, statistics, count));
        if (count > Integer.MAX_VALUE || work > WORK / LEAST) {
            throw new IllegalArgumentException("to rebuild " + count + " rows of " + columns.length
                    + " columns would take minutes: use fewer rows, as with --rows, or name fewer columns");
        }
        int tables = (int) Math.min(REBUILT, WORK / work);
        SplittableRandom random = new SplittableRandom(settings.seed());
        SplittableRandom[] starts =
                IntStream.range(0, tables).mapToObj(i -> random.split()).toArray(SplittableRandom[]::new);
        Map<List<Integer>, Double> expected = new HashMap<>();
        Fits.each(tables, settings.threads(), progress, i -> Rebuild.of(sizes, statistics, (int) count, starts[i]))
                .forEach(rows -> add(expected, Arrays.asList(rows), 1.0 / tables));
        // Whoever sees a table also takes its rows for real ones.
        add(expected, made, 1);
        return new Candidates(inOrder(expected, random), tables);
    }

    /** The rows of a table that somebody has, as the likeliest ones elsewhere. */
    static Candidates of(List<int[]> rows, SplittableRandom random) {
        Map<List<Integer>, Double> expected = new HashMap<>();
        add(expected, rows, 1);
        return new Candidates(inOrder(expected, random), 0);
    }

    /** The likeliest rows where each column has these shares by itself. */
    static Candidates independent(List<double[]> shares, int most) {
        Map<List<Integer>, Double> best = Map.of(List.of(), 1.0);
        for (double[] column : shares) {
            // No row is among the likeliest whose first columns are not: the others with the same end are likelier.
            Map<List<Integer>, Double> longer = new HashMap<>();
            best.forEach((row, share) -> {
                for (int value = 0; value < column.length; value++) {
                    if (column[value] > 0) {
                        List<Integer> with = new ArrayList<>(row);
                        with.add(value);
                        longer.put(with, share * column[value]);
                    }
                }
            });
            best = inOrder(longer, new SplittableRandom(0)).entrySet().stream()
                    .limit(most)
                    .collect(LinkedHashMap::new, (map, e) -> map.put(e.getKey(), e.getValue()), Map::putAll);
        }
        return new Candidates(best, 0);
    }

    /** The first of them. */
    List<List<Integer>> first(int count) {
        return expected.keySet().stream().limit(count).toList();
    }

    /** These columns of a table, one array a row. */
    static List<int[]> rows(Records records, int[] columns) {
        return IntStream.range(0, records.rows())
                .mapToObj(row -> IntStream.of(columns)
                        .map(column -> records.code(row, column))
                        .toArray())
                .toList();
    }

    static List<Integer> key(int[] row) {
        return Arrays.stream(row).boxed().toList();
    }

    private static void add(Map<List<Integer>, Double> expected, List<int[]> rows, double weight) {
        rows.forEach(row -> expected.merge(key(row), weight, Double::sum));
    }

    /** Equal ones by lot, after an order that no hashing changes. */
    private static Map<List<Integer>, Double> inOrder(Map<List<Integer>, Double> expected, SplittableRandom random) {
        List<List<Integer>> rows = new ArrayList<>(expected.keySet());
        rows.sort((a, b) -> Arrays.compare(
                a.stream().mapToInt(Integer::intValue).toArray(),
                b.stream().mapToInt(Integer::intValue).toArray()));
        Map<List<Integer>, Long> lots = new HashMap<>();
        rows.forEach(row -> lots.put(row, random.nextLong()));
        // Sums of a thirtieth are rounded, so that equal ones are equal.
        rows.sort(Comparator.comparing((List<Integer> row) -> -Math.round(expected.get(row) * 1e12))
                .thenComparing(lots::get));
        Map<List<Integer>, Double> ordered = new LinkedHashMap<>();
        rows.forEach(row -> ordered.put(row, expected.get(row)));
        return ordered;
    }
}
