package org.effigy.audit.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.effigy.audit.Interval;
import org.effigy.audit.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcessTest {
    /**
     * Expected: the same score inverted by SciPy 1.17.1's root finder, with the constrained rates found by numeric
     * maximum likelihood instead of the closed form.
     */
    @ParameterizedTest
    @CsvSource({
        "82, 2000, 74, 2000, 0.95, -0.008457655394862318, 0.01670551297184142",
        "9613, 12000, 9214, 12000, 0.99, 0.08691158458397064, 0.19609218011196083",
        "5, 40, 2, 60, 0.95, -0.013128233734277073, 0.23921083788603903",
        "0, 50, 0, 50, 0.95, -0.07760525777132621, 0.07201640601836845"
    })
    void scoreIntervalsAgreeWithNumericLikelihood(
            long hits, long attacks, long controlHits, long controlAttacks, double level, double low, double high) {
        Interval interval = new Excess(hits, attacks, controlHits, controlAttacks).interval(level);
        assertEquals(low, interval.low(), 1e-6);
        assertEquals(high, interval.high(), 1e-6);
    }

    /**
     * Summed up over all outcomes of two groups: how often the interval's low end passes the true excess, which is a
     * false alarm where that is 0. At most 3.2 % where 2.5 % is nominal, and no less than 1 %, whether attacks hardly ever
     * succeed, mostly succeed or in between.
     */
    @ParameterizedTest
    @CsvSource({"0.03, 0.03", "0.3, 0.3", "0.5, 0.5", "0.8, 0.8", "0.94, 0.94", "0.4, 0.3", "0.85, 0.7"})
    void alarmsAreAboutAsFrequentAsTheLevelSays(double rate, double controlRate) {
        int attacks = 120;
        BinomialDistribution main = new BinomialDistribution(null, attacks, rate);
        BinomialDistribution control = new BinomialDistribution(null, attacks, controlRate);
        double truth = 1 - (1 - rate) / (1 - controlRate);
        double alarms = 0;
        for (int hits = 0; hits <= attacks; hits++) {
            for (int controlHits = 0; controlHits <= attacks; controlHits++) {
                double probability = main.probability(hits) * control.probability(controlHits);
                if (probability > 1e-7
                        && new Excess(hits, attacks, controlHits, attacks)
                                        .interval(0.95)
                                        .low()
                                > truth) {
                    alarms += probability;
                }
            }
        }
        assertTrue(alarms > 0.01 && alarms < 0.032, "alarms " + alarms);
    }

    @Test
    void anAttackThatAlwaysSucceedsTellsNothingBeyondTheControlGroup() {
        Attack attack =
                new Attack("privacy.some", "Some", new Excess(50, 50, 50, 50), new Excess(50, 50, 10, 50), 0.95);
        assertEquals(Outcome.NO_LEAK_FOUND, attack.outcome());
        assertTrue(Double.isNaN(attack.figures(Policy.standard()).get(0).value()));
        assertTrue(attack.figures(Policy.standard()).get(0).note().contains("nothing beyond it can be told"));
    }

    @Test
    void theEndsOfTheScaleHaveIntervals() {
        assertEquals(1, new Excess(50, 50, 30, 50).interval(0.95).high());
        assertTrue(Double.isNaN(new Excess(50, 50, 50, 50).value()));
        Interval nothingLeft = new Excess(50, 50, 50, 50).interval(0.95);
        assertEquals(Double.NEGATIVE_INFINITY, nothingLeft.low());
        assertEquals(1, nothingLeft.high());
        assertEquals(0.5, new Excess(75, 100, 50, 100).value(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> new Excess(1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Excess(2, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Excess(1, 1, 1, 1).interval(Double.NaN));
    }
}
