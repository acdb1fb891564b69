package org.effigy.model;

import java.util.LinkedList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.parallel.Workers;

/**
 * Draws rows from a {@link MarkovRandomField}: clique by clique from the roots of its junction tree, the new attributes
 * of a clique given those that it has in common with its parent. Rows that agree on these get the new attributes'
 * combinations in their expected numbers, rounded by systematic sampling (Madow 1949), and in random order: so counts
 * vary less than with independent draws, each row is still a draw from the distribution, and columns that are
 * independent in the model are independent in the rows. In samples of one batch {@link Balance} brings the counts of
 * pairs and triples of columns from different cliques nearer to the expected ones too; larger samples would take too
 * long.
 *
 * <p>Rows come in batches of {@value #BATCH}, each from its own generator: memory doesn't grow with the number of rows,
 * and the rows depend on the seed alone, not on the number of threads. Holds a table of the tree's cells.
 */
public final class RecordSampler implements RowSampler {
    /** Rows drawn at a time: what is touched at random stays in the second cache. */
    static final int BATCH = 1 << 16;

    /** Batches of golden-ratio steps are spread evenly whatever their number (Kronecker sequence). */
    private static final double GOLDEN = 0.6180339887498949;

    /** What bringing the counts of a batch nearer to the expected ones may cost, in looks at a cell: a fraction of a second. */
    private static final long BALANCING = 100_000_000;

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
                int[][] batch = draw(Math.min(BATCH, rows - start), seed, b, work(rows));
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
                    drawn[i] = Records.of(domain, draw(length, seed, batch, work(rows)));
                });
                for (Records batch : drawn) {
                    sink.accept(batch);
                }
            }
        }
    }

    private long work(long rows) {
        return rows <= BATCH ? BALANCING / Math.max(1, conditionals.length) : 0;
    }

    private static int batches(long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("the number of rows is at least 0; " + rows + " was given");
        }
        return Math.toIntExact((rows + BATCH - 1) / BATCH);
    }

    /** @param work what each step may spend on bringing counts nearer to the expected ones, in looks at a cell */
    private int[][] draw(int rows, long seed, long batch, long work) {
        int[][] columns = new int[domain.size()][rows];
        LinkedList<Integer> earlier = new LinkedList<>();
        for (int c = 0; c < conditionals.length; c++) {
            SplitMix random = SplitMix.of(seed, batch, c);
            double offset = SplitMix.of(seed, -1, c).nextDouble() + batch * GOLDEN;
            conditionals[c].draw(columns, rows, random, offset - Math.floor(offset), List.copyOf(earlier), work);
            IntStream.of(conditionals[c].drawn()).forEach(earlier::addFirst);
        }
        return columns;
    }

    /** The number of cells of the tables held. */
    @Override
    public String toString() {
        return "RecordSampler["
                + List.of(conditionals).stream()
                        .mapToLong(c -> c.cumulative().length)
                        .sum() + " cells]";
    }
}
