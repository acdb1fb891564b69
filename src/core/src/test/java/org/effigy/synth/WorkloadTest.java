package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final Domain DOMAIN = Domain.of(
            IntStream.range(0, 5).mapToObj(i -> new Attribute("x" + i, i + 2)).toList());

    @Test
    void ordersHaveEachMarginalOnce() {
        assertEquals(5, Workload.singles().of(DOMAIN).size());
        assertEquals(10, Workload.pairs().of(DOMAIN).size());
        assertEquals(10, Workload.triples().of(DOMAIN).size());
        Domain two = Domain.of(DOMAIN.attributes().subList(0, 2));
        assertEquals(
                List.of(Clique.of(0, 1)), List.copyOf(Workload.triples().of(two).keySet()));
    }

    /** The definition in the paper, clique by clique, on every part of every marginal. */
    @Test
    void candidatesAreAllPartsWithTheirWeightByDefinition() {
        Workload workload = Workload.pairs()
                .withClique(List.of("x0", "x1", "x3", "x4"), 2.5)
                .withClique(List.of("x1", "x0"), 4)
                .withTarget("x3");
        SortedMap<Clique, Double> weights = workload.of(DOMAIN);
        assertEquals(5, weights.get(Clique.of(0, 1)));
        assertEquals(2, weights.get(Clique.of(2, 3)));
        assertEquals(5, weights.get(Clique.of(0, 1, 3, 4)));
        SortedMap<Clique, Double> candidates = workload.candidates(DOMAIN);
        int parts = 0;
        for (int mask = 1; mask < 1 << 5; mask++) {
            int bits = mask;
            Clique part = Clique.of(
                    IntStream.range(0, 5).filter(i -> (bits >> i & 1) == 1).toArray());
            boolean helps = weights.keySet().stream().anyMatch(part::isSubsetOf);
            assertEquals(helps, candidates.containsKey(part), part.toString());
            if (helps) {
                parts++;
                double expected = weights.entrySet().stream()
                        .mapToDouble(entry -> entry.getValue()
                                * part.intersect(entry.getKey()).size())
                        .sum();
                assertEquals(expected, candidates.get(part), 1e-9);
            }
        }
        assertEquals(parts, candidates.size());
    }

    @Test
    void wideTablesGetPairsUnlessAskedOtherwise() {
        assertTrue(Workload.standard(Workload.WIDE).words().contains("triples"));
        assertTrue(Workload.standard(Workload.WIDE + 1).words().contains("pairs"));
        assertFalse(Workload.standard(5).withTarget("x1").words().contains("pairs"));
    }

    @Test
    void marginalsThatMakeNoSenseAreRefused() {
        Workload workload = Workload.singles();
        assertThrows(IllegalArgumentException.class, () -> workload.withClique(List.of(), 1));
        assertThrows(IllegalArgumentException.class, () -> workload.withClique(List.of("x0"), Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> workload.withClique(List.of("x0"), 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> workload.withClique(List.of("y"), 1).of(DOMAIN));
        assertThrows(
                IllegalArgumentException.class, () -> workload.withTarget("y").of(DOMAIN));
        assertThrows(IllegalArgumentException.class, () -> new Settings(workload, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Settings(workload, 0));
    }
}
