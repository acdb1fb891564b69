package org.effigy.simulate;

/**
 * The random numbers of one unit: a SplitMix64 sequence (Steele, Lea and Flood 2014, with the finaliser that Stafford
 * calls Mix13) whose start is a hash of seed, table and unit. Written out here, because the JDK promises the values of
 * no generator but {@code java.util.Random}, and the same seed has to give the same bytes on every platform.
 *
 * <p>For simulation only: anyone who knows the seed knows every value. Not safe for use by several threads.
 */
final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private Draws(long state) {
        this.state = state;
    }

    /** The sequence of one unit of one table. Two units of a table never start at the same state. */
    static Draws of(long seed, long table, long unit) {
        long key = mix(seed + GOLDEN);
        key = mix(key + GOLDEN * (table + 1));
        return new Draws(mix(key + GOLDEN * (unit + 1)));
    }

    /** Uniform over the open interval (0, 1), on a grid of 2^52 midpoints: neither end is ever drawn. */
    double uniform() {
        state += GOLDEN;
        // 52 bits and a half: with 53 the sum would round up to 1 at the top end.
        return ((mix(state) >>> 12) + 0.5) * 0x1.0p-52;
    }

    /** Whether an event of this probability happens. */
    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Standard normal, by Box and Muller 1958. */
    double normal() {
        double radius = Math.sqrt(-2 * StrictMath.log(uniform()));
        return radius * StrictMath.cos(2 * Math.PI * uniform());
    }

    /** Uniform over 0 to {@code bound - 1}; the bias of the floor is under {@code bound} / 2^52. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
