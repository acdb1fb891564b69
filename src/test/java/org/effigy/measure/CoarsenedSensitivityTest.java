package org.effigy.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.SilentNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every pair of neighbours over four values, read through every public coarsening to two and through two readings of one
 * attribute: answers move by no more than is declared for marginals. Bins cut from the rows themselves are caught.
 */
class CoarsenedSensitivityTest {
    private static final Domain DOMAIN = Domain.of(List.of(new Attribute("a", 4)));

    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "3, ADD_REMOVE", "1, REPLACE", "2, REPLACE", "3, REPLACE"})
    void answersThroughACoarseningMoveByWhatIsDeclared(int k, Neighbours neighbours) {
        Sensitivity one = MarginalSensitivity.of(1, k, neighbours);
        Sensitivity two = MarginalSensitivity.of(2, k, neighbours);
        long reached = 0;
        for (int bits = 0; bits < 16; bits++) {
            int split = bits;
            int[] map = IntStream.range(0, 4).map(code -> split >> code & 1).toArray();
            Coarsening bins = Coarsening.none(DOMAIN).mapping(0, 2, map);
            reached = Math.max(reached, largest(k, neighbours, one, rows -> rows.coarsened(bins), 1));
            Coarsening twice = Coarsening.empty(DOMAIN)
                    .with(new Attribute("bin", 2), 0, map)
                    .with(new Attribute("parity", 2), 0, new int[] {0, 1, 0, 1});
            largest(k, neighbours, two, rows -> rows.coarsened(twice), 2);
        }
        assertEquals(one.l1(), reached);
    }

    /** The planted offender: two bins that meet at the rows' own median move many rows when one row comes. */
    @Test
    void binsCutFromTheRowsAreCaught() {
        UnaryOperator<Records> offender = rows -> {
            int[] sorted = IntStream.range(0, rows.rows())
                    .map(row -> rows.code(row, 0))
                    .sorted()
                    .toArray();
            int median = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
            return rows.coarsened(Coarsening.none(DOMAIN)
                    .mapping(
                            0,
                            2,
                            IntStream.range(0, 4)
                                    .map(code -> code < median ? 0 : 1)
                                    .toArray()));
        };
        Sensitivity declared = MarginalSensitivity.of(1, 1, Neighbours.ADD_REMOVE);
        assertThrows(AssertionError.class, () -> largest(1, Neighbours.ADD_REMOVE, declared, offender, 1));
    }

    /** The door's own way: same release, same price, whatever the domain has become. */
    @Test
    void aCoarsenedDoorPaysTheSamePriceFromTheSameRelease() {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9).withUnit(PrivacyUnit.of("patient", 2));
        Release release = MemoryLedger.of("test", budget).open("fit", budget);
        Records rows = rows(new long[] {3, 0, 2, 1});
        PrivateTable door = PrivateTable.ofUnits(rows, new int[] {0, 0, 1, 1, 2, 2}, release, new SilentNoise());
        PrivateTable coarse = door.coarsened(Coarsening.none(DOMAIN).mapping(0, 2, new int[] {0, 0, 1, 1}));
        PrivacyLoss share = new PrivacyLoss.ZeroConcentrated(1e-3);
        NoisyMarginal fine = door.marginal(Clique.of(0), share);
        NoisyMarginal merged = coarse.marginal(Clique.of(0), share);
        assertEquals(fine.mechanism(), merged.mechanism());
        assertEquals(2, release.charges().size());
        assertEquals(
                release.charges().get(0).sensitivity(), release.charges().get(1).sensitivity());
        assertEquals(fine.counts()[0] + fine.counts()[1], merged.counts()[0]);
        assertEquals(door.expectedError(share), coarse.expectedError(share));
        assertEquals(2, coarse.domain().attribute(0).size());
        assertThrows(IllegalArgumentException.class, () -> coarse.coarsened(Coarsening.none(DOMAIN)));
    }

    /** The largest L1 change over all neighbours and tables of up to three rows beside them; none above what is declared. */
    private static long largest(
            int k, Neighbours neighbours, Sensitivity declared, UnaryOperator<Records> reading, int attributes) {
        long reached = 0;
        for (long[] others : tables(3)) {
            for (long[] one : tables(k)) {
                for (long[] other : neighbours == Neighbours.REPLACE ? tables(k) : List.of(new long[4])) {
                    // A unit that is there has at least one row.
                    if (neighbours == Neighbours.REPLACE && (rowsOf(one) == 0 || rowsOf(other) == 0)) {
                        continue;
                    }
                    Records here = reading.apply(rows(plus(others, one)));
                    Records there = reading.apply(rows(plus(others, other)));
                    long l1 = 0;
                    long l2Squared = 0;
                    for (int attribute = 0; attribute < attributes; attribute++) {
                        long[] a = here.counts(Clique.of(attribute));
                        long[] b = there.counts(Clique.of(attribute));
                        for (int cell = 0; cell < a.length; cell++) {
                            l1 += Math.abs(a[cell] - b[cell]);
                            l2Squared += (a[cell] - b[cell]) * (a[cell] - b[cell]);
                        }
                    }
                    assertTrue(l1 <= declared.l1(), "L1 of " + l1);
                    assertTrue(l2Squared <= declared.l2Squared(), "squared L2 of " + l2Squared);
                    reached = Math.max(reached, l1);
                }
            }
        }
        return reached;
    }

    private static List<long[]> tables(int k) {
        List<long[]> tables = new ArrayList<>();
        for (int code = 0; code < Math.pow(k + 1, 4); code++) {
            long[] table = new long[4];
            for (int cell = 0, rest = code; cell < 4; cell++, rest /= k + 1) {
                table[cell] = rest % (k + 1);
            }
            if (rowsOf(table) <= k) {
                tables.add(table);
            }
        }
        return tables;
    }

    private static long rowsOf(long[] table) {
        return IntStream.range(0, 4).mapToLong(cell -> table[cell]).sum();
    }

    private static long[] plus(long[] a, long[] b) {
        return IntStream.range(0, 4).mapToLong(cell -> a[cell] + b[cell]).toArray();
    }

    private static Records rows(long[] table) {
        Records.Builder rows = Records.builder(DOMAIN, 4);
        for (int cell = 0; cell < 4; cell++) {
            for (long i = 0; i < table[cell]; i++) {
                rows.add(cell);
            }
        }
        return rows.build();
    }
}
