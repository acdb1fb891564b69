package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Records;
import org.junit.jupiter.api.Test;

class RefinedTest {
    private static final Domain FINE = Domain.of(List.of(new Attribute("a", 6), new Attribute("b", 2)));
    private static final Coarsening BINS = Coarsening.none(FINE).mapping(0, 3, new int[] {0, 0, 0, 1, 1, 2});
    private static final double[] WEIGHTS = {1, 0, 3, 5, 5, 2};
    private static final double[] NONE = {};

    /** P(bin, b), by rows of b: (.1 .2) (.3 .1) (.0 .3). */
    private static MarkovRandomField coarse() {
        double[] shares = {.1, .2, .3, .1, 0, .3};
        return MarkovRandomField.of(
                BINS.coarse(),
                List.of(Factor.of(BINS.coarse(), Clique.of(0, 1), shares).log()),
                1000);
    }

    private static Refined refined() {
        return Refined.of(BINS, coarse(), List.of(WEIGHTS, NONE));
    }

    /** Systematic sampling: counts in a batch are within 2 of what is expected, one for the bin and one inside it. */
    @Test
    void finesCodesComeInProportionInsideTheirBins() {
        int rows = 10_000;
        Records drawn = refined().sampler().sample(rows, 3);
        long[] counts = drawn.counts(Clique.of(0, 1));
        double[] expected = {.025, .05, 0, 0, .075, .15, .15, .05, .15, .05, 0, .3};
        for (int b = 0; b < 2; b++) {
            // Inside a bin the fine code does not depend on b, so there chance is at play: four deviations.
            for (int a = 0; a < 6; a++) {
                double share = expected[2 * a + b];
                double slack = 2 + 6 * Math.sqrt(rows * share * (1 - share));
                assertEquals(rows * share, counts[2 * a + b], slack, "a " + a + ", b " + b);
            }
        }
        long[] fine = drawn.counts(Clique.of(0));
        assertEquals(0, fine[1]);
        assertEquals(rows * .075, fine[0], 3);
        assertEquals(rows * .225, fine[2], 3);
        assertEquals(rows * .2, fine[3], 3);
    }

    @Test
    void theRowsDependOnTheSeedAloneAndStreamsAreTheSame() {
        int rows = (1 << 16) * 2 + 77;
        Records one = refined().sampler().sample(rows, 9);
        Records four = refined().sampler().withThreads(4).sample(rows, 9);
        List<Records> batches = new ArrayList<>();
        refined().sampler().withThreads(2).stream(rows, 9, batches::add);
        int row = 0;
        for (Records batch : batches) {
            for (int i = 0; i < batch.rows(); i++, row++) {
                for (int c = 0; c < 2; c++) {
                    assertEquals(one.code(row, c), batch.code(i, c));
                    assertEquals(one.code(row, c), four.code(row, c));
                }
            }
        }
        assertEquals(rows, row);
        assertEquals(0, refined().sampler().sample(0, 1).rows());
        assertThrows(IllegalArgumentException.class, () -> refined().sampler().sample(-1, 1));
    }

    @Test
    void itIsOverTheFineDomainWithTheCoarseTotal() {
        assertEquals(FINE, refined().domain());
        assertEquals(1000, refined().total());
        double[] weights = refined().weights(0);
        weights[0] = 77;
        assertEquals(1, refined().weights(0)[0]);
        assertTrue(refined().toString().contains("MarkovRandomField"));
    }

    @Test
    void partsThatDoNotBelongTogetherAreRefused() {
        assertRefused(List.of(WEIGHTS), "2 attributes");
        assertRefused(List.of(NONE, NONE), "needs 6 weights");
        assertRefused(List.of(WEIGHTS, new double[] {1, 1}), "needs 0 weights");
        assertRefused(List.of(new double[] {0, 0, 0, 1, 1, 1}, NONE), "bin 0");
        assertRefused(List.of(new double[] {1, 0, 0, 1, 1, Double.NaN}, NONE), "weight 5");
        assertRefused(List.of(new double[] {1, 0, -1, 1, 1, 1}, NONE), "weight 2");
        assertRefused(List.of(new double[] {1e308, 1e308, 0, 1, 1, 1}, NONE), "Infinity");
        assertThrows(
                IllegalArgumentException.class, () -> Refined.of(Coarsening.none(FINE), coarse(), List.of(NONE, NONE)));
    }

    private static void assertRefused(List<double[]> weights, String words) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Refined.of(BINS, coarse(), weights));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }
}
