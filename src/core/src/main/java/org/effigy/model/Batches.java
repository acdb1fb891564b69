package org.effigy.model;

import java.util.function.Consumer;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.parallel.Workers;

/**
 * A sampler of rows that come in batches, each from its own generator: the rows depend on the seed alone, not on the
 * number of threads, and memory doesn't grow with their number.
 */
final class Batches implements RowSampler {
    /** How a batch is drawn. */
    @FunctionalInterface
    interface Source {
        /** The columns of a batch; a function of its arguments alone, called by several threads. */
        int[][] draw(int rows, long seed, long batch);
    }

    private static final int BATCH = 1 << 14;

    private final Domain domain;
    private final Source source;
    private final int threads;

    private Batches(Domain domain, Source source, int threads) {
        this.domain = domain;
        this.source = source;
        this.threads = threads;
    }

    /** On one thread. */
    static Batches of(Domain domain, Source source) {
        return new Batches(domain, source, 1);
    }

    @Override
    public Batches withThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed; " + threads + " were given");
        }
        return new Batches(domain, source, threads);
    }

    @Override
    public Records sample(int rows, long seed) {
        int[][] columns = new int[domain.size()][Math.max(0, rows)];
        int[] filled = new int[1];
        each(rows, seed, batch -> {
            for (int c = 0; c < columns.length; c++) {
                System.arraycopy(batch[c], 0, columns[c], filled[0], batch[c].length);
            }
            filled[0] += batch[0].length;
        });
        return Records.of(domain, columns);
    }

    @Override
    public void stream(long rows, long seed, Consumer<Records> sink) {
        each(rows, seed, batch -> sink.accept(Records.of(domain, batch)));
    }

    private void each(long rows, long seed, Consumer<int[][]> sink) {
        if (rows < 0) {
            throw new IllegalArgumentException("the number of rows is at least 0; " + rows + " was given");
        }
        long batches = (rows + BATCH - 1) / BATCH;
        try (Workers workers = Workers.of(threads)) {
            for (long first = 0; first < batches; first += threads) {
                long start = first;
                int[][][] drawn = new int[(int) Math.min(threads, batches - first)][][];
                workers.each(drawn.length, i -> {
                    long batch = start + i;
                    drawn[i] = source.draw((int) Math.min(BATCH, rows - batch * BATCH), seed, batch);
                });
                for (int[][] batch : drawn) {
                    sink.accept(batch);
                }
            }
        }
    }
}
