package org.effigy.statistical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.Mechanism.DiscreteGaussian;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.junit.jupiter.api.Test;

/**
 * No noise is used twice: not by two chunks of a batch on their threads, not by two calls, not by two callers. At this
 * scale two draws are equal with probability 1 / (2 sqrt(pi) scale) = 2.8e-16, so that any two equal ones among 8,192
 * are a false alarm of 1e-8.
 */
class NoiseIndependenceTest {
    private static final Mechanism.Additive WIDE = new DiscreteGaussian(1e15);
    private static final int THREADS = 4;
    private static final int CHUNK = 1_024;

    private final OpenDpNoise noise = OpenDpNoise.load().withThreads(THREADS);

    @Test
    void noChunkOrCallRepeatsNoise() {
        long[] first = batch();
        long[] second = batch();
        assertTrue(allDiffer(first, second));

        System.arraycopy(first, 0, first, CHUNK, 1); // Planted: one draw used by two chunks.
        assertFalse(allDiffer(first, second));
    }

    @Test
    void callersAtTheSameTimeShareNoNoise() throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        try {
            Stream<Future<long[]>> asked = IntStream.range(0, THREADS)
                    .mapToObj(i -> callers.submit(() -> {
                        long[] values = new long[CHUNK];
                        noise.add(WIDE, values);
                        return values;
                    }));
            Future<?>[] pending = asked.toArray(Future<?>[]::new);
            long[][] drawn = new long[THREADS][];
            for (int i = 0; i < THREADS; i++) {
                drawn[i] = (long[]) pending[i].get();
            }
            assertTrue(allDiffer(drawn));
        } finally {
            callers.shutdownNow();
        }
    }

    /**
     * Correlation of each two of the 8 chunks of two batches, and of each chunk with itself one place on: 36 figures,
     * each a sum of 1,024 products of independent Gaussians over 32 scale^2, so a standard normal. By Chernoff's bound
     * on such a sum each is beyond 8 with probability below 1e-13. Noise shared by two chunks gives 32, noise of which
     * half is shared 16.
     */
    @Test
    void chunksAreUncorrelated() {
        long[][] chunks = Stream.of(batch(), batch())
                .flatMap(batch -> IntStream.range(0, THREADS)
                        .mapToObj(i -> Arrays.copyOfRange(batch, i * CHUNK, (i + 1) * CHUNK)))
                .toArray(long[][]::new);
        assertEquals(8, chunks.length);
        assertTrue(largestCorrelation(chunks) < 8);

        long[] copied = chunks[0].clone();
        Arrays.setAll(copied, i -> i % 2 == 0 ? -chunks[0][i] : chunks[5][i]);
        chunks[5] = copied; // Planted: half of one chunk is another's, its sign turned.
        assertFalse(largestCorrelation(chunks) < 8);
    }

    private long[] batch() {
        long[] values = new long[THREADS * CHUNK];
        noise.add(WIDE, values);
        return values;
    }

    private static boolean allDiffer(long[]... batches) {
        long drawn = Stream.of(batches).mapToLong(batch -> batch.length).sum();
        return Stream.of(batches).flatMapToLong(LongStream::of).distinct().count() == drawn;
    }

    private static double largestCorrelation(long[][] chunks) {
        double largest = 0;
        for (int a = 0; a < chunks.length; a++) {
            for (int b = a; b < chunks.length; b++) {
                int lag = a == b ? 1 : 0;
                double sum = 0;
                for (int i = 0; i + lag < CHUNK; i++) {
                    sum += chunks[a][i] / WIDE.scale() * (chunks[b][i + lag] / WIDE.scale());
                }
                largest = Math.max(largest, Math.abs(sum) / Math.sqrt(CHUNK));
            }
        }
        return largest;
    }
}
