package org.effigy.audit.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.effigy.audit.Interval;
import org.junit.jupiter.api.Test;

/** The chance of several looks at one order. */
class ScanTest {
    private static final int[] FIRSTS = {14, 20, 28, 40, 56, 80};

    /** One look is a sum of hypergeometric probabilities: 2 of 2 are members with 3/5 x 2/4. */
    @Test
    void oneLookHasItsKnownChance() {
        assertEquals(0.3, new Scan(3, 5, 2).chance(0.2), 1e-12);
        assertEquals(0, new Scan(3, 5, 2).chance(0.9999), 1e-12);
    }

    @Test
    void theChanceIsThatOfRandomOrders() {
        int members = 200;
        int size = 300;
        double level = 0.95;
        SplittableRandom random = new SplittableRandom(5);
        int draws = 20_000;
        int passed = 0;
        for (int draw = 0; draw < draws; draw++) {
            int hits = 0;
            int done = 0;
            boolean isAbove = false;
            for (int first : FIRSTS) {
                for (; done < first; done++) {
                    hits += random.nextInt(size - done) < members - hits ? 1 : 0;
                }
                isAbove |= Interval.clopperPearson(hits, first, level).low() > 2.0 / 3;
            }
            passed += isAbove ? 1 : 0;
        }
        double chance = new Scan(members, size, FIRSTS).chance(level);
        assertEquals(chance, (double) passed / draws, 5 * Math.sqrt(chance / draws));
    }

    /** More is asked of no share than of each alone, and the error is kept; a third more of it would not be. */
    @Test
    void theErrorIsSpentAndKept() {
        Scan scan = new Scan(2840, 4260, FIRSTS);
        double error = 0.002;
        double level = scan.level(error);
        assertTrue(scan.chance(level) <= error);
        assertTrue(1 - level > 1.3 * 2 * error / FIRSTS.length, "level " + level);
        assertTrue(scan.chance(1 - 2.6 * error) > error);
    }
}
