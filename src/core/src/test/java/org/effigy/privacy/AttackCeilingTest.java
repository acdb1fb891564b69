package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class AttackCeilingTest {
    private static final double[] SHARES = {0, 1e-6, 1e-3, 0.01, 0.1, 0.3, 0.5, 0.9, 1};

    /** Kairouz, Oh and Viswanath 2015, Theorem 2.1: the two lines that bound the region, met by randomised response. */
    @Test
    void pureAndApproximateCeilingsAreTheTwoLinesOfThePrivacyRegion() {
        AttackCeiling pure = AttackCeiling.of(new PrivacyLoss.Pure(Math.log(3)));
        assertEquals(0.03, pure.truePositives(0.01), 1e-12);
        // Randomised response with probability 3/4 reaches this corner.
        assertEquals(0.75, pure.truePositives(0.25), 1e-12);
        assertEquals(1 - 0.5 / 3, pure.truePositives(0.5), 1e-12);
        AttackCeiling loose = AttackCeiling.of(new PrivacyLoss.Approximate(Math.log(3), 0.1));
        assertEquals(0.1, loose.truePositives(0), 1e-12);
        assertEquals(0.13, loose.truePositives(0.01), 1e-12);
        assertEquals(1 - (1 - 0.1 - 0.5) / 3, loose.truePositives(0.5), 1e-12);
    }

    /** The best test of a Gaussian of standard deviation 1 against one moved by mu has power Phi(mu - z(1 - x)). */
    @Test
    void noTestOfTheGaussianMechanismPassesTheCeilingOfItsRho() {
        NormalDistribution normal = new NormalDistribution();
        for (double mu : new double[] {0.05, 0.3, 1, 3}) {
            AttackCeiling ceiling = AttackCeiling.of(new PrivacyLoss.ZeroConcentrated(mu * mu / 2));
            for (double x : new double[] {1e-4, 1e-3, 0.01, 0.1, 0.5}) {
                double power = normal.cumulativeProbability(mu - normal.inverseCumulativeProbability(1 - x));
                double most = ceiling.truePositives(x);
                assertTrue(most >= power, mu + " " + x + ": " + most + " < " + power);
                // A planted offender, the ceiling of a rho four times too small, is passed where it matters.
                double wrong = AttackCeiling.of(new PrivacyLoss.ZeroConcentrated(mu * mu / 8))
                        .truePositives(x);
                assertTrue(x < 0.01 || mu < 0.3 || wrong < power, mu + " " + x + ": " + wrong);
            }
        }
    }

    @Test
    void theCeilingOfARhoIsNeverAboveThatOfItsPromiseAndRisesWithEveryArgument() {
        double rho = Conversions.rho(1, 1e-6);
        AttackCeiling tight = AttackCeiling.of(new PrivacyLoss.ZeroConcentrated(rho));
        AttackCeiling promise = AttackCeiling.of(new PrivacyLoss.Approximate(1, 1e-6));
        double before = 0;
        for (double x : SHARES) {
            double most = tight.truePositives(x);
            assertTrue(most >= x && most >= before && most <= 1);
            assertTrue(most <= promise.truePositives(x) + 1e-3, x + ": " + most);
            before = most;
        }
        assertTrue(tight.truePositives(0.01) < promise.truePositives(0.01));
        assertEquals(0.2, AttackCeiling.of(new PrivacyLoss.ZeroConcentrated(0)).truePositives(0.2), 1e-12);
        assertEquals(1, tight.truePositives(1));
    }

    /** A release that shows everything with probability delta finds delta of the present units and accuses nobody else. */
    @Test
    void aLossWithADeltaOfItsOwnAllowsThatMuchMore() {
        double rho = Conversions.rho(1, 1e-6);
        AttackCeiling plain = AttackCeiling.of(new PrivacyLoss.ZeroConcentrated(rho));
        AttackCeiling both = AttackCeiling.of(new PrivacyLoss.ApproximateConcentrated(rho, 0.01));
        for (double x : SHARES) {
            assertTrue(both.truePositives(x) >= plain.truePositives(x));
        }
        assertTrue(both.truePositives(0) >= 0.01 && plain.truePositives(0) < 0.001);
        assertEquals(
                0.01,
                AttackCeiling.of(new PrivacyLoss.ApproximateConcentrated(0, 0.01))
                        .truePositives(0),
                1e-12);
        AttackCeiling none = AttackCeiling.of(new PrivacyLoss.ApproximateConcentrated(rho, 0));
        assertEquals(plain.truePositives(0.1), none.truePositives(0.1));
    }

    @Test
    void sharesBeyondTheirRangeAreRefused() {
        AttackCeiling ceiling = AttackCeiling.of(new PrivacyLoss.Pure(1));
        for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> ceiling.truePositives(share));
        }
    }
}
