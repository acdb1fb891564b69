package org.effigy.attack;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;

/**
 * The integer program of a reconstruction: a table of whole rows whose counts are near the published ones, by the sum of
 * squares over the noise's variance. Dick et al. (2023) relax it and round; here each cell of each row is drawn anew given
 * all others, at a temperature that falls to 1 (Geman, Geman 1984), where a table is as likely as it explains the noisy
 * counts. So rows that must be there come out of every start, and others of few.
 */
final class Rebuild {
    private static final int SWEEPS = 60;
    private static final double HOT = 50;

    /** Exact counts get some variance too, or the search would freeze in the first table that is nearly right. */
    private static final double LEAST_VARIANCE = 0.25;

    private final int[] sizes;
    private final int[][] rows;
    private final SplittableRandom random;
    /** By statistic and cell: the count less the published one. */
    private final double[][] off;

    private final double[] weight;
    /** By column: the statistics that count it. */
    private final int[][] counting;
    /** By statistic and column: how far apart its values are among the cells; 0 if it isn't counted. */
    private final int[][] strides;

    private Rebuild(int[] sizes, List<Statistic> statistics, int rows, SplittableRandom random) {
        this.sizes = sizes;
        this.random = random;
        this.rows = new int[rows][sizes.length];
        this.weight = statistics.stream()
                .mapToDouble(s -> 1 / (2 * Math.max(LEAST_VARIANCE, s.deviation() * s.deviation())))
                .toArray();
        this.strides = statistics.stream().map(s -> strides(s.clique(), sizes)).toArray(int[][]::new);
        this.counting = IntStream.range(0, sizes.length)
                .mapToObj(column -> IntStream.range(0, strides.length)
                        .filter(s -> strides[s][column] > 0)
                        .toArray())
                .toArray(int[][]::new);
        for (int column = 0; column < sizes.length; column++) {
            double[] shares = shares(column, sizes, statistics);
            for (int[] row : this.rows) {
                row[column] = draw(shares);
            }
        }
        this.off = new double[strides.length][];
        for (int s = 0; s < off.length; s++) {
            off[s] = Arrays.stream(statistics.get(s).counts())
                    .map(count -> -count)
                    .toArray();
            for (int[] row : this.rows) {
                off[s][cell(s, row)]++;
            }
        }
    }

    /** One rebuilt table, of codes, one array a row. */
    static int[][] of(int[] sizes, List<Statistic> statistics, int rows, SplittableRandom random) {
        Rebuild rebuild = new Rebuild(sizes, statistics, rows, random);
        for (int sweep = 1; sweep <= SWEEPS; sweep++) {
            rebuild.sweep(Math.pow(HOT, 1 - (double) sweep / SWEEPS));
        }
        return rebuild.rows;
    }

    /** The counts that one rebuilt table looks up. */
    static long work(int[] sizes, List<Statistic> statistics, long rows) {
        return SWEEPS
                * rows
                * statistics.stream()
                        .flatMapToInt(
                                statistic -> IntStream.of(statistic.clique().toArray()))
                        .mapToLong(column -> sizes[column])
                        .sum();
    }

    /** A column's published shares, from the most precise statistic over it; even ones if there is none. */
    static double[] shares(int column, int[] sizes, List<Statistic> statistics) {
        int size = sizes[column];
        double[] shares = new double[size];
        double least = Double.POSITIVE_INFINITY;
        for (Statistic statistic : statistics) {
            double deviation = statistic.deviation() * Math.sqrt((double) statistic.counts().length / size);
            if (statistic.clique().contains(column) && deviation < least) {
                least = deviation;
                Arrays.fill(shares, 0);
                int stride = strides(statistic.clique(), sizes)[column];
                for (int cell = 0; cell < statistic.counts().length; cell++) {
                    shares[cell / stride % size] += statistic.counts()[cell];
                }
            }
        }
        double sum = 0;
        for (int value = 0; value < size; value++) {
            shares[value] = Math.max(0, shares[value]);
            sum += shares[value];
        }
        for (int value = 0; value < size; value++) {
            shares[value] = sum > 0 ? shares[value] / sum : 1.0 / size;
        }
        return shares;
    }

    private static int[] strides(Clique clique, int[] sizes) {
        int[] strides = new int[sizes.length];
        int stride = 1;
        for (int i = clique.size() - 1; i >= 0; i--) {
            strides[clique.get(i)] = stride;
            stride *= sizes[clique.get(i)];
        }
        return strides;
    }

    private int cell(int statistic, int[] row) {
        int cell = 0;
        for (int column = 0; column < row.length; column++) {
            cell += strides[statistic][column] * row[column];
        }
        return cell;
    }

    private void sweep(double temperature) {
        double[][] cost = Arrays.stream(sizes).mapToObj(double[]::new).toArray(double[][]::new);
        for (int[] row : rows) {
            int[] cells = new int[strides.length];
            for (int s = 0; s < cells.length; s++) {
                cells[s] = cell(s, row);
            }
            for (int column = 0; column < row.length; column++) {
                if (counting[column].length > 0) {
                    redraw(row, column, cells, cost[column], temperature);
                }
            }
        }
    }

    /** Draws one cell given all others; a row more in a cell that is {@code x} too full costs {@code 2 x + 1} squares. */
    private void redraw(int[] row, int column, int[] cells, double[] cost, double temperature) {
        Arrays.fill(cost, 0);
        for (int s : counting[column]) {
            off[s][cells[s]]--;
            int stride = strides[s][column];
            int first = cells[s] - stride * row[column];
            for (int value = 0; value < cost.length; value++) {
                cost[value] -= weight[s] * (2 * off[s][first + stride * value] + 1);
            }
        }
        double most = Arrays.stream(cost).max().orElseThrow();
        double sum = 0;
        for (int value = 0; value < cost.length; value++) {
            cost[value] = Math.exp((cost[value] - most) / temperature);
            sum += cost[value];
        }
        for (int value = 0; value < cost.length; value++) {
            cost[value] /= sum;
        }
        int drawn = draw(cost);
        for (int s : counting[column]) {
            cells[s] += strides[s][column] * (drawn - row[column]);
            off[s][cells[s]]++;
        }
        row[column] = drawn;
    }

    private int draw(double[] shares) {
        double left = random.nextDouble();
        int value = 0;
        while (value < shares.length - 1 && left >= shares[value]) {
            left -= shares[value++];
        }
        return value;
    }
}
