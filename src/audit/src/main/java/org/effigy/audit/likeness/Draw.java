package org.effigy.audit.likeness;

import java.util.Arrays;
import org.effigy.audit.Internal;

/**
 * Rows chosen at random, the same for the same seed on every platform: SplitMix64 (Steele, Lea, Flood 2014), written out
 * because the JDK promises the values of no such generator. Nothing that a guarantee rests on is drawn from it.
 */
@Internal
public final class Draw {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Draw(long state) {
        this.state = state;
    }

    /** A sequence of its own for each seed and purpose. */
    public static Draw of(long seed, long purpose) {
        return new Draw(mix(mix(seed + GAMMA) + mix(purpose + GAMMA)));
    }

    /** Even on 0 .. bound - 1, to within bound / 2^32. */
    int below(int bound) {
        state += GAMMA;
        return (int) (((mix(state) >>> 32) * bound) >>> 32);
    }

    /** {@code count} different rows of {@code rows}, in random order; all of them if there are no more. */
    public int[] rows(int rows, int count) {
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        int wanted = Math.min(rows, count);
        for (int i = 0; i < wanted; i++) {
            int j = i + below(rows - i);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return wanted == rows ? order : Arrays.copyOf(order, wanted);
    }

    /** A random group, 0 .. groups - 1, for each row. */
    public byte[] groups(int rows, int groups) {
        byte[] group = new byte[rows];
        for (int i = 0; i < rows; i++) {
            group[i] = (byte) below(groups);
        }
        return group;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
