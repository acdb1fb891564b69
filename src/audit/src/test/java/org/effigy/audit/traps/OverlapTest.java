package org.effigy.audit.traps;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditTable;
import org.effigy.audit.utility.World;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Schema;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class OverlapTest {
    /** With few columns many rows are equal by nature; with all, almost none. */
    private static final Schema COARSE =
            Schema.of(List.of(World.SCHEMA.field("age"), World.SCHEMA.field("job"), World.SCHEMA.field("town")));

    private static void check(Schema schema, Table train, Table holdout, Table synthetic) {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("train", train);
        tables.put("holdout", holdout);
        tables.put("synthetic", synthetic);
        List<AuditTable> coded = AuditCoding.code(schema, tables);
        Overlap.check(coded.get(0), coded.get(1), coded.get(2));
    }

    private static void refuses(Schema schema, Table train, Table holdout, Table synthetic, String word) {
        String message = assertThrows(IllegalArgumentException.class, () -> check(schema, train, holdout, synthetic))
                .getMessage();
        assertTrue(message.contains(word), message);
    }

    /** The first rows of one table above those of another. */
    private static Table mixed(Table first, int rows, Table second) {
        return first.first(rows).append(second);
    }

    /** Each check refuses a sound holdout with a probability under 1e-6: 80 of them under 3e-4 in theory, far less in truth. */
    @Test
    void soundHoldoutsPassHoweverManyRowsAreEqualByNature() {
        for (int draw = 0; draw < 20; draw++) {
            Table train = World.people(500 + 3 * draw, 1000);
            Table holdout = World.people(501 + 3 * draw, 600);
            Table synthetic = World.people(502 + 3 * draw, 1300);
            assertDoesNotThrow(() -> check(World.SCHEMA, train, holdout, synthetic));
            assertDoesNotThrow(() -> check(COARSE, train, holdout, synthetic));
        }
    }

    @Test
    void aHoldoutThatSharesRowsWithTrainIsRefused() {
        Table train = World.people(1, 3000);
        Table holdout = World.people(2, 1500);
        Table synthetic = World.people(3, 3000);
        refuses(World.SCHEMA, train, mixed(train, 150, holdout), synthetic, "train");
        refuses(World.SCHEMA, train, train.first(1000), synthetic, "train");
        refuses(COARSE, train, train.first(2000), synthetic, "train");
        assertDoesNotThrow(() -> check(World.SCHEMA, train, mixed(train, 3, holdout), synthetic));
    }

    @Test
    void aHoldoutThatSharesRowsWithSyntheticIsRefused() {
        Table train = World.people(1, 3000);
        Table holdout = World.people(2, 1500);
        refuses(World.SCHEMA, train, holdout, mixed(holdout, 100, World.people(3, 3000)), "synthetic");
        // A generator that learned from all rows, and copies.
        Table both = mixed(holdout, 300, train.first(600)).append(World.people(3, 1000));
        refuses(World.SCHEMA, train, holdout, both, "synthetic");
    }

    @Test
    void aSyntheticTableThatCopiesTrainIsNoReasonToRefuseTheHoldout() {
        Table train = World.people(1, 3000);
        assertDoesNotThrow(
                () -> check(World.SCHEMA, train, World.people(2, 1500), mixed(train, 1000, World.people(3, 2000))));
        assertDoesNotThrow(() -> check(World.SCHEMA, train, World.people(2, 1500), train));
    }

    @Test
    void theSameTableIsRefusedEvenWhereEveryRowIsCommon() {
        Schema coin = Schema.of(List.of(
                Field.builder("x", FieldType.INTEGER).minimum("0").maximum("1").build()));
        Table tosses = Table.create(IntColumn.create(
                "x", IntStream.range(0, 100).map(row -> row * 7 % 11 % 2).toArray()));
        Table others = Table.create(IntColumn.create(
                "x", IntStream.range(0, 100).map(row -> row * 5 % 13 % 2).toArray()));
        refuses(coin, tosses, tosses, others, "train");
        refuses(coin, tosses, others, others, "synthetic");
        assertDoesNotThrow(() -> check(coin, tosses, others, tosses));
    }
}
