package org.effigy.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

/**
 * What a coarsened door charges, and that bins cut from the rows themselves are caught. Every public coarsening of a small
 * domain is in {@link SensitivityByEnumerationTest}.
 */
class CoarsenedSensitivityTest {
    private static final Domain DOMAIN = Domain.of(List.of(new Attribute("a", 4)));

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
        Sensitivity found = SmallTables.largest(
                DOMAIN,
                1,
                Neighbours.ADD_REMOVE,
                3,
                table -> offender.apply(table.records(DOMAIN)).counts(Clique.of(0)));
        assertFalse(SmallTables.within(found, MarginalSensitivity.of(1, 1, Neighbours.ADD_REMOVE)));
    }

    /** The door's own way: same release, same price, whatever the domain has become. */
    @Test
    void aCoarsenedDoorPaysTheSamePriceFromTheSameRelease() {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9).withUnit(PrivacyUnit.of("patient", 2));
        Release release = MemoryLedger.of("test", budget).open("fit", budget);
        Records rows = SmallTables.records(
                DOMAIN,
                IntStream.of(0, 0, 0, 2, 2, 3)
                        .mapToObj(code -> new int[] {code})
                        .toList());
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
}
