package org.effigy.model;

import java.util.random.RandomGenerator;

/**
 * A pseudo-random permutation of {@code 0 .. n - 1} that is computed entry by entry: a Feistel network over the next
 * even power of two, walked until it lands inside (Black and Rogaway 2002). It needs no memory, and any block of it can
 * be computed alone, so a sample can be shuffled while it streams.
 */
final class Permutation {
    private static final int ROUNDS = 6;

    private final long n;
    private final int halfBits;
    private final long mask;
    private final long[] keys = new long[ROUNDS];

    private Permutation(long n, RandomGenerator random) {
        this.n = n;
        int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, n - 1)));
        this.halfBits = (bits + 1) / 2;
        this.mask = (1L << halfBits) - 1;
        for (int i = 0; i < ROUNDS; i++) {
            keys[i] = random.nextLong();
        }
    }

    /**
     * A permutation drawn with {@code random}.
     *
     * @param n in {@code 1 .. 2^62}
     */
    static Permutation of(long n, RandomGenerator random) {
        if (n < 1 || n > 1L << 62) {
            throw new IllegalArgumentException("a permutation needs 1 to 2^62 entries; " + n + " were asked for");
        }
        return new Permutation(n, random);
    }

    /** The image of {@code i}, for {@code i} in {@code 0 .. n - 1}. */
    long apply(long i) {
        long image = i;
        do {
            image = feistel(image);
        } while (image >= n);
        return image;
    }

    private long feistel(long value) {
        long left = value >>> halfBits;
        long right = value & mask;
        for (long key : keys) {
            long next = left ^ (mix(right ^ key) & mask);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }

    /** Stafford's thirteenth variant of the 64-bit finaliser, as in SplittableRandom (Steele, Lea, Flood 2014). */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
