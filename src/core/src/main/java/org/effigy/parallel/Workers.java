package org.effigy.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Threads that share the tasks of a loop. Which thread takes which task is open, so a task must not depend on it; then
 * the result doesn't depend on the number of threads.
 */
public final class Workers implements AutoCloseable {
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
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed; " + threads + " were given");
        }
        ExecutorService pool = threads == 1
                ? null
                : Executors.newFixedThreadPool(threads - 1, task -> {
                    Thread thread = new Thread(task, "effigy-worker");
                    thread.setDaemon(true);
                    return thread;
                });
        return new Workers(threads, pool);
    }

    /** How many threads a parallel stream takes that is started here: those of {@link #within}, else one a processor. */
    public static int available() {
        ForkJoinPool pool = ForkJoinTask.getPool();
        return pool == null ? Runtime.getRuntime().availableProcessors() : pool.getParallelism();
    }

    /**
     * Does some work, the parallel streams in it included, on this many threads and no more.
     *
     * @return what the work returns
     * @throws IllegalArgumentException if the number is not positive
     * @throws Exception what the work throws
     */
    public static <T> T within(int threads, Callable<T> work) throws Exception {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed; " + threads + " were given");
        }
        // A parallel stream stays in the pool of the thread that starts it. The pool would wrap what is thrown.
        FutureTask<T> task = new FutureTask<>(work);
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            pool.execute(task);
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception exception ? exception : e;
        } finally {
            pool.shutdownNow();
        }
    }

    /**
     * Runs the task for 0 to {@code count} - 1 and waits for all; the first thing that a task is seen to throw is thrown
     * here, and tasks that have not begun by then are left out.
     *
     * @throws IllegalStateException if the calling thread is interrupted
     */
    public void each(int count, IntConsumer task) {
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
        List<Throwable> failures = new ArrayList<>();
        try {
            share.run();
        } catch (RuntimeException | Error e) {
            failures.add(e);
            next.set(count);
        }
        for (Future<?> other : others) {
            try {
                other.get();
            } catch (ExecutionException e) {
                failures.add(e.getCause());
                next.set(count);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                next.set(count);
                failures.add(new IllegalStateException("interrupted while threads shared a loop", e));
            }
        }
        if (!failures.isEmpty()) {
            rethrow(failures.get(0));
        }
    }

    /** A task declares no checked exception, so it threw one of these. */
    private static void rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdown();
        }
    }
}
