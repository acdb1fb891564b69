package org.effigy.model;

/**
 * The SplitMix64 generator (Steele, Lea, Flood 2014), written out so that a seed gives the same rows on every JDK. For
 * sampling from a released model only: nothing that a privacy guarantee rests on is drawn from it.
 */
final class SplitMix {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private SplitMix(long state) {
        this.state = state;
    }

    /** A generator for one task of many: what it gives for one number says nothing of what it gives for another. */
    static SplitMix of(long seed, long... path) {
        long state = mix(seed + GAMMA);
        for (long step : path) {
            state = mix(state + mix(step + GAMMA));
        }
        return new SplitMix(state);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** Even on [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Even on 0 .. bound - 1 to within bound / 2^32, which no sample can show. */
    int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** Puts {@code values[from .. to - 1]} into random order. */
    void shuffle(int[] values, int from, int to) {
        for (int i = to - 1; i > from; i--) {
            int j = from + nextInt(i - from + 1);
            int kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }
}
