package org.effigy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.effigy.domain.Clique;
import org.effigy.domain.Records;

/** Draws coarse rows, and then the values of their linked attributes, a batch at a time. */
final class LocationSampler implements RowSampler {
    private final LocationCopula copula;
    private final RowSampler head;
    private final double[][] factor;
    private final List<Link> links;

    private record Link(int column, int missing, CutPoints cuts, double[][] effects, double deviation) {
        static Link of(LocationCopula copula, int place) {
            int column = copula.linked().get(place);
            double[][] effects = new double[copula.presence().coarse().size()][];
            for (int other = 0; other < effects.length; other++) {
                effects[other] = copula.effects(place, other);
            }
            return new Link(
                    column,
                    copula.domain().attribute(column).size() - 1,
                    CutPoints.of(copula.cuts(place)),
                    effects,
                    copula.deviations()[place]);
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
        Normals normals = new Normals(SplitMix.of(seed, batch, -1, 2));
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
                independent[i] = normals.next();
                double around = 0;
                for (int j = 0; j <= i; j++) {
                    around += factor[i][j] * independent[j];
                }
                drawn[i] = columns[link.column][row] == 0
                        ? link.cuts.code(mean(link, columns, row) + link.deviation * around)
                        : link.missing;
            }
            for (int i = 0; i < drawn.length; i++) {
                columns[links.get(i).column][row] = drawn[i];
            }
        }
        return columns;
    }

    /** Asked before any of the row's linked attributes has its value. */
    private static double mean(Link link, int[][] columns, int row) {
        double mean = 0;
        for (int other = 0; other < link.effects.length; other++) {
            double[] effect = link.effects[other];
            mean += effect.length == 0 ? 0 : effect[columns[other][row]];
        }
        return mean;
    }
}
