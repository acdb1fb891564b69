package org.effigy.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.Figure;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.WeakNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.Progress;
import org.effigy.synth.Synthesizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Guesses of secrets with and without their owner, of honest fits and of planted offenders. */
class InferenceTest {
    /** By the bounds' theorem an honest fit is accused with probability at most 1e-6 a test. */
    private static final double LEVEL = 1 - 1e-6;

    private static final NoiseSource NOISE = OpenDpNoise.load().withThreads(1);
    private static final int SECRET = 4;

    /** The secret mostly follows from another column, so that much of it is guessed without its owner. */
    private static Records table(int rows) {
        Domain domain = Domain.of(IntStream.range(0, 5)
                .mapToObj(c -> new Attribute("c" + c, c == SECRET ? 4 : 8))
                .toList());
        SplittableRandom random = new SplittableRandom(8);
        Records.Builder builder = Records.builder(domain, rows);
        for (int i = 0; i < rows; i++) {
            int[] row = IntStream.range(0, 5)
                    .map(c -> random.nextInt(random.nextInt(3) == 0 ? 8 : 2))
                    .toArray();
            row[SECRET] = random.nextInt(3) == 0 ? random.nextInt(4) : row[0] % 4;
            builder.add(row);
        }
        return builder.build();
    }

    private static AttackSettings settings(int runs, Sight sight) {
        return new AttackSettings(runs, 20, 200, sight, LEVEL, 2, 4);
    }

    private static PrivacyBudget claim(double epsilon, Neighbours neighbours) {
        return new PrivacyBudget(epsilon, 1e-9, neighbours, PrivacyUnit.row());
    }

    /** Gives out half of its rows as they are, and for the other half rows with a secret drawn anew. */
    private static Published memorizer(Rows rows, int synthetic, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Records records = rows.records();
        Records.Builder made = Records.builder(records.domain(), records.rows());
        for (int i = 0; i < records.rows(); i++) {
            int row = i;
            int secret = random.nextBoolean() ? records.code(row, SECRET) : random.nextInt(4);
            made.add(IntStream.range(0, 5)
                    .map(c -> c == SECRET ? secret : records.code(row, c))
                    .toArray());
        }
        return new Published(List.of(), made.build());
    }

    private static Finding attack(Suspect suspect, PrivacyBudget claim, Pick pick, AttackSettings settings) {
        return Inference.attack(suspect, Rows.of(table(200)), SECRET, claim, pick, settings, Progress.NONE);
    }

    private static Figure figure(Finding finding, String name) {
        return finding.figures().stream()
                .filter(figure -> figure.id().equals("attack.inference." + name))
                .findFirst()
                .orElseThrow();
    }

    private static double low(Finding finding, String name) {
        return figure(finding, name).interval().orElseThrow().low();
    }

    @ParameterizedTest
    @CsvSource({"RAREST, ADD_REMOVE", "RANDOM, REPLACE", "EXPOSED, ADD_REMOVE"})
    void aMemorizerIsFound(Pick pick, Neighbours neighbours) {
        Finding found = attack(InferenceTest::memorizer, claim(.2, neighbours), pick, settings(300, Sight.ROWS));
        assertTrue(low(found, "excess") > 0, found.figures().toString());
        assertTrue(low(found, "share") > .5, found.figures().toString());
    }

    /** The target that is told best is always told with it, and seldom without: 75 fits a side refute epsilon 0.2. */
    @Test
    void copiesExceedTheirClaim() {
        Suspect copies = (rows, synthetic, seed) -> new Published(List.of(), rows.records());
        Finding found = attack(copies, claim(.2, Neighbours.ADD_REMOVE), Pick.RAREST, settings(300, Sight.ROWS));
        assertTrue(found.exceeded(), found.figures().toString());
    }

    @ParameterizedTest
    @EnumSource(Sight.class)
    void honestFitsShowNoExcess(Sight sight) {
        PrivacyBudget claim = claim(.5, Neighbours.ADD_REMOVE);
        for (String model : List.of("independent", "mst")) {
            Finding found = attack(
                    Suspect.of(Synthesizer.named(model), claim, NOISE), claim, Pick.RAREST, settings(120, sight));
            assertFalse(found.exceeded(), found.figures().toString());
            assertFalse(low(found, "excess") > 0, found.figures().toString());
        }
    }

    /** Without noise the counts around a target tell its secret to who knows all others. */
    @Test
    void countsWithoutNoiseTellTheSecret() {
        PrivacyBudget claim = claim(.5, Neighbours.ADD_REMOVE);
        Finding found = attack(
                Suspect.of(Synthesizer.named("mst"), claim, new WeakNoise(NOISE, Double.POSITIVE_INFINITY)),
                claim,
                Pick.RAREST,
                settings(400, Sight.MODEL));
        assertTrue(low(found, "excess") > 0, found.figures().toString());
    }

    @Test
    void whatIsTooLittleIsRefusedWithWords() {
        PrivacyBudget claim = claim(1, Neighbours.ADD_REMOVE);
        Records alone = Records.of(Domain.of(List.of(new Attribute("c", 3))), new int[][] {{0, 1, 2}});
        for (Runnable attack : List.<Runnable>of(
                () -> attack(InferenceTest::memorizer, claim, Pick.RAREST, settings(79, Sight.ROWS)),
                () -> attack(
                        InferenceTest::memorizer,
                        claim,
                        Pick.EXPOSED,
                        new AttackSettings(80, 4, 0, Sight.MODEL, LEVEL, 1, 1)),
                () -> Inference.attack(
                        InferenceTest::memorizer,
                        Rows.of(alone),
                        0,
                        claim,
                        Pick.RAREST,
                        settings(80, Sight.ROWS),
                        Progress.NONE))) {
            String message =
                    assertThrows(IllegalArgumentException.class, attack::run).getMessage();
            assertTrue(message.length() > 60, message);
        }
        assertEquals(3, Pick.values().length);
    }
}
