package org.effigy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Records;

/**
 * Draws coarse rows and refines them a batch at a time: the rows of a batch that are in one bin get its fine codes in
 * their expected numbers, rounded by systematic sampling, in random order (as in {@link RecordSampler}).
 */
final class RefinedSampler implements RowSampler {
    private final Coarsening bins;
    private final RowSampler coarse;
    private final List<Optional<Inside>> insides;

    private RefinedSampler(Coarsening bins, RowSampler coarse, List<Optional<Inside>> insides) {
        this.bins = bins;
        this.coarse = coarse;
        this.insides = insides;
    }

    static RefinedSampler of(Coarsening bins, RowSampler coarse, List<double[]> weights) {
        List<Optional<Inside>> insides = new ArrayList<>();
        for (int attribute = 0; attribute < weights.size(); attribute++) {
            insides.add(
                    Refined.keeps(bins, attribute)
                            ? Optional.empty()
                            : Optional.of(Inside.of(bins, attribute, weights.get(attribute))));
        }
        return new RefinedSampler(bins, coarse, insides);
    }

    @Override
    public RefinedSampler withThreads(int threads) {
        return new RefinedSampler(bins, coarse.withThreads(threads), insides);
    }

    @Override
    public Records sample(int rows, long seed) {
        int[][] columns = new int[bins.fine().size()][Math.max(0, rows)];
        int[] filled = new int[1];
        each(rows, seed, batch -> {
            for (int c = 0; c < columns.length; c++) {
                System.arraycopy(batch[c], 0, columns[c], filled[0], batch[c].length);
            }
            filled[0] += batch[0].length;
        });
        return Records.of(bins.fine(), columns);
    }

    @Override
    public void stream(long rows, long seed, Consumer<Records> sink) {
        each(rows, seed, batch -> sink.accept(Records.of(bins.fine(), batch)));
    }

    private void each(long rows, long seed, Consumer<int[][]> sink) {
        long[] batches = new long[1];
        coarse.stream(rows, seed, batch -> sink.accept(refine(batch, seed, batches[0]++)));
    }

    private int[][] refine(Records batch, long seed, long number) {
        int[][] columns = new int[bins.fine().size()][batch.rows()];
        for (int c = 0; c < columns.length; c++) {
            for (int reader : bins.readers(c)) {
                int size = bins.coarse().attribute(reader).size();
                for (int row = 0; row < batch.rows(); row++) {
                    columns[c][row] = columns[c][row] * size + batch.code(row, reader);
                }
            }
            if (insides.get(c).isPresent()) {
                // A path of its own: the coarse rows were drawn from the same seed.
                insides.get(c).get().refine(columns[c], SplitMix.of(seed, number, c, 1));
            }
        }
        return columns;
    }

    /**
     * The fine codes of an attribute, sorted by bin.
     *
     * @param starts where each bin begins, and the end of the last one
     * @param codes the fine codes, bin by bin
     * @param cumulative the running sums of their weights inside their bin
     * @param likes for each bin itself, or where it has no code one nearby that has
     */
    private record Inside(int[] starts, int[] codes, double[] cumulative, int[] likes) {
        static Inside of(Coarsening bins, int attribute, double[] weights) {
            int[] places = Refined.places(bins, attribute);
            int[] starts = new int[Refined.count(bins, attribute) + 1];
            for (int place : places) {
                starts[place + 1]++;
            }
            for (int bin = 1; bin < starts.length; bin++) {
                starts[bin] += starts[bin - 1];
            }
            int[] next = starts.clone();
            int[] codes = new int[weights.length];
            double[] cumulative = new double[weights.length];
            for (int code = 0; code < weights.length; code++) {
                int bin = places[code];
                int at = next[bin]++;
                codes[at] = code;
                cumulative[at] = weights[code] + (at > starts[bin] ? cumulative[at - 1] : 0);
            }
            return new Inside(starts, codes, cumulative, likes(starts));
        }

        private static int[] likes(int[] starts) {
            int[] likes = new int[starts.length - 1];
            int last = 0;
            while (starts[last] == starts[last + 1]) {
                last++;
            }
            for (int bin = 0; bin < likes.length; bin++) {
                last = starts[bin] < starts[bin + 1] ? bin : last;
                likes[bin] = last;
            }
            return likes;
        }

        /** Replaces each coarse code by a fine one. */
        void refine(int[] column, SplitMix random) {
            int[] ends = new int[starts.length];
            for (int row = 0; row < column.length; row++) {
                column[row] = likes[column[row]];
                ends[column[row] + 1]++;
            }
            for (int bin = 1; bin < ends.length; bin++) {
                ends[bin] += ends[bin - 1];
            }
            int[] next = ends.clone();
            int[] order = new int[column.length];
            for (int row = 0; row < column.length; row++) {
                order[next[column[row]]++] = row;
            }
            for (int bin = 0; bin + 1 < ends.length; bin++) {
                int count = ends[bin + 1] - ends[bin];
                int[] drawn = systematic(bin, count, random.nextDouble());
                random.shuffle(drawn, 0, count);
                for (int i = 0; i < count; i++) {
                    column[order[ends[bin] + i]] = drawn[i];
                }
            }
        }

        private int[] systematic(int bin, int count, double offset) {
            int at = starts[bin];
            double sum = cumulative[starts[bin + 1] - 1];
            double below = Math.nextDown(sum);
            int[] drawn = new int[count];
            for (int k = 0; k < count; k++) {
                // Never the sum itself: the code found has a weight above 0.
                double place = Math.min((k + offset) / count * sum, below);
                while (cumulative[at] <= place) {
                    at++;
                }
                drawn[k] = codes[at];
            }
            return drawn;
        }
    }
}
