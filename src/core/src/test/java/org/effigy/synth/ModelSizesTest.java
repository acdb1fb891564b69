package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.model.JunctionTree;
import org.junit.jupiter.api.Test;

class ModelSizesTest {
    @Test
    void aLoopIsAsLargeAsWhatClosesIt() {
        Domain domain = domain(10, 10, 10);
        ModelSizes sizes = sizes(domain, List.of(Clique.of(0, 1), Clique.of(1, 2)));
        assertEquals(200 + 100 + 2 * 900, sizes.widened(Clique.of(0, 2)));
        assertTrue(sizes.fits(Clique.of(0, 2), 1000), "a plan is smaller than what is seen without one");
        assertFalse(sizes.fits(Clique.of(0, 2), 999));
    }

    @Test
    void whatTheModelHasAlreadyAlwaysFits() {
        ModelSizes sizes = sizes(domain(4, 5, 6), List.of(Clique.of(0, 1, 2)));
        assertTrue(sizes.fits(Clique.of(0, 2), 0));
    }

    @Test
    void partsThatHaveNothingInCommonAreJoined() {
        Domain domain = domain(2, 3, 4, 5);
        ModelSizes sizes = sizes(domain, List.of(Clique.of(0, 1), Clique.of(2, 3)));
        assertTrue(sizes.widened(Clique.of(1, 2)) >= 6 + 20 + 12);
        assertTrue(sizes.fits(Clique.of(1, 2), 6 + 20 + 12));
        assertFalse(sizes.fits(Clique.of(1, 2), 6 + 20 + 12 - 1));
    }

    /** What is seen to fit without a plan does fit: 2,000 models of up to 12 columns and 15 marginals, from fixed seeds. */
    @Test
    void aPlanIsNeverMuchLargerThanWhatIsSeenWithoutOne() {
        SplittableRandom random = new SplittableRandom(9);
        for (int trial = 0; trial < 2000; trial++) {
            Domain domain = domain(IntStream.range(0, 4 + random.nextInt(9))
                    .map(i -> 2 + random.nextInt(12))
                    .toArray());
            List<Clique> measured = new ArrayList<>();
            for (int i = random.nextInt(15); i > 0; i--) {
                measured.add(clique(domain, 2 + random.nextInt(2), random));
            }
            Clique more = clique(domain, 2 + random.nextInt(2), random);
            double seen = sizes(domain, measured).widened(more);
            measured.add(more);
            assertTrue(JunctionTree.plan(domain, measured).cells() <= 2 * seen, measured + " are " + seen);
        }
    }

    private static ModelSizes sizes(Domain domain, List<Clique> measured) {
        return new ModelSizes(domain, measured, JunctionTree.plan(domain, measured));
    }

    private static Clique clique(Domain domain, int size, SplittableRandom random) {
        Clique clique = Clique.EMPTY;
        while (clique.size() < size) {
            clique = clique.union(Clique.of(random.nextInt(domain.size())));
        }
        return clique;
    }

    private static Domain domain(int... sizes) {
        return Domain.of(IntStream.range(0, sizes.length)
                .mapToObj(i -> new Attribute("c" + i, sizes[i]))
                .toList());
    }
}
