package org.effigy.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final Domain DOMAIN =
            Domain.of(List.of(new Attribute("a", 20), new Attribute("b", 30), new Attribute("c", 1)));

    /** Term by term over all cells, as the proof has it. */
    private static long dense(Candidate candidate, long[] counts, double largestWeight) {
        long weight = Math.max(1, Math.round(1024 * (candidate.weight() / largestWeight)));
        long distance = 0;
        for (int i = 0; i < counts.length; i++) {
            distance += Math.abs(1024 * counts[i] - Math.round(1024 * candidate.estimate()[i]));
        }
        return weight * (distance - Math.round(1024 * candidate.bias()));
    }

    @Test
    void cellsWithoutRowsNeedNotBeLookedAt() {
        SplittableRandom random = new SplittableRandom(3);
        Clique clique = Clique.of(0, 1);
        for (int trial = 0; trial < 200; trial++) {
            long[] counts = new long[600];
            double[] estimate = new double[600];
            for (int row = 0; row < trial * 5; row++) {
                counts[random.nextInt(1 + random.nextInt(600))]++;
            }
            for (int cell = 0; cell < 600; cell++) {
                estimate[cell] = random.nextInt(3) == 0 ? 0 : 10 * random.nextDouble() - 1;
            }
            Candidate candidate = new Candidate(clique, estimate, 1 + random.nextInt(5), 100 * random.nextDouble());
            long expected = dense(candidate, counts, 6);
            assertEquals(expected, Score.of(candidate, Support.of(counts), 6));
            // A row in a cell where none was expected is seen.
            estimate[trial] = 0;
            long before = dense(candidate, counts, 6);
            counts[trial]++;
            assertNotEquals(before, Score.of(candidate, Support.of(counts), 6));
        }
    }

    @Test
    void marginalsAreCountedOnceWhileThereIsRoom() {
        List<Clique> asked = new ArrayList<>();
        Supports supports = new Supports(
                clique -> {
                    asked.add(clique);
                    long[] counts = new long[DOMAIN.arrayCells(clique)];
                    counts[counts.length - 1] = 7;
                    counts[0] += 2;
                    return counts;
                },
                2 * (4 + Supports.OVERHEAD));
        for (int round = 0; round < 3; round++) {
            assertEquals(2, supports.of(Clique.of(0)).size());
            assertEquals(2, supports.of(Clique.of(1)).size());
            assertEquals(2, supports.of(Clique.of(0, 1)).size(), "there is room for two marginals of two cells");
            assertEquals(9, supports.of(Clique.of(2)).count(0));
        }
        assertEquals(
                List.of(1L, 1L, 3L, 3L),
                Stream.of(Clique.of(0), Clique.of(1), Clique.of(0, 1), Clique.of(2))
                        .map(clique -> asked.stream().filter(clique::equals).count())
                        .toList());
    }
}
