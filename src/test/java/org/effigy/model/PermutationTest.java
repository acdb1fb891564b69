package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 16, 17, 100, 1000, 4096, 65_537})
    void everyEntryIsHitOnce(int n) {
        Permutation permutation = Permutation.of(n, new SplittableRandom(n));
        BitSet hit = new BitSet(n);
        for (int i = 0; i < n; i++) {
            hit.set((int) permutation.apply(i));
        }
        assertEquals(n, hit.cardinality());
        assertEquals(n, hit.length());
    }

    /**
     * The image of a fixed entry is uniform over keys: chi-square with 49 degrees of freedom over 20,000 keys. False
     * alarms: 1e-6 an entry by the critical value. Power: a cell off by a third of its share is seen with probability
     * above .999 (non-centrality 20,000 / 50 / 9 = 44 from one cell, and a Feistel network that fails fails in many).
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 25, 49})
    void imagesAreUniformOverKeys(int entry) {
        int n = 50;
        int keys = 20_000;
        SplittableRandom random = new SplittableRandom(entry);
        long[] counts = new long[n];
        for (int i = 0; i < keys; i++) {
            counts[(int) Permutation.of(n, random).apply(entry)]++;
        }
        double statistic = 0;
        double expected = (double) keys / n;
        for (long count : counts) {
            statistic += (count - expected) * (count - expected) / expected;
        }
        assertTrue(statistic < new ChiSquaredDistribution(n - 1).inverseCumulativeProbability(1 - 1e-6));
    }

    @Test
    void lengthsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Permutation.of(0, new SplittableRandom(1)));
        assertThrows(IllegalArgumentException.class, () -> Permutation.of(Long.MAX_VALUE, new SplittableRandom(1)));
    }
}
