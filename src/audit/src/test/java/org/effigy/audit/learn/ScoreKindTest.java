package org.effigy.audit.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreKindTest {
    @ParameterizedTest
    @ValueSource(strings = {"binary", "three", "numbers"})
    void eachScoreAgreesWithAnotherLibrary(String part) throws IOException {
        JsonNode golden = Golden.read(part);
        Predictions predictions = new Predictions(Golden.matrix(golden.get("scores")));
        Answers truth = part.equals("numbers")
                ? Answers.ofNumbers(Golden.doubles(golden.get("truth")))
                : Answers.ofClasses(Golden.ints(golden.get("truth")), predictions.scores().length);
        int[] once = IntStream.generate(() -> 1).limit(truth.rows()).toArray();
        int checked = 0;
        for (ScoreKind kind : ScoreKind.values()) {
            JsonNode expected = golden.get("expected").get(kind.id());
            if (expected != null) {
                assertEquals(expected.doubleValue(), kind.of(truth, predictions).value(once), 1e-9, kind.id());
                checked++;
            }
        }
        assertEquals(golden.get("expected").size(), checked);
    }

    /** A weight of w is w copies of the row: by brute force on 20 random weightings of each score. */
    @ParameterizedTest
    @ValueSource(strings = {"binary", "three", "numbers"})
    void aWeightCountsARowAsOften(String part) throws IOException {
        JsonNode golden = Golden.read(part);
        double[][] scores = Golden.matrix(golden.get("scores"));
        SplittableRandom random = new SplittableRandom(5);
        for (int repeat = 0; repeat < 20; repeat++) {
            int[] weights = IntStream.range(0, scores[0].length)
                    .map(i -> random.nextInt(4))
                    .toArray();
            int[] copies = IntStream.range(0, weights.length)
                    .flatMap(i -> IntStream.generate(() -> i).limit(weights[i]))
                    .toArray();
            int[] once = IntStream.generate(() -> 1).limit(copies.length).toArray();
            Predictions copied = new Predictions(Arrays.stream(scores)
                    .map(column ->
                            IntStream.of(copies).mapToDouble(i -> column[i]).toArray())
                    .toArray(double[][]::new));
            double[] truth = Golden.doubles(golden.get("truth"));
            double[] copiedTruth =
                    IntStream.of(copies).mapToDouble(i -> truth[i]).toArray();
            for (ScoreKind kind : ScoreKind.values()) {
                if (golden.get("expected").has(kind.id())) {
                    double weighted = kind.of(answers(truth, scores.length, part), new Predictions(scores))
                            .value(weights);
                    double brute = kind.of(answers(copiedTruth, scores.length, part), copied)
                            .value(once);
                    assertEquals(brute, weighted, 1e-12, kind.id());
                }
            }
        }
    }

    private static Answers answers(double[] truth, int count, String part) {
        return part.equals("numbers")
                ? Answers.ofNumbers(truth)
                : Answers.ofClasses(
                        Arrays.stream(truth).mapToInt(value -> (int) value).toArray(), count);
    }

    @Test
    void scoresThatAreNotDefinedAreNotNumbers() {
        Answers one = Answers.ofClasses(new int[] {1, 1}, 2);
        Predictions predictions = new Predictions(new double[][] {{0.4, 0.6}, {0.6, 0.4}});
        assertTrue(Double.isNaN(ScoreKind.ROC_AUC.of(one, predictions).value(new int[] {1, 1})));
        assertTrue(Double.isNaN(ScoreKind.ACCURACY.of(one, predictions).value(new int[] {0, 0})));
        Answers constant = Answers.ofNumbers(new double[] {3, 3});
        assertTrue(Double.isNaN(ScoreKind.R2
                .of(constant, new Predictions(new double[][] {{1, 2}}))
                .value(new int[] {1, 1})));
    }

    @Test
    void aScoreOfAnotherTaskOrShapeIsRefused() {
        Answers numbers = Answers.ofNumbers(new double[] {1, 2});
        Predictions one = new Predictions(new double[][] {{1, 2}});
        assertThrows(IllegalArgumentException.class, () -> ScoreKind.ROC_AUC.of(numbers, one));
        assertThrows(
                IllegalArgumentException.class,
                () -> ScoreKind.RMSE.of(numbers, new Predictions(new double[][] {{1, 2, 3}})));
        assertThrows(IllegalArgumentException.class, () -> Answers.ofNumbers(new double[] {Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> Answers.ofClasses(new int[] {2}, 2));
    }
}
