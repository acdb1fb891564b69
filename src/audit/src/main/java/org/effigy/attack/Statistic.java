package org.effigy.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.measure.NoisyMarginal;

/**
 * Counts over some columns as an attacker knows them.
 *
 * @param clique the columns, by their places among those that are rebuilt
 * @param counts one a cell, row-major, the first column slowest; not copied, not to be changed
 * @param deviation of each count from the truth, at least 0
 */
record Statistic(Clique clique, double[] counts, double deviation) {
    /** No more cells are counted of a pair of columns, or of what is given out. */
    private static final int CELLS = 1 << 20;

    /**
     * The noisy counts of a model, summed over columns that are not rebuilt; those over none of the columns are left out.
     *
     * @param columns their places in the domain, ascending
     */
    static List<Statistic> ofAnswers(List<NoisyMarginal> answers, Domain domain, int[] columns) {
        // Of several answers over the same columns one stands, so that none counts twice as another's sum.
        Map<Clique, Statistic> best = new TreeMap<>();
        for (NoisyMarginal answer : answers) {
            int[] kept = IntStream.of(answer.clique().toArray())
                    .filter(place -> Arrays.binarySearch(columns, place) >= 0)
                    .toArray();
            if (kept.length == 0 || answer.counts().length > CELLS) {
                continue;
            }
            double[] sums = new double[domain.arrayCells(Clique.of(kept))];
            long[] counts = answer.counts();
            for (int cell = 0; cell < counts.length; cell++) {
                sums[summed(cell, answer.clique(), kept, domain)] += counts[cell];
            }
            Clique places = Clique.of(IntStream.of(kept)
                    .map(place -> Arrays.binarySearch(columns, place))
                    .toArray());
            best.merge(
                    places,
                    new Statistic(
                            places, sums, answer.standardDeviation() * Math.sqrt((double) counts.length / sums.length)),
                    Statistic::together);
        }
        return List.copyOf(best.values());
    }

    /** The mean of two answers to one question, each by its precision. */
    private static Statistic together(Statistic a, Statistic b) {
        double one = 1 / Math.max(1e-12, a.deviation * a.deviation);
        double other = 1 / Math.max(1e-12, b.deviation * b.deviation);
        double[] mean = new double[a.counts.length];
        Arrays.setAll(mean, cell -> (one * a.counts[cell] + other * b.counts[cell]) / (one + other));
        return new Statistic(a.clique, mean, 1 / Math.sqrt(one + other));
    }

    private static int summed(int cell, Clique clique, int[] kept, Domain domain) {
        int rest = cell;
        int sum = 0;
        int stride = 1;
        int next = kept.length - 1;
        for (int i = clique.size() - 1; i >= 0; i--) {
            int size = domain.attribute(clique.get(i)).size();
            if (next >= 0 && kept[next] == clique.get(i)) {
                sum += rest % size * stride;
                stride *= size;
                next--;
            }
            rest /= size;
        }
        return sum;
    }

    /**
     * The counts of a synthetic table in all pairs of columns (in the column, if there is one), taken as if they were the
     * real table's up to one row.
     *
     * @param rows codes, one array a row
     * @param sizes of the columns
     */
    static List<Statistic> ofRows(List<int[]> rows, int[] sizes) {
        List<Statistic> statistics = new ArrayList<>();
        for (int a = 0; a < sizes.length; a++) {
            for (int b = sizes.length == 1 ? a : a + 1; b < sizes.length; b++) {
                if ((long) sizes[a] * sizes[b] > CELLS) {
                    continue;
                }
                double[] counts = new double[a == b ? sizes[a] : sizes[a] * sizes[b]];
                for (int[] row : rows) {
                    counts[a == b ? row[a] : row[a] * sizes[b] + row[b]]++;
                }
                statistics.add(new Statistic(Clique.of(a, b), counts, 1));
            }
        }
        return statistics;
    }

    /** The number of rows that all of them speak of, each by its precision; at least 0. */
    static long rows(List<Statistic> statistics) {
        double sum = 0;
        double weights = 0;
        for (Statistic statistic : statistics) {
            double weight = 1 / Math.max(1e-9, statistic.deviation * statistic.deviation * statistic.counts.length);
            sum += weight * Arrays.stream(statistic.counts).sum();
            weights += weight;
        }
        return weights == 0 ? 0 : Math.max(0, Math.round(sum / weights));
    }
}
