package org.effigy.audit;

/**
 * How sure an audit has to be, and which random rows it takes where it samples.
 *
 * @param seed of all sampling and resampling; the same seed gives the same figures
 * @param level of the intervals, as 0.95
 * @param falseAlarms how often, at most, a fresh sample of real rows given as the synthetic table may raise any finding
 *     that rests on a test, as 0.01
 */
public record UtilityOptions(long seed, double level, double falseAlarms) {
    /** Seed 1, intervals at 95 %, one false alarm in a hundred audits. */
    public static final UtilityOptions DEFAULT = new UtilityOptions(1, 0.95, 0.01);

    /** @throws IllegalArgumentException if the level or rate is not between 0 and 1 */
    public UtilityOptions {
        requireShare("the level of intervals", level);
        requireShare("the rate of false alarms", falseAlarms);
    }

    private static void requireShare(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is between 0 and 1, as 0.95 or 0.01; it is " + value);
        }
    }
}
