package org.effigy.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Layout;
import org.effigy.domain.Records;

/**
 * Draws rows from a {@link MarkovRandomField}: clique by clique from the roots of its junction tree, the new attributes
 * of a clique given those that it has in common with its parent. Rows that agree on these get the new attributes'
 * combinations in their expected numbers, rounded by systematic sampling (Madow 1949), and in random order: so counts
 * vary less than with independent draws, each row is still a draw from the distribution, and columns that are
 * independent in the model are independent in the rows.
 *
 * <p>Rows come in batches of {@value #BATCH}, each from its own generator: memory doesn't grow with the number of rows,
 * and the rows depend on the seed alone, not on the number of threads. Holds a table of the tree's cells.
 */
public final class RecordSampler implements RowSampler {
    /** Rows drawn at a time: what is touched at random stays in the second cache. */
    static final int BATCH = 1 << 16;

    /** Batches of golden-ratio steps are spread evenly whatever their number (Kronecker sequence). */
    private static final double GOLDEN = 0.6180339887498949;

    private final Domain domain;
    private final Conditional[] conditionals;
    private final int threads;

    private RecordSampler(Domain domain, Conditional[] conditionals, int threads) {
        this.domain = domain;
        this.conditionals = conditionals;
        this.threads = threads;
    }

    /** A sampler on one thread. */
    static RecordSampler of(MarkovRandomField field) {
        Conditional[] conditionals = IntStream.range(0, field.tree().cliques().size())
                .mapToObj(c -> Conditional.of(field, c))
                .toArray(Conditional[]::new);
        return new RecordSampler(field.domain(), conditionals, 1);
    }

    @Override
    public RecordSampler withThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed; " + threads + " were given");
        }
        return new RecordSampler(domain, conditionals, threads);
    }

    @Override
    public Records sample(int rows, long seed) {
        int[][] columns = new int[domain.size()][Math.max(0, rows)];
        int batches = batches(rows);
        try (Workers workers = Workers.of(threads)) {
            workers.each(batches, b -> {
                int start = b * BATCH;
                int[][] batch = draw(Math.min(BATCH, rows - start), seed, b);
                for (int c = 0; c < columns.length; c++) {
                    System.arraycopy(batch[c], 0, columns[c], start, batch[c].length);
                }
            });
        }
        return Records.of(domain, columns);
    }

    @Override
    public void stream(long rows, long seed, Consumer<Records> sink) {
        long batches = batches(rows);
        try (Workers workers = Workers.of(threads)) {
            for (long first = 0; first < batches; first += threads) {
                long start = first;
                Records[] drawn = new Records[(int) Math.min(threads, batches - first)];
                workers.each(drawn.length, i -> {
                    long batch = start + i;
                    int length = (int) Math.min(BATCH, rows - batch * BATCH);
                    drawn[i] = Records.of(domain, draw(length, seed, batch));
                });
                for (Records batch : drawn) {
                    sink.accept(batch);
                }
            }
        }
    }

    private static int batches(long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("the number of rows is at least 0; " + rows + " was given");
        }
        return Math.toIntExact((rows + BATCH - 1) / BATCH);
    }

    private int[][] draw(int rows, long seed, long batch) {
        int[][] columns = new int[domain.size()][rows];
        for (int c = 0; c < conditionals.length; c++) {
            SplitMix random = SplitMix.of(seed, batch, c);
            double offset = SplitMix.of(seed, -1, c).nextDouble() + batch * GOLDEN;
            conditionals[c].draw(columns, rows, random, offset - Math.floor(offset));
        }
        return columns;
    }

    /**
     * The distribution of a clique's new attributes for each combination of the ones it shares with its parent.
     *
     * @param given positions of the shared attributes
     * @param drawn positions of the new ones
     * @param contexts combinations of the shared ones
     * @param outcomes combinations of the new ones
     * @param cumulative for each context the running sums of the outcomes' probabilities, not normalised
     */
    private record Conditional(
            Domain domain, int[] given, int[] drawn, int contexts, int outcomes, double[] cumulative) {

        static Conditional of(MarkovRandomField field, int c) {
            Domain domain = field.domain();
            Clique clique = field.tree().cliques().get(c);
            Clique shared = field.tree().separator(c);
            Factor belief = field.belief(c);
            Layout layout = Layout.of(domain, clique);
            int[] given = shared.toArray();
            int[] drawn = clique.minus(shared).toArray();
            int[] outer = layout.offsets(given);
            int[] inner = layout.offsets(drawn);
            double[] cumulative = new double[belief.cells()];
            for (int o = 0, i = 0; o < outer.length; o++) {
                double sum = 0;
                for (int offset : inner) {
                    sum += belief.value(outer[o] + offset);
                    cumulative[i++] = sum;
                }
            }
            return new Conditional(domain, given, drawn, outer.length, inner.length, cumulative);
        }

        void draw(int[][] columns, int rows, SplitMix random, double rootOffset) {
            int[] order = new int[rows];
            int[] ends = new int[rows];
            int[] contextOf = new int[rows];
            int groups = group(columns, rows, order, ends, contextOf);
            int[] outcome = new int[rows];
            // Offsets spread evenly over the groups, in random order: one from each of as many strata as groups.
            int[] stratum = IntStream.range(0, groups).toArray();
            random.shuffle(stratum, 0, groups);
            int start = 0;
            for (int g = 0; g < groups; g++) {
                double offset = given.length == 0 ? rootOffset : (stratum[g] + random.nextDouble()) / groups;
                systematic(contextOf[g], outcome, start, ends[g], Math.min(offset, Math.nextDown(1.0)));
                random.shuffle(outcome, start, ends[g]);
                start = ends[g];
            }
            decode(columns, order, outcome);
        }

        /** Sorts rows by context; the groups' contexts and ends. */
        private int group(int[][] columns, int rows, int[] order, int[] ends, int[] contextOf) {
            int[] context = new int[rows];
            for (int position : given) {
                int size = domain.attribute(position).size();
                int[] column = columns[position];
                for (int row = 0; row < rows; row++) {
                    context[row] = context[row] * size + column[row];
                }
            }
            if (contexts > 8 * BATCH) {
                return groupBySorting(context, order, ends, contextOf);
            }
            int[] place = new int[contexts + 1];
            for (int row = 0; row < rows; row++) {
                place[context[row] + 1]++;
            }
            int groups = 0;
            for (int k = 0; k < contexts; k++) {
                if (place[k + 1] > 0) {
                    contextOf[groups] = k;
                    ends[groups++] = place[k] + place[k + 1];
                }
                place[k + 1] += place[k];
            }
            for (int row = 0; row < rows; row++) {
                order[place[context[row]]++] = row;
            }
            return groups;
        }

        /** The same for so many contexts that counting each would take longer than sorting the rows. */
        private static int groupBySorting(int[] context, int[] order, int[] ends, int[] contextOf) {
            long[] keys = new long[context.length];
            for (int row = 0; row < keys.length; row++) {
                keys[row] = (long) context[row] << 32 | row;
            }
            Arrays.sort(keys);
            int groups = 0;
            for (int i = 0; i < keys.length; i++) {
                order[i] = (int) keys[i];
                int own = (int) (keys[i] >>> 32);
                if (i + 1 == keys.length || (int) (keys[i + 1] >>> 32) != own) {
                    contextOf[groups] = own;
                    ends[groups++] = i + 1;
                }
            }
            return groups;
        }

        /** Outcomes at evenly spaced places of the cumulative distribution: each within 1 of its expected number. */
        private void systematic(int context, int[] outcome, int start, int end, double offset) {
            int low = context * outcomes;
            double sum = cumulative[low + outcomes - 1];
            if (!(sum > 0)) {
                throw new IllegalStateException("a combination was drawn that the model gives no probability");
            }
            int count = end - start;
            double below = Math.nextDown(sum);
            boolean scan = (long) count * 8 > outcomes;
            int cell = 0;
            for (int k = 0; k < count; k++) {
                // Never the sum itself: the cell found has a probability above 0.
                double place = Math.min((k + offset) / count * sum, below);
                if (scan) {
                    while (cumulative[low + cell] <= place) {
                        cell++;
                    }
                } else {
                    cell = search(low, place);
                }
                outcome[start + k] = cell;
            }
        }

        /** The first outcome whose running sum is above a place. */
        private int search(int low, double place) {
            int from = 0;
            int to = outcomes - 1;
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (cumulative[low + middle] > place) {
                    to = middle;
                } else {
                    from = middle + 1;
                }
            }
            return from;
        }

        private void decode(int[][] columns, int[] order, int[] outcome) {
            int stride = outcomes;
            for (int position : drawn) {
                int size = domain.attribute(position).size();
                stride /= size;
                int[] column = columns[position];
                for (int i = 0; i < order.length; i++) {
                    column[order[i]] = outcome[i] / stride % size;
                }
            }
        }
    }

    /** The number of cells of the tables held. */
    @Override
    public String toString() {
        return "RecordSampler["
                + List.of(conditionals).stream()
                        .mapToLong(c -> c.cumulative.length)
                        .sum() + " cells]";
    }
}
