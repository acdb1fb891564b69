package org.effigy.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoarseningTest {
    private static final Domain FINE =
            Domain.of(List.of(new Attribute("a", 5), new Attribute("b", 3), new Attribute("c", 300)));

    /** Five values in two bins; c stays. */
    private static final Coarsening BINS = Coarsening.none(FINE).mapping(0, 2, new int[] {0, 0, 1, 1, 1});

    /** Two readings of c, and b. */
    private static final Coarsening VIEW = Coarsening.empty(FINE)
            .with(new Attribute("c by tens", 30), 2, codes(300, code -> code / 10))
            .with(new Attribute("b", 3), 1, new int[] {0, 1, 2})
            .with(new Attribute("c by sevens", 7), 2, codes(300, code -> code % 7));

    private static int[] codes(int size, IntUnaryOperator map) {
        return IntStream.range(0, size).map(map).toArray();
    }

    private static Records rows() {
        SplittableRandom random = new SplittableRandom(5);
        Records.Builder rows = Records.builder(FINE, 500);
        for (int i = 0; i < 500; i++) {
            rows.add(random.nextInt(5), random.nextInt(3), random.nextInt(300));
        }
        return rows.build();
    }

    @Test
    void eachRowIsReadThroughTheMaps() {
        Records rows = rows();
        for (Coarsening coarsening : List.of(BINS, VIEW)) {
            Records coarse = rows.coarsened(coarsening);
            assertEquals(coarsening.coarse(), coarse.domain());
            assertEquals(rows.rows(), coarse.rows());
            for (int row = 0; row < rows.rows(); row++) {
                for (int c = 0; c < coarse.domain().size(); c++) {
                    int source = coarsening.source(c);
                    assertEquals(coarsening.code(c, rows.code(row, source)), coarse.code(row, c));
                }
            }
        }
    }

    /** A source that can only count gives the same coarse counts as rows that were coarsened one by one. */
    @Test
    void countsOfCountsAreCountsOfRows() {
        Records rows = rows();
        MarginalSource counting = new MarginalSource() {
            @Override
            public Domain domain() {
                return FINE;
            }

            @Override
            public long[] counts(Clique clique) {
                return rows.counts(clique);
            }
        };
        for (Coarsening coarsening : List.of(BINS, VIEW)) {
            for (Clique clique : List.of(
                    Clique.EMPTY, Clique.of(0), Clique.of(2), Clique.of(0, 1), Clique.of(0, 2), Clique.of(0, 1, 2))) {
                assertArrayEquals(
                        rows.coarsened(coarsening).counts(clique),
                        counting.coarsened(coarsening).counts(clique),
                        coarsening + " " + clique);
            }
        }
    }

    @Test
    void whatChangesNothingSaysSo() {
        assertTrue(Coarsening.none(FINE).isNone());
        assertTrue(BINS.isColumnwise());
        assertFalse(BINS.isNone());
        assertFalse(VIEW.isColumnwise());
        assertEquals(rows().code(7, 2), rows().coarsened(BINS).code(7, 2));
    }

    @Test
    void mapsThatDoNotFitAreRefused() {
        Coarsening none = Coarsening.none(FINE);
        assertThrows(IllegalArgumentException.class, () -> none.mapping(0, 2, new int[] {0, 0, 1, 1}));
        assertThrows(IllegalArgumentException.class, () -> none.mapping(0, 2, new int[] {0, 0, 1, 1, 2}));
        assertThrows(IllegalArgumentException.class, () -> none.mapping(0, 2, new int[] {0, 0, 1, 1, -1}));
        assertThrows(IllegalArgumentException.class, () -> BINS.mapping(0, 1, new int[5]));
        assertThrows(IllegalArgumentException.class, () -> VIEW.mapping(0, 1, new int[300]));
        assertThrows(IllegalArgumentException.class, () -> VIEW.with(new Attribute("b", 3), 1, new int[3]));
        Domain other = Domain.of(List.of(new Attribute("a", 5)));
        assertThrows(IllegalArgumentException.class, () -> rows().coarsened(Coarsening.none(other)));
        assertThrows(IllegalArgumentException.class, () -> new CoarseCounts(rows(), Coarsening.none(other)));
    }
}
