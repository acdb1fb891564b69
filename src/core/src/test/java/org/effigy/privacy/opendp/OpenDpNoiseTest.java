package org.effigy.privacy.opendp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.ptr.DoubleByReference;
import com.sun.jna.ptr.LongByReference;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.Mechanism.DiscreteGaussian;
import org.effigy.privacy.Mechanism.DiscreteLaplace;
import org.effigy.privacy.Mechanism.ExponentialSelection;
import org.effigy.privacy.Mechanism.PureSelection;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Sensitivity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenDpNoiseTest {
    private static final Sensitivity ONE = new Sensitivity(1, 1, 1);
    private static final double[] SCALES = {1e-3, 0.1, 0.5, 1, Math.PI, 10, 123.456, 1e4, 1e9};
    private static final long[] DISTANCES = {0, 1, 2, 3, 7, 1_000, 123_456_789, (1L << 53) + 1};

    private final OpenDpNoise noise = OpenDpNoise.load();

    @Test
    void lossesAreThoseThatOpenDpIsKnownToGive() {
        assertEquals(new PrivacyLoss.ZeroConcentrated(0.005), noise.loss(new DiscreteGaussian(10), ONE));
        assertEquals(new PrivacyLoss.Pure(0.5), noise.loss(new DiscreteLaplace(2), ONE));
        assertEquals(new PrivacyLoss.ZeroConcentrated(0.5), noise.loss(new ExponentialSelection(1), ONE));
        assertEquals(new PrivacyLoss.Pure(2), noise.loss(new PureSelection(1), ONE));
        assertEquals(0.4299415, noise.epsilon(0.005, 1e-6), 5e-8);
    }

    @Test
    void theMapsAgreeWithTheClosedFormulasToWithinRoundingUp() {
        for (double scale : SCALES) {
            for (long distance : DISTANCES) {
                Sensitivity sensitivity = new Sensitivity(distance, Math.min(distance, 1L << 40), distance);
                double l2 = Math.sqrt(sensitivity.l2Squared()) / scale;
                double linear = distance / scale;
                assertRoundedUp(l2 * l2 / 2, rho(noise.loss(new DiscreteGaussian(scale), sensitivity)));
                assertRoundedUp(linear, epsilon(noise.loss(new DiscreteLaplace(scale), sensitivity)));
                assertRoundedUp(linear * linear / 2, rho(noise.loss(new ExponentialSelection(scale), sensitivity)));
                assertRoundedUp(2 * linear, epsilon(noise.loss(new PureSelection(scale), sensitivity)));
            }
        }
    }

    @Test
    void aLossThatNoDoubleHoldsIsRoundedUp() {
        for (long l1 = 1; l1 < 100; l1++) {
            double epsilon = epsilon(noise.loss(new DiscreteLaplace(7), new Sensitivity(l1, l1, 1)));
            BigDecimal back = new BigDecimal(epsilon).multiply(BigDecimal.valueOf(7));
            assertTrue(back.compareTo(BigDecimal.valueOf(l1)) >= 0, epsilon + " is below " + l1 + "/7");
        }
    }

    @Test
    void losingTheFactorOfReplaceOneWouldShow() {
        double one = rho(noise.loss(new DiscreteGaussian(10), ONE));
        double replaced = rho(noise.loss(new DiscreteGaussian(10), new Sensitivity(2, 2, 1)));
        assertEquals(2, replaced / one, 1e-12);
    }

    @Test
    void aLossBeyondAllDoublesIsAnError() {
        Sensitivity far = new Sensitivity(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        for (Mechanism mechanism : new Mechanism[] {
            new DiscreteGaussian(Double.MIN_VALUE), new DiscreteLaplace(Double.MIN_VALUE),
            new ExponentialSelection(Double.MIN_VALUE), new PureSelection(Double.MIN_VALUE)
        }) {
            String message = assertThrows(OpenDpException.class, () -> noise.loss(mechanism, far))
                    .getMessage();
            assertTrue(message.contains(mechanism.toString()), message);
        }
    }

    @Test
    void conversionsGoThereAndBack() {
        for (double rho : new double[] {1e-4, 0.005, 0.1, 1, 5}) {
            for (double delta : new double[] {1e-12, 1e-9, 1e-6, 1e-3}) {
                double epsilon = noise.epsilon(rho, delta);
                assertTrue(noise.delta(rho, epsilon) <= delta);
                assertEquals(1, noise.delta(rho, epsilon) / delta, 1e-6);
                // The looser bound of Bun and Steinke 2016, Proposition 1.3.
                assertTrue(epsilon < rho + 2 * Math.sqrt(rho * Math.log(1 / delta)));
            }
        }
        assertEquals(Double.POSITIVE_INFINITY, noise.epsilon(1, 0));
        assertEquals(0, noise.delta(0, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1})
    void numbersThatOpenDpCanNotConvertAreRefusedWithAText(double bad) {
        for (Runnable call : new Runnable[] {
            () -> noise.epsilon(bad, 1e-6),
            () -> noise.epsilon(1, bad),
            () -> noise.delta(bad, 1),
            () -> noise.delta(1, bad)
        }) {
            String message = assertThrows(OpenDpException.class, call::run).getMessage();
            assertTrue(message.contains("must") || message.contains("not a number"), message);
        }
    }

    @Test
    void sumsStopAtTheEndsOfTheRange() {
        // 64 draws each way: all on one side of the end with probability 2^-63 or less, by symmetry.
        for (Mechanism.Additive mechanism :
                new Mechanism.Additive[] {new DiscreteGaussian(1e6), new DiscreteLaplace(1e6)}) {
            long[] values = new long[128];
            Arrays.fill(values, 0, 64, Long.MAX_VALUE);
            Arrays.fill(values, 64, 128, Long.MIN_VALUE);
            noise.add(mechanism, values);
            long[] high = Arrays.copyOfRange(values, 0, 64);
            long[] low = Arrays.copyOfRange(values, 64, 128);
            assertTrue(Arrays.stream(high).allMatch(v -> v > Long.MAX_VALUE - 1_000_000_000));
            assertTrue(Arrays.stream(low).allMatch(v -> v < Long.MIN_VALUE + 1_000_000_000));
            assertTrue(Arrays.stream(high).anyMatch(v -> v == Long.MAX_VALUE));
            assertTrue(Arrays.stream(low).anyMatch(v -> v == Long.MIN_VALUE));
        }
    }

    @Test
    void noiseWiderThanTheRangeStopsAtItsEndsToo() {
        // At scale 1e30 a sum stays inside the 64-bit range with probability below 1e-10 a draw.
        long[] values = new long[64];
        noise.add(new DiscreteGaussian(1e30), values);
        assertTrue(Arrays.stream(values).allMatch(v -> v == Long.MAX_VALUE || v == Long.MIN_VALUE));
    }

    @Test
    void nextToNoNoiseChangesNothing() {
        // exp(-1/(2 * 0.01^2)) = exp(-5000).
        long[] values = {5, -3, Long.MAX_VALUE, Long.MIN_VALUE, 0};
        long[] before = values.clone();
        noise.add(new DiscreteGaussian(0.01), values);
        noise.add(new DiscreteLaplace(0.001), values);
        assertArrayEquals(before, values);
    }

    @Test
    void anEmptyBatchIsDone() {
        noise.add(new DiscreteGaussian(1), new long[0]);
        noise.withThreads(8).add(new DiscreteLaplace(1), new long[0]);
    }

    @Test
    void aFailedBatchIsLeftAsItWas() {
        OpenDpLibrary library = LibraryFile.load(null, OpenDpNoise.class.getClassLoader());
        long[] values = new long[5_000];
        Arrays.setAll(values, i -> i);
        long[] before = values.clone();
        OpenDpLibrary.Size length = new OpenDpLibrary.Size(values.length);
        for (double scale : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(2, library.addGaussian(scale, values, length, new OpenDpLibrary.Size(3)));
            assertTrue(library.lastError().matches("Make\\w+: scale .*"), library.lastError());
            assertEquals(2, library.addLaplace(scale, values, length, new OpenDpLibrary.Size(3)));
            assertArrayEquals(before, values);
        }
    }

    @Test
    void extremeScoresAreComparedExactly() {
        // The largest leads by 1, which is 50 scales: another is chosen with probability below 2 exp(-50).
        long[] scores = {Long.MIN_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE};
        assertEquals(2, noise.select(new ExponentialSelection(0.02), scores));
        assertEquals(2, noise.select(new PureSelection(0.02), scores));
        assertEquals(0, noise.select(new PureSelection(1), new long[] {-7}));
    }

    @Test
    void selectionRefusesNoScoresAndNoiseThatDoesNotSelect() {
        assertThrows(IllegalArgumentException.class, () -> noise.select(new PureSelection(1), new long[0]));
        assertThrows(IllegalArgumentException.class, () -> noise.select(new DiscreteGaussian(1), new long[] {1}));
        assertThrows(IllegalArgumentException.class, () -> noise.withThreads(0));
    }

    @Test
    void theSourceNamesTheLockedVersionAndIsSecure() throws IOException {
        String lock = Files.readString(Path.of(System.getProperty("effigy.root"), "src/core/src/main/rust/Cargo.lock"));
        String version = noise.name().replace("OpenDP ", "").replace(" with OpenSSL", "");
        assertTrue(lock.replace("\r\n", "\n").contains("name = \"opendp\"\nversion = \"" + version + "\""));
        assertTrue(noise.secure());
    }

    /** Whatever number it left behind: a status that is not 0 means that there is no answer, and no noise. */
    @Test
    void whatTheLibraryReportsAsFailedIsNeverGivenOut() {
        OpenDpNoise failing = new OpenDpNoise(
                (OpenDpLibrary) Proxy.newProxyInstance(
                        OpenDpLibrary.class.getClassLoader(),
                        new Class<?>[] {OpenDpLibrary.class},
                        (proxy, method, arguments) -> {
                            for (Object argument : arguments == null ? new Object[0] : arguments) {
                                if (argument instanceof DoubleByReference answer) {
                                    answer.setValue(0.5);
                                } else if (argument instanceof LongByReference index) {
                                    index.setValue(0);
                                }
                            }
                            return method.getReturnType() == String.class ? "it broke" : (Object) 7;
                        }),
                1);
        Sensitivity one = new Sensitivity(1, 1, 1);
        List<Executable> calls = List.of(
                () -> failing.loss(new DiscreteGaussian(1), one),
                () -> failing.loss(new DiscreteLaplace(1), one),
                () -> failing.loss(new ExponentialSelection(1), one),
                () -> failing.loss(new PureSelection(1), one),
                () -> failing.add(new DiscreteGaussian(1), new long[1]),
                () -> failing.add(new DiscreteLaplace(1), new long[1]),
                () -> failing.select(new ExponentialSelection(1), new long[1]),
                () -> failing.select(new PureSelection(1), new long[1]),
                () -> failing.epsilon(1, 1e-9),
                () -> failing.delta(1, 1));
        for (Executable call : calls) {
            String message = assertThrows(OpenDpException.class, call).getMessage();
            assertTrue(message.contains("it broke (status 7)"), message);
        }
    }

    /**
     * A Laplace draw passes 7 scales with probability 9e-4, so that none of 20,000 does with 1.2e-8; a Gaussian one passes
     * 8 with 1.2e-15, so that one of 20,000 does with 2.5e-11. One in place of the other is seen but with the same chances.
     */
    @Test
    void eachMechanismDrawsItsOwnNoise() {
        long[] laplace = new long[20_000];
        noise.add(new DiscreteLaplace(1e9), laplace);
        assertTrue(LongStream.of(laplace).anyMatch(draw -> Math.abs(draw) > 7e9));
        long[] gaussian = new long[20_000];
        noise.add(new DiscreteGaussian(1e9), gaussian);
        assertTrue(LongStream.of(gaussian).noneMatch(draw -> Math.abs(draw) > 8e9));
    }

    @Test
    void theLibraryIsLoadedOnceAndTakesOneThreadOrMore() {
        assertSame(OpenDpNoise.load(), OpenDpNoise.load());
        long[] draws = new long[100];
        noise.withThreads(1).add(new DiscreteGaussian(1e9), draws);
        assertTrue(LongStream.of(draws).distinct().count() > 90);
        assertThrows(IllegalArgumentException.class, () -> noise.withThreads(0));
    }

    private static void assertRoundedUp(double formula, double loss) {
        // Our own formula is off by a few units of the last place itself.
        assertTrue(loss >= formula * (1 - 1e-15), () -> loss + " is below " + formula);
        assertTrue(loss <= formula * (1 + 4e-15), () -> loss + " is above " + formula);
    }

    private static double rho(PrivacyLoss loss) {
        return ((PrivacyLoss.ZeroConcentrated) loss).rho();
    }

    private static double epsilon(PrivacyLoss loss) {
        return ((PrivacyLoss.Pure) loss).epsilon();
    }
}
