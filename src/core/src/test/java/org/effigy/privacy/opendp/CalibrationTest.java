package org.effigy.privacy.opendp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.effigy.privacy.Calibration;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyLoss.Pure;
import org.effigy.privacy.PrivacyLoss.ZeroConcentrated;
import org.effigy.privacy.Sensitivity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrationTest {
    private static final NoiseSource NOISE = OpenDpNoise.load();

    private static Stream<Sensitivity> sensitivities() {
        return Stream.of(
                new Sensitivity(1, 1, 1),
                new Sensitivity(2, 2, 1),
                new Sensitivity(3, 9, 3),
                new Sensitivity(91, 91, 1),
                new Sensitivity(1_000_003, 1_000_003, 997),
                new Sensitivity(1L << 60, 1L << 62, 1L << 31));
    }

    @ParameterizedTest
    @MethodSource("sensitivities")
    void scalesAreTheSmallestWhoseLossFitsTheShare(Sensitivity s) {
        for (double share : new double[] {1e-12, 1e-6, 0.0123, 0.1, 1.0 / 3, 1, 7, 1e4}) {
            ZeroConcentrated rho = new ZeroConcentrated(share);
            Pure epsilon = new Pure(share);
            double l2 = Math.sqrt(s.l2Squared());
            assertSmallest(
                    Calibration.gaussian(NOISE, s, rho),
                    l2 / Math.sqrt(2 * share),
                    s,
                    share,
                    Mechanism.DiscreteGaussian::new);
            assertSmallest(
                    Calibration.laplace(NOISE, s, epsilon), s.l1() / share, s, share, Mechanism.DiscreteLaplace::new);
            assertSmallest(
                    Calibration.exponentialSelection(NOISE, s, rho),
                    s.lInf() / Math.sqrt(2 * share),
                    s,
                    share,
                    Mechanism.ExponentialSelection::new);
            assertSmallest(
                    Calibration.pureSelection(NOISE, s, epsilon),
                    2 * s.lInf() / share,
                    s,
                    share,
                    Mechanism.PureSelection::new);
        }
    }

    @Test
    void theFormulaAloneWouldOverspendSomewhere() {
        // Else the search would prove nothing: the rounded formula must be too small at some share.
        Sensitivity one = new Sensitivity(1, 1, 1);
        long overspent = Stream.iterate(0.01, share -> share * 1.07)
                .limit(100)
                .filter(share ->
                        amount(NOISE.loss(new Mechanism.DiscreteGaussian(1 / Math.sqrt(2 * share)), one)) > share)
                .count();
        assertTrue(overspent > 0);
    }

    @Test
    void nothingToHideAndNothingToSpendAreRefused() {
        Sensitivity none = new Sensitivity(0, 0, 0);
        Sensitivity one = new Sensitivity(1, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> Calibration.gaussian(NOISE, none, new ZeroConcentrated(1)));
        assertThrows(IllegalArgumentException.class, () -> Calibration.laplace(NOISE, none, new Pure(1)));
        assertThrows(IllegalArgumentException.class, () -> Calibration.laplace(NOISE, one, new Pure(0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Calibration.exponentialSelection(NOISE, one, new ZeroConcentrated(0)));
        assertThrows(IllegalArgumentException.class, () -> Calibration.pureSelection(NOISE, none, new Pure(0)));
    }

    @Test
    void aMapThatContradictsTheFormulaStopsEverything() {
        Sensitivity one = new Sensitivity(1, 1, 1);
        for (double factor : new double[] {0.5, 1 - 1e-6, 1 + 1e-6, 2, 1e9}) {
            assertThrows(
                    IllegalStateException.class,
                    () -> Calibration.laplace(new Skewed(factor), one, new Pure(0.5)),
                    "a map off by " + factor);
        }
        assertThrows(
                IllegalStateException.class,
                () -> Calibration.gaussian(new Skewed(1), one, new ZeroConcentrated(0.5)),
                "a map that counts in another definition");
        assertEquals(2, Calibration.laplace(new Skewed(1), one, new Pure(0.5)).scale());
    }

    private static <M extends Mechanism> void assertSmallest(
            M found, double formula, Sensitivity sensitivity, double share, DoubleFunction<M> of) {
        assertTrue(amount(NOISE.loss(found, sensitivity)) <= share);
        M less = of.apply(Math.nextDown(found.scale()));
        assertFalse(amount(NOISE.loss(less, sensitivity)) <= share, () -> less + " would do");
        assertEquals(1, found.scale() / formula, 1e-9);
    }

    private static double amount(PrivacyLoss loss) {
        return loss instanceof Pure pure ? pure.epsilon() : ((ZeroConcentrated) loss).rho();
    }

    /** A source whose map is wrong by a factor. */
    private record Skewed(double factor) implements NoiseSource {
        @Override
        public boolean secure() {
            return false;
        }

        @Override
        public String name() {
            return "skewed";
        }

        @Override
        public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
            return new Pure(factor * amount(NOISE.loss(mechanism, sensitivity)));
        }

        @Override
        public void add(Mechanism.Additive mechanism, long[] values) {
            throw new UnsupportedOperationException("calibration draws nothing");
        }

        @Override
        public int select(Mechanism mechanism, long[] scores) {
            throw new UnsupportedOperationException("calibration draws nothing");
        }
    }
}
