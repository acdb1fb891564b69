package org.effigy.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsTest {
    /** Every width of column, against a loop that looks at one row at a time. */
    @ParameterizedTest
    @CsvSource({"2, 3", "256, 257", "1, 256", "12, 255", "65536, 2", "65537, 2", "70000, 1"})
    void countsAgreeWithALoopOverRows(int first, int second) {
        Domain domain = Domain.of(List.of(new Attribute("a", first), new Attribute("b", second)));
        SplittableRandom random = new SplittableRandom(first);
        int rows = 10_003;
        Records.Builder builder = Records.builder(domain, 0);
        long[] expected = new long[first * second];
        for (int i = 0; i < rows; i++) {
            int a = first - 1 - random.nextInt(Math.min(first, 50));
            int b = random.nextInt(second);
            builder.add(a, b);
            expected[a * second + b]++;
        }
        Records records = builder.build();
        assertArrayEquals(expected, records.counts(Clique.of(1, 0)));
        assertArrayEquals(new long[] {rows}, records.counts(Clique.EMPTY));
        assertEquals(rows, records.rows());
    }

    @Test
    void selectKeepsTheGivenRowsInTheirOrder() {
        Domain domain = Domain.of(List.of(new Attribute("a", 1000)));
        Records records =
                Records.builder(domain, 4).add(5).add(999).add(7).add(300).build();
        Records selected = records.select(new int[] {3, 1});
        assertEquals(2, selected.rows());
        assertEquals(300, selected.code(0, 0));
        assertEquals(999, selected.code(1, 0));
    }

    @Test
    void codesOutOfRangeAreRefusedByName() {
        Domain domain = Domain.of(List.of(new Attribute("age", 3)));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Records.builder(domain, 1).add(3));
        assertTrue(refused.getMessage().contains("age"));
        assertThrows(
                IllegalArgumentException.class, () -> Records.builder(domain, 1).add(-1));
        assertThrows(
                IllegalArgumentException.class, () -> Records.builder(domain, 1).add(1, 1));
    }

    @Test
    void aMarginalThatNoArrayHoldsIsRefusedByName() {
        Domain domain = Domain.of(List.of(new Attribute("x", 1 << 20), new Attribute("y", 1 << 20)));
        Records records = Records.builder(domain, 1).add(0, 0).build();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> records.counts(Clique.of(0, 1)));
        assertTrue(refused.getMessage().contains("(x, y)"), refused.getMessage());
    }

    @Test
    void cellsSaturateInsteadOfOverflowing() {
        Domain domain = Domain.of(List.of(
                new Attribute("a", Integer.MAX_VALUE),
                new Attribute("b", Integer.MAX_VALUE),
                new Attribute("c", Integer.MAX_VALUE)));
        assertEquals(Long.MAX_VALUE, domain.cells(domain.all()));
        assertEquals(1, domain.cells(Clique.EMPTY));
    }

    @Test
    void cliquesAreSets() {
        Clique clique = Clique.of(3, 1, 3);
        assertArrayEquals(new int[] {1, 3}, clique.toArray());
        assertEquals(Clique.of(1, 3), clique);
        assertEquals(Clique.of(1), clique.intersect(Clique.of(0, 1, 2)));
        assertEquals(Clique.of(0, 1, 3), clique.union(Clique.of(0)));
        assertEquals(Clique.of(3), clique.minus(Clique.of(1)));
        assertTrue(Clique.EMPTY.isSubsetOf(clique));
        assertThrows(IllegalArgumentException.class, () -> Clique.of(-1));
        assertThrows(
                IllegalArgumentException.class, () -> Domain.of(List.of(new Attribute("a", 1), new Attribute("a", 2))));
    }
}
