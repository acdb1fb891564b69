package org.effigy.audit.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class CopiesTest {
    private static AuditTable[] coded(Table real, Table synthetic) {
        return AuditCoding.code(People.SCHEMA, new TreeMap<>(Map.of("real", real, "synthetic", synthetic)))
                .toArray(AuditTable[]::new);
    }

    private static int differing(Table a, int row, Table b, int other) {
        return (int) IntStream.range(0, a.columnCount())
                .filter(column -> {
                    boolean missing = a.column(column).isMissing(row);
                    return missing != b.column(column).isMissing(other)
                            || !missing && !a.get(row, column).equals(b.get(other, column));
                })
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void allCopiesAndNearCopiesAreFoundAsByComparingAllPairs(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Table real = People.draw(150, random);
        Table synthetic = People.rows(real, 40)
                .append(People.changed(People.rows(real, 80), random))
                .append(People.draw(60, random));
        AuditTable[] tables = coded(real, synthetic);
        boolean[] exact = new boolean[150];
        boolean[] near = new boolean[150];
        for (int row = 0; row < 150; row++) {
            for (int other = 0; other < synthetic.rowCount(); other++) {
                int differing = differing(real, row, synthetic, other);
                exact[row] |= differing == 0;
                near[row] |= differing <= 1;
            }
        }
        assertArrayEquals(exact, Copies.exact(Cells.of(tables[1]), Cells.of(tables[0])));
        assertArrayEquals(near, Copies.near(Cells.of(tables[1]), Cells.of(tables[0])));
    }

    @Test
    void zeroHasOneSignAndMissingCellsAreEqual() {
        Table real = People.missing(1);
        Table synthetic = People.missing(1);
        real.doubleColumn("score").set(0, 0.0);
        synthetic.doubleColumn("score").set(0, -0.0);
        AuditTable[] tables = coded(real, synthetic);
        assertArrayEquals(new boolean[] {true}, Copies.exact(Cells.of(tables[1]), Cells.of(tables[0])));
    }

    /** A tenth of train beside a twentieth, and beside a tenth, of a smaller holdout. */
    @Test
    void theExcessTakesTheHoldoutsShareAwayWhateverTheSizes() {
        Figure figure = new Proportions(1000, 10_000, 200, 4000).excess("a", "A", Policy.standard(), "");
        assertEquals(0.05, figure.value(), 1e-12);
        assertTrue(figure.interval().orElseThrow().low() > 0);
        Figure none = new Proportions(1000, 10_000, 400, 4000).excess("a", "A", Policy.standard(), "");
        assertEquals(0, none.value(), 1e-12);
        assertTrue(none.interval().orElseThrow().contains(0));
    }
}
