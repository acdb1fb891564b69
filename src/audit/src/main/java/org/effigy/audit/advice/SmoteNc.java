package org.effigy.audit.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/**
 * SMOTE-NC (Chawla, Bowyer, Hall, Kegelmeyer 2002, section 6.1): a new row lies on the line between a row of a class and one
 * of its nearest neighbours in that class, and takes of each category the one that is most frequent among the neighbours.
 * Numbers are divided by their standard deviation first; two different categories are as far apart as the median of the
 * numbers' standard deviations in the class. Of equal frequencies one is drawn by lot, as in imbalanced-learn. A missing number is
 * at the mean when distances are taken, and stays missing where the row or its neighbour lacks it.
 */
final class SmoteNc {
    /** Neighbours among which one is chosen. */
    private static final int NEIGHBOURS = 5;

    /** Neighbours are looked for among at most so many rows. */
    private static final int MOST = 4_000;

    private final AuditTable rows;
    private final List<double[]> numbers = new ArrayList<>();
    private final List<int[]> categories = new ArrayList<>();
    private final double mismatch;
    private final int[][] nearest;

    /**
     * @param rows of one class, at least two
     * @param all rows of every class, from which come the standard deviations of numbers
     */
    SmoteNc(AuditTable rows, AuditTable all) {
        this.rows = rows;
        List<Double> deviations = new ArrayList<>();
        for (int c = 0; c < rows.columns().size(); c++) {
            AuditColumn column = rows.columns().get(c);
            if (column instanceof AuditColumn.Categories nominal) {
                categories.add(nominal.codes());
            } else {
                double[] whole = ((AuditColumn.Numbers) all.columns().get(c)).values();
                double deviation = deviation(whole);
                double mean = mean(whole);
                double[] scaled = Arrays.stream(((AuditColumn.Numbers) column).values())
                        .map(value -> Double.isNaN(value) || !(deviation > 0) ? 0 : (value - mean) / deviation)
                        .toArray();
                numbers.add(scaled);
                deviations.add(deviation(scaled));
            }
        }
        double[] sorted =
                deviations.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        double median =
                sorted.length == 0 ? 1 : sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        this.mismatch = median * median;
        this.nearest = IntStream.range(0, rows.rows())
                .parallel()
                .mapToObj(this::nearest)
                .toArray(int[][]::new);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(0);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }

    private int[] nearest(int row) {
        int count = Math.min(NEIGHBOURS, rows.rows() - 1);
        double[] distances = new double[count];
        int[] found = new int[count];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        int step = Math.max(1, rows.rows() / MOST);
        for (int other = step == 1 ? 0 : row % step; other < rows.rows(); other += step) {
            double distance = other == row ? Double.POSITIVE_INFINITY : distance(row, other, distances[count - 1]);
            int at = count;
            while (at > 0 && distance < distances[at - 1]) {
                at--;
            }
            if (at < count) {
                System.arraycopy(distances, at, distances, at + 1, count - 1 - at);
                System.arraycopy(found, at, found, at + 1, count - 1 - at);
                distances[at] = distance;
                found[at] = other;
            }
        }
        return found;
    }

    /** The square of the distance; any number above a limit once that is passed. */
    private double distance(int a, int b, double limit) {
        double sum = 0;
        for (double[] column : numbers) {
            double difference = column[a] - column[b];
            sum += difference * difference;
        }
        for (int i = 0; i < categories.size() && sum <= limit; i++) {
            sum += categories.get(i)[a] == categories.get(i)[b] ? 0 : mismatch;
        }
        return sum;
    }

    /** New rows of the class, drawn by a seed. */
    AuditTable draw(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] base = new int[count];
        int[] other = new int[count];
        double[] part = new double[count];
        for (int i = 0; i < count; i++) {
            base[i] = random.nextInt(rows.rows());
            other[i] = nearest[base[i]][random.nextInt(nearest[base[i]].length)];
            part[i] = random.nextDouble();
        }
        List<AuditColumn> columns = new ArrayList<>();
        for (AuditColumn column : rows.columns()) {
            if (column instanceof AuditColumn.Categories nominal) {
                int[] codes = new int[count];
                for (int i = 0; i < count; i++) {
                    codes[i] = mostFrequent(nominal.codes(), nearest[base[i]], random);
                }
                columns.add(new AuditColumn.Categories(nominal.field(), codes, nominal.labels(), nominal.declared()));
            } else {
                double[] values = ((AuditColumn.Numbers) column).values();
                double[] drawn = new double[count];
                for (int i = 0; i < count; i++) {
                    drawn[i] = values[base[i]] + part[i] * (values[other[i]] - values[base[i]]);
                }
                columns.add(new AuditColumn.Numbers(column.field(), drawn));
            }
        }
        return new AuditTable(rows.name(), columns, Optional.empty());
    }

    /** The code that most of some rows have; one of the most frequent ones by lot. */
    private static int mostFrequent(int[] codes, int[] of, SplittableRandom random) {
        int best = 0;
        int ties = 0;
        int chosen = AuditColumn.Categories.MISSING;
        for (int i = 0; i < of.length; i++) {
            int code = codes[of[i]];
            int times = 0;
            boolean first = true;
            for (int j = 0; j < of.length; j++) {
                times += codes[of[j]] == code ? 1 : 0;
                first &= j >= i || codes[of[j]] != code;
            }
            if (!first || times < best) {
                continue;
            }
            ties = times > best ? 1 : ties + 1;
            best = times;
            chosen = random.nextInt(ties) == 0 ? code : chosen;
        }
        return chosen;
    }
}
