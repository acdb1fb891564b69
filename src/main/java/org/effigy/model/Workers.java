package org.effigy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Threads that share the tasks of a loop. Which thread takes which task is open, so a task must not depend on it; then
 * the result doesn't depend on the number of threads.
 */
final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    private Workers(int threads, ExecutorService pool) {
        this.threads = threads;
        this.pool = pool;
    }

    /**
     * This many, the calling thread among them.
     *
     * @throws IllegalArgumentException if not positive
     */
    static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed; " + threads + " were given");
        }
        ExecutorService pool = threads == 1
                ? null
                : Executors.newFixedThreadPool(threads - 1, task -> {
                    Thread thread = new Thread(task, "effigy-model");
                    thread.setDaemon(true);
                    return thread;
                });
        return new Workers(threads, pool);
    }

    /** Runs the task for 0 to {@code count} - 1 and waits for all; what a task throws is thrown here. */
    void each(int count, IntConsumer task) {
        if (pool == null || count < 2) {
            for (int i = 0; i < count; i++) {
                task.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                task.accept(i);
            }
        };
        List<Future<?>> others = new ArrayList<>();
        for (int t = 1; t < Math.min(threads, count); t++) {
            others.add(pool.submit(share));
        }
        RuntimeException failure = null;
        try {
            share.run();
        } catch (RuntimeException e) {
            failure = e;
            next.set(count);
        }
        for (Future<?> other : others) {
            try {
                other.get();
            } catch (ExecutionException e) {
                next.set(count);
                failure = failure != null ? failure : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                next.set(count);
                failure = new IllegalStateException("interrupted while tables were summed", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdown();
        }
    }
}
