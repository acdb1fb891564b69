package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionsTest {
    /** A value to 25 digits, its origin in the head of conversions.csv. */
    record Golden(String asked, double first, double second, BigDecimal value) {}

    static List<Golden> golden() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ConversionsTest.class.getResourceAsStream("conversions.csv")),
                StandardCharsets.UTF_8))) {
            return in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(","))
                    .map(cells -> new Golden(
                            cells[0],
                            Double.parseDouble(cells[1]),
                            Double.parseDouble(cells[2]),
                            new BigDecimal(cells[3])))
                    .toList();
        }
    }

    private static double ours(Golden golden) {
        return switch (golden.asked) {
            case "rho" -> Conversions.rho(golden.first, golden.second);
            case "epsilon" -> Conversions.epsilon(golden.first, golden.second);
            case "delta" -> Conversions.delta(golden.first, golden.second);
            default -> throw new AssertionError(golden.asked);
        };
    }

    @ParameterizedTest
    @MethodSource("golden")
    void theResultStandsOnTheSideThatKeepsThePromise(Golden golden) {
        BigDecimal ours = new BigDecimal(ours(golden));
        int side = ours.compareTo(golden.value);
        // A golden 0 is an epsilon that needs no rounding; a golden 1 to 25 digits is as far as a delta goes.
        assertTrue(
                golden.asked.equals("rho")
                        ? side <= 0
                        : side >= 0 || ours.compareTo(BigDecimal.ONE) == 0 && golden.asked.equals("delta"),
                () -> golden + " gives " + ours);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void theResultIsTightToTwelveDigits(Golden golden) {
        double exact = golden.value.doubleValue();
        // delta = exp(x) can be no more exact than x, and x reaches 2.5e17 on this grid.
        double relative = golden.asked.equals("delta") && exact < 1 ? 1e-13 * (1 + -Math.log(exact)) : 1e-12;
        if (exact < 1e-290) {
            assertTrue(ours(golden) < 1e-280, () -> golden + " gives " + ours(golden));
        } else {
            assertEquals(exact, ours(golden), relative * exact, golden::toString);
        }
    }

    @Test
    void epsilonAgreesWithOpenDp() {
        // OpenDP 0.16, ZeroConcentratedDivergence::convert(0.005).epsilon(1e-6), seven digits.
        assertEquals(0.4299415, Conversions.epsilon(0.005, 1e-6), 5e-8);
    }

    @Test
    void epsilonBeatsTheLooseFormula() {
        for (double rho : new double[] {1e-4, 0.01, 1, 10}) {
            assertTrue(Conversions.epsilon(rho, 1e-9) < rho + 2 * Math.sqrt(rho * Math.log(1e9)));
        }
    }

    @Test
    void allThreeAgreeWithinRounding() {
        for (double epsilon = 1e-6; epsilon <= 1e3; epsilon *= 3.7) {
            for (double delta = 1e-30; delta <= 0.5; delta *= 71) {
                double rho = Conversions.rho(epsilon, delta);
                assertEquals(epsilon, Conversions.epsilon(rho, delta), 1e-11 * epsilon + 1e-15);
                assertEquals(delta, Conversions.delta(rho, epsilon), 1e-10 * delta);
            }
        }
    }

    @Test
    void everyFiniteArgumentGivesAFiniteNumberOnTheSafeSide() {
        double[] amounts = {Double.MIN_VALUE, 1e-300, 1e-150, 1e-12, 1, 1e12, 1e99, 1e150, Double.MAX_VALUE};
        double[] deltas = {Double.MIN_VALUE, 1e-300, 1e-30, 0.5, Math.nextDown(1.0)};
        for (double amount : amounts) {
            for (double delta : deltas) {
                double rho = Conversions.rho(amount, delta);
                assertTrue(rho >= 0 && rho < Double.POSITIVE_INFINITY, () -> amount + ", " + delta + ": " + rho);
                double epsilon = Conversions.epsilon(amount, delta);
                assertTrue(epsilon >= 0, () -> amount + ", " + delta + ": " + epsilon);
                assertEquals(amount > 1e100, Double.isInfinite(epsilon), () -> amount + ", " + delta + ": " + epsilon);
            }
            for (double other : amounts) {
                double delta = Conversions.delta(amount, other);
                assertTrue(delta > 0 && delta <= 1, () -> amount + ", " + other + ": " + delta);
            }
        }
    }

    @Test
    void nothingSpentImpliesNothing() {
        assertEquals(0, Conversions.epsilon(0, 1e-6));
        assertEquals(0, Conversions.delta(0, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void whatIsNoAmountIsRefused(double bad) {
        assertThrows(IllegalArgumentException.class, () -> Conversions.rho(bad, 0.1));
        assertThrows(IllegalArgumentException.class, () -> Conversions.rho(1, bad));
        assertThrows(IllegalArgumentException.class, () -> Conversions.epsilon(bad, 0.1));
        assertThrows(IllegalArgumentException.class, () -> Conversions.epsilon(1, bad));
        assertThrows(IllegalArgumentException.class, () -> Conversions.delta(bad, 1));
        assertThrows(IllegalArgumentException.class, () -> Conversions.delta(1, bad));
    }

    @Test
    void aConversionNeedsADeltaBetweenZeroAndOne() {
        for (double delta : new double[] {0, 1, -0.0}) {
            assertThrows(IllegalArgumentException.class, () -> Conversions.rho(1, delta));
            assertThrows(IllegalArgumentException.class, () -> Conversions.epsilon(1, delta));
        }
        assertThrows(IllegalArgumentException.class, () -> Conversions.rho(0, 0.1));
    }

    @Test
    void aBoundThatFallsShortInTheFourteenthDigitIsCaught() throws IOException {
        // The planted offender of theResultStandsOnTheSideThatKeepsThePromise.
        boolean caught = false;
        for (Golden golden : golden()) {
            if (golden.asked.equals("epsilon") && golden.value.signum() > 0) {
                double unrounded = ours(golden) * (1 - 0x1p-46);
                caught |= new BigDecimal(unrounded).compareTo(golden.value) < 0;
            }
        }
        assertTrue(caught);
        assertFalse(golden().isEmpty());
    }
}
