package org.effigy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Records;

/**
 * Draws coarse rows, and then the values of their linked attributes, a batch at a time. Inside bins, variables are drawn
 * one after the other, each from its normal distribution given the ones before, cut to its bin (Geweke 1991, Hajivassiliou
 * and McFadden 1998).
 */
final class LocationSampler implements RowSampler {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** Further out the normal distribution's tail has too few digits to be cut. */
    private static final double REACH = 8;

    private final LocationCopula copula;
    private final RowSampler head;
    private final double[][] factor;
    private final List<Link> links;

    /** One linked attribute: {@code low} and {@code high} are the ends of its bins on its variable's scale. */
    private record Link(int column, CutPoints cuts, double[][] effects, double deviation, double[] low, double[] high) {
        static Link of(LocationCopula copula, int place) {
            Coarsening bins = copula.bins();
            int column = copula.linked().get(place);
            CutPoints cuts = CutPoints.of(copula.cuts(place));
            double[][] effects = new double[bins.coarse().size()][];
            for (int other = 0; other < effects.length; other++) {
                effects[other] = copula.effects(place, other);
            }
            int ordered = bins.fine().attribute(column).ordered();
            int runs = bins.code(column, ordered - 1) + 1;
            double[] low = new double[runs];
            double[] high = new double[runs];
            for (int code = ordered - 1; code >= 0; code--) {
                low[bins.code(column, code)] = cuts.low(code);
            }
            for (int code = 0; code < ordered; code++) {
                high[bins.code(column, code)] = cuts.high(code);
            }
            return new Link(column, cuts, effects, copula.deviations()[place], low, high);
        }
    }

    private LocationSampler(LocationCopula copula, RowSampler head, double[][] factor, List<Link> links) {
        this.copula = copula;
        this.head = head;
        this.factor = factor;
        this.links = links;
    }

    static LocationSampler of(LocationCopula copula) {
        List<Link> links = new ArrayList<>();
        Clique linked = copula.linked();
        for (int place = 0; place < linked.size(); place++) {
            links.add(Link.of(copula, place));
        }
        return new LocationSampler(
                copula, copula.head().sampler(), copula.correlations().factor(), links);
    }

    @Override
    public LocationSampler withThreads(int threads) {
        return new LocationSampler(copula, head.withThreads(threads), factor, links);
    }

    @Override
    public Records sample(int rows, long seed) {
        int[][] columns = new int[copula.domain().size()][Math.max(0, rows)];
        int[] filled = new int[1];
        each(rows, seed, batch -> {
            for (int c = 0; c < columns.length; c++) {
                System.arraycopy(batch[c], 0, columns[c], filled[0], batch[c].length);
            }
            filled[0] += batch[0].length;
        });
        return Records.of(copula.domain(), columns);
    }

    @Override
    public void stream(long rows, long seed, Consumer<Records> sink) {
        each(rows, seed, batch -> sink.accept(Records.of(copula.domain(), batch)));
    }

    private void each(long rows, long seed, Consumer<int[][]> sink) {
        long[] batches = new long[1];
        head.stream(rows, seed, batch -> sink.accept(draw(batch, seed, batches[0]++)));
    }

    private int[][] draw(Records coarse, long seed, long batch) {
        // A path of its own: the coarse rows were drawn from the same seed.
        SplitMix random = SplitMix.of(seed, batch, -1, 2);
        Normals normals = new Normals(random);
        int[][] columns = new int[copula.domain().size()][coarse.rows()];
        for (int c = 0; c < columns.length; c++) {
            for (int row = 0; row < coarse.rows(); row++) {
                columns[c][row] = coarse.code(row, c);
            }
        }
        int[] drawn = new int[links.size()];
        double[] independent = new double[links.size()];
        for (int row = 0; row < coarse.rows(); row++) {
            for (int i = 0; i < drawn.length; i++) {
                Link link = links.get(i);
                double mean = 0;
                for (int other = 0; other < link.effects.length; other++) {
                    double[] effect = link.effects[other];
                    mean += effect.length == 0 ? 0 : effect[columns[other][row]];
                }
                for (int j = 0; j < i; j++) {
                    mean += link.deviation * factor[i][j] * independent[j];
                }
                double deviation = link.deviation * factor[i][i];
                int bin = columns[link.column][row];
                boolean missing = bin >= link.low.length;
                independent[i] = missing || link.low.length == 1
                        ? normals.next()
                        : between((link.low[bin] - mean) / deviation, (link.high[bin] - mean) / deviation, random);
                drawn[i] = missing
                        ? copula.domain().attribute(link.column).size() - 1
                        : inside(link, bin, link.cuts.code(mean + deviation * independent[i]));
            }
            for (int i = 0; i < drawn.length; i++) {
                columns[links.get(i).column][row] = drawn[i];
            }
        }
        return columns;
    }

    /** Rounding may put a value that was drawn at the end of a bin just beyond it. */
    private int inside(Link link, int bin, int code) {
        int at = code;
        while (copula.bins().code(link.column, at) < bin) {
            at++;
        }
        while (copula.bins().code(link.column, at) > bin) {
            at--;
        }
        return at;
    }

    /** A standard normal draw that lies between two values. */
    private static double between(double low, double high, SplitMix random) {
        // By symmetry in the lower half, where the distribution function has all its digits.
        if (low > 0) {
            return -between(-high, -low, random);
        }
        if (high < -REACH) {
            // So far out nearly all mass is at the near end.
            return high;
        }
        double below = low == Double.NEGATIVE_INFINITY ? 0 : NORMAL.cumulativeProbability(low);
        double upTo = high == Double.POSITIVE_INFINITY ? 1 : NORMAL.cumulativeProbability(high);
        double place = below + (upTo - below) * random.nextDouble();
        return place > 0 && place < 1 ? NORMAL.inverseCumulativeProbability(place) : Math.max(low, -REACH);
    }
}
