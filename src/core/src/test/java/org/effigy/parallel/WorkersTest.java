package org.effigy.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void eachTaskRunsOnceAndIsOverWhenTheLoopReturns(int threads) {
        try (Workers workers = Workers.of(threads)) {
            for (int count : new int[] {0, 1, 2, 7, 1000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(count);
                workers.each(count, runs::incrementAndGet);
                for (int i = 0; i < count; i++) {
                    assertEquals(1, runs.get(i));
                }
            }
        }
    }

    /** Two tasks that wait for each other can't be done by one thread. */
    @Test
    void theCallingThreadIsOneOfThem() {
        CountDownLatch both = new CountDownLatch(2);
        Thread[] by = new Thread[2];
        try (Workers workers = Workers.of(2)) {
            workers.each(2, i -> {
                by[i] = Thread.currentThread();
                both.countDown();
                await(both);
            });
        }
        assertTrue(Arrays.asList(by).contains(Thread.currentThread()));
        assertTrue(by[0] != by[1]);
    }

    /** In the calling thread and in another: each of two tasks waits until both have begun, and one throws. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatATaskThrowsIsThrownHereAsItIs(boolean here) {
        for (Throwable thrown : new Throwable[] {new IllegalArgumentException("no"), new StackOverflowError("deep")}) {
            CountDownLatch both = new CountDownLatch(2);
            AtomicInteger begun = new AtomicInteger();
            Thread caller = Thread.currentThread();
            try (Workers workers = Workers.of(2)) {
                assertSame(
                        thrown,
                        assertThrows(
                                thrown.getClass(),
                                () -> workers.each(1_000_000, i -> {
                                    begun.incrementAndGet();
                                    both.countDown();
                                    await(both);
                                    if ((Thread.currentThread() == caller) == here) {
                                        fail(thrown);
                                    }
                                })));
                assertTrue(!here || begun.get() < 1_000_000, "the rest is left out");
                workers.each(2, i -> begun.set(-1));
                assertEquals(-1, begun.get(), "and the next loop runs");
            }
        }
    }

    private static void fail(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    @Test
    void anInterruptEndsTheLoopAndStays() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        try (Workers workers = Workers.of(2)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> workers.each(2, i -> {
                        if (Thread.currentThread() == caller) {
                            await(busy);
                            caller.interrupt();
                        } else {
                            busy.countDown();
                            await(never);
                        }
                    }));
        } finally {
            assertTrue(Thread.interrupted());
            never.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noThreadIsNoWorker() {
        assertThrows(IllegalArgumentException.class, () -> Workers.of(0));
    }

    /** The common pool, which takes every processor, does nothing of it; and what is thrown comes out as it was. */
    @Test
    void parallelStreamsStayWithinTheThreadsThatWereGiven() throws Exception {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        long sum = Workers.within(1, () -> {
            return IntStream.range(0, 10_000)
                    .parallel()
                    .peek(i -> seen.add(Thread.currentThread()))
                    .asLongStream()
                    .sum();
        });
        assertEquals(49_995_000, sum);
        assertEquals(1, seen.size());
        assertFalse(seen.contains(Thread.currentThread()));
        IOException thrown = new IOException("as it was");
        assertSame(
                thrown,
                assertThrows(
                        IOException.class,
                        () -> Workers.within(2, () -> {
                            throw thrown;
                        })));
        assertThrows(IllegalArgumentException.class, () -> Workers.within(0, () -> 1));
    }
}
