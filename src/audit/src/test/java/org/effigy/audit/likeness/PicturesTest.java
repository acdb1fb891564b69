package org.effigy.audit.likeness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.effigy.audit.Grid;
import org.effigy.audit.utility.UtilityAudit;
import org.effigy.audit.utility.World;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Schema;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Joint shares and principal components: what they show is what the tables hold. */
class PicturesTest {
    private static final String JOINT = "utility.fidelity.joint.";
    private static final String COMPONENTS = "utility.fidelity.components.";

    private static List<Grid> grids(Schema schema, Table train, Table synthetic) {
        return UtilityAudit.of(schema)
                .train(train)
                .holdout(World.people(2, 2000))
                .synthetic(synthetic)
                .only(Fidelity.of())
                .run()
                .sections()
                .get(0)
                .grids();
    }

    private static List<Grid> grids(Table synthetic) {
        return grids(World.SCHEMA, World.people(1, 4000), synthetic);
    }

    private static Grid grid(List<Grid> grids, String id) {
        return grids.stream().filter(grid -> grid.id().equals(id)).findFirst().orElseThrow();
    }

    private static double sum(Grid grid) {
        return Arrays.stream(grid.values()).flatMapToDouble(Arrays::stream).sum();
    }

    private static double distance(List<Grid> grids, String family) {
        return Arrays.stream(grid(grids, family + "difference").values())
                        .flatMapToDouble(Arrays::stream)
                        .map(Math::abs)
                        .sum()
                / 200;
    }

    @Test
    void thePairsThatWereLostAndThoseOfTheTargetArePictured() {
        List<Grid> grids = grids(World.shuffled(World.people(3, 4000), "job", 1));
        List<Grid> joint =
                grids.stream().filter(grid -> grid.id().startsWith(JOINT)).toList();
        assertEquals(15, joint.size());
        assertTrue(joint.stream().anyMatch(grid -> grid.title().equals("Rows by job (down) and town (across), real")));
        assertTrue(joint.stream().filter(grid -> grid.title().contains("fraud")).count() >= 6);
        for (int i = 0; i < joint.size(); i += 3) {
            assertEquals(100, sum(joint.get(i)), 1e-6);
            assertEquals(100, sum(joint.get(i + 1)), 1e-6);
            assertEquals(0, sum(joint.get(i + 2)), 1e-6);
            double[][] real = joint.get(i).values();
            double[][] drawn = joint.get(i + 1).values();
            assertEquals(drawn[0][0] - real[0][0], joint.get(i + 2).values()[0][0], 1e-9);
            // Edges are shared, few, and none is empty in train.
            assertTrue(real.length <= 13 && real[0].length <= 13);
            assertTrue(Arrays.stream(real).allMatch(row -> Arrays.stream(row).sum() > 0));
        }
    }

    @Test
    void aCloudThatMovedIsSeenAndOneThatDidNotIsNot() {
        List<Grid> fresh = grids(World.people(3, 4000));
        List<Grid> moved = grids(World.shuffled(World.shuffled(World.people(3, 4000), "job", 1), "age", 2));
        assertEquals(100, sum(grid(fresh, COMPONENTS + "real")), 1e-6);
        assertEquals(100, sum(grid(moved, COMPONENTS + "synthetic")), 1e-6);
        assertTrue(
                distance(moved, COMPONENTS) > distance(fresh, COMPONENTS) + .05,
                distance(moved, COMPONENTS) + " and " + distance(fresh, COMPONENTS));
    }

    /** Two columns that say the same and one that says nothing: the first component is the two, with two thirds of the variance. */
    @Test
    void componentsAreThoseOfTheRanks() {
        Schema schema = Schema.of(List.of(
                Field.builder("a", FieldType.NUMBER).build(),
                Field.builder("b", FieldType.NUMBER).build(),
                Field.builder("c", FieldType.NUMBER).build(),
                Field.builder("d", FieldType.STRING)
                        .categories(List.of("x", "y"))
                        .build()));
        Table train = twins(1);
        List<Grid> grids = UtilityAudit.of(schema)
                .train(train)
                .holdout(twins(2))
                .synthetic(twins(3))
                .only(Fidelity.of())
                .run()
                .sections()
                .get(0)
                .grids();
        String note = grid(grids, COMPONENTS + "real").note();
        assertTrue(
                note.contains("(across) has 50 % of the variance, the second (down) 25 %")
                        || note.contains("(across) has 50 % of the variance, the second (down) 26 %")
                        || note.contains("(across) has 49 % of the variance, the second (down) 26 %"),
                note);
    }

    private static Table twins(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DoubleColumn a = DoubleColumn.create("a");
        DoubleColumn b = DoubleColumn.create("b");
        DoubleColumn c = DoubleColumn.create("c");
        StringColumn d = StringColumn.create("d");
        for (int row = 0; row < 5000; row++) {
            double value = random.nextDouble();
            a.append(value);
            b.append(Math.exp(9 * value));
            c.append(random.nextDouble());
            d.append(random.nextBoolean() ? "x" : "y");
        }
        return Table.create(a, b, c, d);
    }
}
