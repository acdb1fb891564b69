package org.effigy.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {
    /** Expected: the same bounds from SciPy 1.17.1's beta and normal laws, rho by orders from 1.001 to 60 in steps. */
    @ParameterizedTest
    @CsvSource({
        "10, 500, 200, 500, 1e-5, 0.95, 2.2804830648243426, 1.4260467407636854, 0.6848493603968834",
        "0, 1000, 990, 1000, 0, 0.95, 5.585793404457726, 4.769814579769712, 5.410307014733677",
        "300, 500, 420, 500, 1e-3, 0.99, 0.5069480817275545, 0.41655817248533383, 0.05641724489679801"
    })
    void boundsAgreeWithAnotherLibrary(
            long alarms,
            long outs,
            long hits,
            long ins,
            double delta,
            double level,
            double epsilon,
            double mu,
            double rho) {
        Rates rates = new Rates(alarms, outs, hits, ins);
        assertEquals(epsilon, rates.epsilon(delta, level), 1e-6);
        assertEquals(mu, rates.mu(level), 1e-6);
        // Orders are tried on another grid: a lower bound at each, and flat at the best.
        assertEquals(rho, rates.rho(level), 2e-3 * rho);
    }

    /**
     * All outcomes of 40 trials a side, with the rates that two normals one apart have (mu 1, rho 1/2; epsilon at delta
     * 0.1 by the privacy profile of the Gaussian): the probability that any bound passes the truth is summed up, and is
     * at most 1 - level. For normals 1.6 apart it is well above: the bounds can fail.
     */
    @Test
    void boundsPassTheTruthAsSeldomAsTheySay() {
        NormalDistribution normal = new NormalDistribution();
        double cut = 0.8;
        double alarms = 1 - normal.cumulativeProbability(cut);
        assertTrue(passing(alarms, 1 - normal.cumulativeProbability(cut - 1)) <= 0.1);
        assertTrue(passing(alarms, 1 - normal.cumulativeProbability(cut - 2.2)) > 0.2);
    }

    private static double passing(double alarmRate, double hitRate) {
        int trials = 40;
        double level = 0.9;
        BinomialDistribution alarms = new BinomialDistribution(null, trials, alarmRate);
        BinomialDistribution hits = new BinomialDistribution(null, trials, hitRate);
        double passing = 0;
        for (int a = 0; a <= trials; a++) {
            for (int h = 0; h <= trials; h++) {
                Rates rates = new Rates(a, trials, h, trials);
                // Two normals one apart have at most this epsilon: Phi(-e + 1/2) - exp(e) Phi(-e - 1/2) < 0.1.
                if (rates.mu(level) > 1 || rates.rho(level) > 0.5 || rates.epsilon(0.1, level) > 1.17) {
                    passing += alarms.probability(a) * hits.probability(h);
                }
            }
        }
        return passing;
    }

    @Test
    void chanceGivesNoBoundAndNothingIsDividedByNothing() {
        Rates chance = new Rates(50, 100, 50, 100);
        assertEquals(0, chance.epsilon(0, 0.95));
        assertEquals(0, chance.rho(0.95));
        assertEquals(0, chance.mu(0.95));
        assertEquals(0, new Rates(100, 100, 0, 100).rho(0.95));
        assertTrue(Double.isFinite(new Rates(0, 1_000_000, 1_000_000, 1_000_000).rho(0.95)));
        assertThrows(IllegalArgumentException.class, () -> new Rates(1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rates(2, 1, 1, 1));
    }
}
