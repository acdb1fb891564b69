package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.effigy.domain.Records;
import org.effigy.measure.NoisyMarginal;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** Round numbers that noisy counts show are drawn as such, and none are seen where there are none. */
class HeapsTest {
    private static final Schema SCHEMA = SchemaJson.parse("""
        {"fields": [{"name": "limit", "type": "integer",
                     "constraints": {"minimum": 0, "maximum": 1000000, "required": true}}]}
        """, "limits");

    private static final TableCodec CODEC = TableCodec.of(SCHEMA);
    private static final int ROWS = 5000;

    private static int limit(SplittableRandom random) {
        return 10_000 * (1 + random.nextInt(8) * random.nextInt(8));
    }

    private static Records rows(ToIntFunction<SplittableRandom> value) {
        SplittableRandom random = new SplittableRandom(1);
        Records.Builder rows = Records.builder(CODEC.domain(), ROWS);
        for (int row = 0; row < ROWS; row++) {
            rows.add(CODEC.codec(0).encode("" + value.applyAsInt(random)));
        }
        return rows.build();
    }

    private static Heaps.Found found(Records rows, double deviation, long seed) {
        Readings readings = Readings.of(CODEC);
        Records view = rows.coarsened(readings.view());
        RandomGenerator random = new java.util.Random(seed);
        List<NoisyMarginal> counted = readings.columns().get(0).cliques().stream()
                .map(clique -> new NoisyMarginal(
                        clique,
                        Arrays.stream(view.counts(clique))
                                .map(count -> Math.round(count + deviation * random.nextGaussian()))
                                .toArray(),
                        new Mechanism.DiscreteGaussian(deviation)))
                .toList();
        return Heaps.of(readings.columns().get(0), counted);
    }

    /** At epsilon 1 noise hides in a fit of some thirty that nothing lies elsewhere, and a few values do: at 3 four fits of seven are beyond doubt. */
    @ParameterizedTest
    @ValueSource(strings = {"independent", "mst"})
    void limitsInMultiplesOfTenThousandAreDrawnSo(String model) {
        List<FittedModel> fits = IntStream.range(0, 7)
                .mapToObj(fit -> FittedModel.fit(
                        Synthesizer.named(model),
                        SelectingContract.door(
                                rows(HeapsTest::limit),
                                SelectingContract.release(PrivacyBudget.of(3, 1e-9)),
                                OpenDpNoise.load()),
                        SCHEMA))
                .toList();
        double[] odd = fits.stream()
                .mapToDouble(fitted -> odd(Scenario.of(fitted).sample(2000, 1)))
                .sorted()
                .toArray();
        assertTrue(odd[3] < .02 && odd[6] < .2, () -> Arrays.toString(odd));
        // Planted: values drawn from anywhere in a cell, as long as nobody looked for round ones.
        FittedModel fitted = fits.get(0);
        Table before = fitted.codec().decode(Scenario.of(fitted).sampler().sample(2000, 1), new SplittableRandom(1));
        assertTrue(odd(before) > .9, () -> "" + odd(before));
    }

    private static double odd(Table table) {
        return Arrays.stream(table.numberColumn(0).asDoubleArray())
                        .filter(value -> value % 10_000 != 0)
                        .count()
                / (double) table.rowCount();
    }

    @Test
    void theLargestRoundNumberIsFound() {
        assertEquals(new Heaps.Found(10_000, true), found(rows(HeapsTest::limit), 15, 1));
        assertEquals(500, found(rows(random -> 500 * random.nextInt(400)), 1, 2).unit());
    }

    @Test
    void whereSomeRowsLieElsewhereTheyMay() {
        Heaps.Found found =
                found(rows(random -> random.nextInt(10) == 0 ? random.nextInt(1_000_000) : limit(random)), 1, 3);
        assertEquals(10_000, found.unit());
        assertFalse(found.only());
    }

    /** The chance that noise stands out by five deviations is below 1e-6, for each of some twenty units. */
    @Test
    void amountsThatAreNotRoundStayAsTheyAre() {
        Records even = rows(random -> random.nextInt(1_000_001));
        Records skewed = rows(random -> (int) (1_000_000 * Math.pow(random.nextDouble(), 6)));
        for (int seed = 0; seed < 10; seed++) {
            for (double deviation : new double[] {1e-3, 5, 50, 500}) {
                assertEquals(1, found(even, deviation, seed).unit(), "even " + deviation);
                assertEquals(1, found(skewed, deviation, seed).unit(), "skewed " + deviation);
            }
        }
    }

    /** Four values may all be multiples of something by chance; nothing is said of them. */
    @Test
    void aFewValuesShowNothing() {
        int[] values = {7_123, 250_467, 498_001, 777_777};
        assertEquals(1, found(rows(random -> values[random.nextInt(4)]), 1, 4).unit());
    }

    /** Half of the rows at round numbers are not all of them: these must not be drawn for the others. */
    @Test
    void halfRoundIsNotRound() {
        Records half = rows(random -> limit(random) + random.nextInt(2) * random.nextInt(10_000));
        assertEquals(1, found(half, 1, 5).unit());
    }
}
