package org.effigy.audit.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.table.FieldType;

/**
 * The weight of evidence that synthetic rows are blends of two real ones: each number the mean of theirs, each category
 * either's. No single row is near such a row; but of all pairs whose number of most values has the right mean, which a sweep
 * from both ends of the sorted column finds, few fit in the other columns too. A synthetic row is a blend of one pair only,
 * so the pairs that fit share its weight. Some of the synthetic rows are looked at, as many as time that is linear in the
 * real rows allows. Nothing in a score depends on which table a real row is in.
 */
final class Blends {
    /** Steps of all sweeps together. */
    private static final long STEPS = 150_000_000;

    private static final int MOST_ROWS = 4_000;

    /** A column with fewer values for each row tells no pairs apart. */
    private static final double DISTINCT = 0.1;

    /** The share of blends that is believed before anything is known. */
    private static final double SHARE = 0.05;

    private static final double EXACT = 1e-9;

    private final int size;
    private final double[][] real;
    private final double[][] made;
    private final boolean[] isNumber;
    private final double[] slack;
    private final double[][] rarity;
    private final int[] columns;
    private final double[] scores;

    /** A pair that fits, and by how much more likely the synthetic row is as its blend. */
    private record Pair(int one, int other, double ratio) {}

    private Blends(List<AuditTable> pool, AuditTable synthetic) {
        size = pool.stream().mapToInt(AuditTable::rows).sum();
        int count = synthetic.columns().size();
        real = new double[count][];
        made = new double[count][];
        isNumber = new boolean[count];
        slack = new double[count];
        rarity = new double[count][];
        for (int column = 0; column < count; column++) {
            int at = column;
            real[column] = pool.stream()
                    .flatMapToDouble(table ->
                            Arrays.stream(Comparison.values(table.columns().get(at))))
                    .toArray();
            made[column] = Comparison.values(synthetic.columns().get(column));
            isNumber[column] = synthetic.columns().get(column) instanceof AuditColumn.Numbers;
            double most = Arrays.stream(real[column])
                    .map(Math::abs)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0);
            // Of whole numbers the mean may have been rounded by a half; twice the mean is compared.
            slack[column] = synthetic.columns().get(column).field().type() == FieldType.NUMBER ? EXACT * most : 1;
            rarity[column] = rarity(real[column], made[column]);
        }
        columns = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        column -> -Arrays.stream(rarity[column]).sum()))
                .mapToInt(Integer::intValue)
                .toArray();
        scores = new double[size];
    }

    /** By synthetic row: {@code -log} of the share of its value among real and synthetic rows alike. */
    private static double[] rarity(double[] real, double[] made) {
        double[] reals = real.clone();
        double[] mades = made.clone();
        Arrays.sort(reals);
        Arrays.sort(mades);
        return Arrays.stream(made)
                .map(value -> -Math.log(share(reals, value) / 2 + share(mades, value) / 2))
                .toArray();
    }

    private static double share(double[] sorted, double value) {
        return (double) (bound(sorted, value, true) - bound(sorted, value, false)) / Math.max(1, sorted.length);
    }

    /** How many are below a value, or not above it; NaN is above all. */
    private static int bound(double[] sorted, double value, boolean included) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int compared = Double.compare(sorted[middle], value);
            if (compared < 0 || included && compared == 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Of each real row, train and holdout one after the other; empty where no number has values enough. */
    static Optional<double[]> scores(List<AuditTable> pool, AuditTable synthetic, long seed) {
        Blends blends = new Blends(pool, synthetic);
        Optional<Integer> key = IntStream.range(0, blends.isNumber.length)
                .filter(column -> blends.isNumber[column])
                .boxed()
                .max(Comparator.comparingLong(blends::distinct))
                .filter(column -> blends.distinct(column) >= DISTINCT * blends.size);
        key.ifPresent(column -> blends.sweep(column, new SplittableRandom(seed)));
        return key.map(column -> blends.scores);
    }

    private long distinct(int column) {
        return Arrays.stream(real[column])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .distinct()
                .count();
    }

    private void sweep(int key, SplittableRandom random) {
        double[] values = real[key];
        int[] order = IntStream.range(0, size)
                .filter(row -> !Double.isNaN(values[row]))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> values[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] sorted = Arrays.stream(order).mapToDouble(row -> values[row]).toArray();
        int rows = made[key].length;
        int looked = (int) Math.min(Math.min(MOST_ROWS, rows), Math.max(1, STEPS / Math.max(1, size)));
        int[] lot = IntStream.range(0, rows).toArray();
        for (int i = 0; i < looked; i++) {
            int j = i + random.nextInt(rows - i);
            int row = lot[j];
            lot[j] = lot[i];
            if (!Double.isNaN(made[key][row])) {
                weigh(row, key, order, sorted);
            }
        }
    }

    private void weigh(int row, int key, int[] order, double[] sorted) {
        double low = 2 * made[key][row] - slack[key];
        double high = 2 * made[key][row] + slack[key];
        long met = 0;
        List<Pair> fitting = new ArrayList<>();
        int end = sorted.length - 1;
        for (int start = 0; start < end; start++) {
            while (end > start && sorted[start] + sorted[end] > high) {
                end--;
            }
            for (int other = end; other > start && sorted[start] + sorted[other] >= low; other--) {
                met++;
                double ratio = ratio(row, key, order[start], order[other]);
                if (ratio > 0) {
                    fitting.add(new Pair(order[start], order[other], ratio));
                }
            }
        }
        double all = (1 - SHARE) / SHARE * met
                + fitting.stream().mapToDouble(Pair::ratio).sum();
        for (Pair pair : fitting) {
            double weight = Math.log1p(pair.ratio / Math.max(1e-12 * all, all - pair.ratio));
            scores[pair.one] += weight;
            scores[pair.other] += weight;
        }
    }

    /** By how much likelier the row's other cells are as a blend of the two than drawn on their own; 0 if they can't be. */
    private double ratio(int row, int key, int one, int other) {
        double sum = 0;
        for (int column : columns) {
            if (column == key) {
                continue;
            }
            double a = real[column][one];
            double b = real[column][other];
            double cell = made[column][row];
            if (isNumber[column] && !Double.isNaN(cell)) {
                if (!(Math.abs(a + b - 2 * cell) <= slack[column])) {
                    return 0;
                }
                sum += rarity[column][row];
            } else {
                boolean first = Double.compare(a, cell) == 0;
                boolean second = Double.compare(b, cell) == 0;
                if (!first && !second) {
                    return 0;
                }
                sum += rarity[column][row] - (first && second ? 0 : Math.log(2));
            }
        }
        return Math.exp(Math.min(600, sum));
    }
}
