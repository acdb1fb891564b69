package org.effigy.audit.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Shares the rows of a table among threads. What is done for a row must not depend on who does it, or when. */
final class Workers {
    private static final int SHARE = 256;

    private Workers() {}

    /** What is done for the rows {@code from} to {@code to - 1}. */
    interface Work {
        void rows(int from, int to);
    }

    /** Does the work for rows 0 to {@code rows - 1} and waits; what it throws is thrown here. */
    static void share(int rows, int threads, Work work) {
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            for (int from = next.getAndAdd(SHARE); from < rows; from = next.getAndAdd(SHARE)) {
                work.rows(from, Math.min(rows, from + SHARE));
            }
        };
        int useful = Math.min(threads, 1 + rows / SHARE);
        if (useful == 1) {
            worker.run();
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(useful, task -> {
            Thread thread = new Thread(task, "effigy-audit");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int t = 0; t < useful; t++) {
                parts.add(pool.submit(worker));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rows were compared", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
