package org.effigy.attack;

import java.util.Objects;

/**
 * How an attack is run; to be chosen before looking.
 *
 * @param runs how many fits it may take, at least 1; a one-run audit takes one whatever it says
 * @param targets how many units it asks about, at least 1; a many-run audit asks about one whatever it says
 * @param synthetic how many synthetic rows each fit gives out, at least 0
 * @param sight what the attacker looks at
 * @param level how often a bound holds: an honest fit is accused with probability at most {@code 1 - level}
 * @param threads at least 1; results don't depend on it, but for the noise
 * @param seed of targets, coins and sampling; no noise comes from it
 */
public record AttackSettings(int runs, int targets, int synthetic, Sight sight, double level, int threads, long seed) {
    /** @throws IllegalArgumentException if a number is out of its range */
    public AttackSettings {
        requireAtLeast(1, "runs", runs);
        requireAtLeast(1, "targets", targets);
        requireAtLeast(0, "synthetic rows", synthetic);
        requireAtLeast(1, "threads", threads);
        Objects.requireNonNull(sight, "sight");
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("an attack's level is between 0 and 1, as 0.95; it is " + level);
        }
        if (sight == Sight.ROWS && synthetic == 0) {
            throw new IllegalArgumentException(
                    "an attacker who looks at rows needs some: the number of synthetic rows is 0");
        }
    }

    private static void requireAtLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException("the number of " + name + " is at least " + least + "; it is " + value);
        }
    }
}
