package org.effigy.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.effigy.synth.Progress;

/** Many fits over some threads, which share nothing. */
final class Fits {
    private Fits() {}

    /**
     * What a task gives for 0 to {@code count} - 1, in that order. What it throws is thrown here, and no further task is
     * started.
     */
    static <T> List<T> each(int count, int threads, Progress progress, IntFunction<T> task) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "effigy-attack");
            thread.setDaemon(true);
            return thread;
        });
        try {
            AtomicInteger done = new AtomicInteger();
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    T made = task.apply(number);
                    synchronized (done) {
                        progress.at("fit", done.incrementAndGet(), count);
                    }
                    return made;
                }));
            }
            List<T> all = new ArrayList<>();
            for (Future<T> future : futures) {
                all.add(future.get());
            }
            return all;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a fit failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while models were fitted", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
