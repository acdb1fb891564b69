package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.Charge;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.Field;
import org.effigy.table.OpenRows;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
    private static final Schema OPEN = SchemaJson.parse("""
        {"missingValues": ["", "?"], "fields": [
          {"name": "id", "type": "integer", "effigy:role": "identifier"},
          {"name": "sex", "type": "string", "constraints": {"enum": ["F", "M"]}},
          {"name": "town", "type": "string", "effigy:discover": true, "effigy:other": "elsewhere"},
          {"name": "income", "type": "number", "effigy:discover": true, "effigy:precision": 2},
          {"name": "visits", "type": "integer", "constraints": {"required": true}, "effigy:discover": true},
          {"name": "seen", "type": "date", "effigy:discover": true}]}
        """, "open");
    private static final PrivacyBudget BUDGET = PrivacyBudget.of(1, 1e-6);
    private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05Z");

    /** 2,000 rows, of which noise of some 20 hides a tenth and less. */
    private static String rows(String... more) {
        StringBuilder csv = new StringBuilder("id,sex,town,income,visits,seen\n");
        String[] towns = {"Bern", "Aarau", "Chur", "Davos"};
        for (int i = 0; i < 2000; i++) {
            csv.append(i % 800).append(i % 2 == 0 ? ",F," : ",M,").append(towns[i % 4]);
            csv.append(',').append(i % 50).append(".5,").append(i % 3 + 1);
            csv.append(",20").append(20 + i % 3).append("-05-06\n");
        }
        for (String row : more) {
            csv.append(row).append('\n');
        }
        return csv.toString();
    }

    private static CsvInput input(String csv) {
        return CsvInput.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "test");
    }

    private static Release release(Schema schema, PrivacyBudget budget) {
        PrivacyBudget all = Discovery.of(schema).budget(budget);
        return MemoryLedger.of("test", all).open("discover", all);
    }

    private static Schema discover(Schema schema, String csv, Release release, NoiseSource noise) throws IOException {
        OpenRows rows = TableReader.of(schema).readOpen(input(csv));
        return Discovery.of(schema).run(rows, release, noise, BEGUN, Progress.NONE);
    }

    private static Schema discover(String csv) throws IOException {
        return discover(OPEN, csv, release(OPEN, BUDGET), new SilentNoise());
    }

    @Test
    void whatManyShareIsFoundDeclaredAndMarked() throws IOException {
        Release release = release(OPEN, BUDGET);
        Schema found = discover(OPEN, rows(), release, new SilentNoise());
        assertTrue(found.toDiscover().isEmpty());
        Field town = found.field("town");
        assertEquals(List.of("Aarau", "Bern", "Chur", "Davos", "elsewhere"), town.categories());
        assertEquals(Optional.of("elsewhere"), town.other());
        assertEquals(List.of("0", "50"), bounds(found.field("income")));
        assertEquals(List.of("1", "4"), bounds(found.field("visits")), "1 is more than a fifth of 4");
        assertEquals(List.of("2020-01-01", "2022-12-31"), bounds(found.field("seen")));
        assertEquals(found, SchemaJson.parse(SchemaJson.text(found), "again"), "marks and all");
        assertEquals(
                Instant.parse("2026-01-02T00:00:00Z"),
                town.discovered().orElseThrow().time());
        Charge charge = release.charges().get(0);
        assertEquals(
                "categories of (town) with a noisy count of "
                        + town.discovered().orElseThrow().threshold() + " or more",
                charge.query());
        assertEquals(
                "marginal (bounds of income on 91 cells)",
                release.charges().get(1).query());
        assertEquals("approximate zCDP", town.discovered().orElseThrow().definition());
        assertEquals(charge.mechanism().scale(), town.discovered().orElseThrow().scale());
        assertTrue(SchemaJson.text(found).contains("effigy:discovered"));
    }

    private static List<String> bounds(Field field) {
        return List.of(field.minimum().orElseThrow(), field.maximum().orElseThrow());
    }

    @Test
    void itSpendsItsShareAndLeavesTheRest() throws IOException {
        for (double share : new double[] {0.1, 0.5}) {
            Discovery discovery = Discovery.of(OPEN).withShare(share);
            PrivacyBudget budget = discovery.budget(BUDGET);
            assertEquals(share * 1e-6, budget.reserved(), 1e-20);
            assertEquals(BUDGET.epsilon(), budget.epsilon());
            Release release = MemoryLedger.of("test", budget).open("discover", budget);
            double whole = ((PrivacyLoss.ZeroConcentrated) release.remaining()).rho();
            discovery.run(
                    TableReader.of(OPEN).readOpen(input(rows())), release, new SilentNoise(), BEGUN, Progress.NONE);
            PrivacyLoss.ApproximateConcentrated spent = (PrivacyLoss.ApproximateConcentrated) release.spent();
            assertEquals(share * whole, spent.rho(), 1e-9 * whole);
            assertTrue(spent.rho() <= share * whole);
            assertTrue(spent.delta() > 0 && spent.delta() <= share * 1e-6);
            assertEquals(4, release.charges().size());
        }
        assertThrows(IllegalArgumentException.class, () -> Discovery.of(OPEN).withShare(0));
        assertThrows(IllegalArgumentException.class, () -> Discovery.of(OPEN).withShare(1));
        assertThrows(IllegalArgumentException.class, () -> Discovery.of(OPEN).withShare(Double.NaN));
    }

    /** With real noise; a column of 500 a town is missed or a single row found with probability below 1e-6. */
    @ParameterizedTest
    @EnumSource(Neighbours.class)
    void withRealNoiseWhatIsCommonIsFoundAndWhatIsNotIsNot(Neighbours neighbours) throws IOException {
        PrivacyBudget budget = BUDGET.withNeighbours(neighbours);
        Schema found = discover(
                OPEN, rows("7,F,Nowhere-but-here,1e308,12345,2077-05-06"), release(OPEN, budget), OpenDpNoise.load());
        assertEquals(
                List.of("Aarau", "Bern", "Chur", "Davos", "elsewhere"),
                found.field("town").categories());
        assertEquals(List.of("2020-01-01", "2022-12-31"), bounds(found.field("seen")));
        assertEquals(List.of("1", "4"), bounds(found.field("visits")));
        assertEquals("50", found.field("income").maximum().orElseThrow());
    }

    @Test
    void whatIsBeyondIsClampedOrTheRestWithoutBeingAskedFor() throws IOException {
        String csv = rows("7,F,Nowhere,1e308,77,1999-01-01", "8,M,elsewhere,-3,1,2077-01-01", "9,M,Bern,4.9e-324,1,?");
        Schema found = discover(csv);
        CodedTable coded = TableReader.of(found).readRecords(input(csv));
        assertEquals(2003, coded.report().rows());
        assertEquals(1L, coded.report().changed().get("town"));
        assertEquals(2L, coded.report().changed().get("income"), "4.9e-324 is 0.00");
        assertEquals(1L, coded.report().changed().get("visits"));
        assertEquals(2L, coded.report().changed().get("seen"));
        assertEquals(4, coded.records().code(2000, 1), "town: elsewhere");
        int income = found.field("income").requireCodec().size();
        assertEquals(income - 2, coded.records().code(2000, 2), "the last bin; the one after it is for missing cells");
        assertEquals(0, coded.records().code(2001, 2));
        // A declared column of the same table keeps the policy that was asked for.
        String wrong = rows("7,X,Bern,1,1,2020-05-06");
        assertThrows(
                org.effigy.table.TableFormatException.class,
                () -> TableReader.of(found).readRecords(input(wrong)));
        assertThrows(
                org.effigy.table.TableFormatException.class,
                () -> TableReader.of(OPEN).readOpen(input(wrong)),
                "before anything is paid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1e400", "twelve"})
    void whatIsNoNumberIsRefusedBeforeAnythingIsPaid(String text) {
        assertThrows(
                org.effigy.table.TableFormatException.class,
                () -> TableReader.of(OPEN).readOpen(input(rows("7,F,Bern," + text + ",1,2020-05-06"))));
    }

    @Test
    void nothingFoundIsSaidWithWhatItCost() {
        for (String name : List.of("town", "income", "visits", "seen")) {
            Schema one = Schema.of(List.of(OPEN.field(name)));
            Release release = release(one, PrivacyBudget.of(1, 1e-9));
            DiscoveryException refused = assertThrows(
                    DiscoveryException.class,
                    () -> discover(one, "town,income,visits,seen\nA,1,1,2020-05-06\n", release, new SilentNoise()));
            assertTrue(refused.getMessage().contains("'" + name + "'"), refused.getMessage());
            assertTrue(refused.getMessage().contains("stays spent"), refused.getMessage());
            assertEquals(1, release.charges().size());
        }
    }

    @Test
    void boundsCanBeFoundAtDeltaZeroAndCategoriesCannot() throws IOException {
        PrivacyBudget pure = PrivacyBudget.of(10, 0);
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Discovery.of(OPEN).budget(pure));
        assertTrue(refused.getMessage().contains("[town]"), refused.getMessage());
        Schema bounds = Schema.of(List.of(OPEN.field("visits"), OPEN.field("seen")));
        Release release = release(bounds, pure);
        Schema found = discover(bounds, rows(), release, OpenDpNoise.load());
        assertEquals(List.of("1", "4"), bounds(found.field("visits")));
        assertEquals("pure", found.field("seen").discovered().orElseThrow().definition());
        assertEquals(1, ((PrivacyLoss.Pure) release.spent()).epsilon(), 1e-9);
        assertEquals(0, release.budget().reserved());
    }

    @Test
    void aReleaseThatSetNothingAsideIsNotCharged() throws IOException {
        Release release = MemoryLedger.of("test", BUDGET).open("discover", BUDGET);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> discover(OPEN, rows(), release, new SilentNoise()));
        assertTrue(refused.getMessage().contains("Discovery.budget"), refused.getMessage());
        assertTrue(release.charges().isEmpty());
    }

    /** What is refused of strings, and of rows that another schema read, is refused before bounds are paid for. */
    @Test
    void whatCantBeFoundIsRefusedBeforeAnythingIsPaid() throws IOException {
        Schema boundsFirst = Schema.of(List.of(OPEN.field("income"), OPEN.field("town")));
        PrivacyBudget tiny = BUDGET.withReserved(1e-300);
        Release release = MemoryLedger.of("test", tiny).open("discover", tiny);
        assertThrows(IllegalArgumentException.class, () -> discover(boundsFirst, rows(), release, new SilentNoise()));
        assertTrue(release.charges().isEmpty());

        Schema narrower = Schema.of(List.of(
                OPEN.field("income"),
                Field.builder("seen", org.effigy.table.FieldType.DATE)
                        .minimum("2000-01-01")
                        .discover(true)
                        .build()));
        OpenRows rows = TableReader.of(Schema.of(List.of(OPEN.field("income"), OPEN.field("seen"))))
                .readOpen(input(rows()));
        Release other = release(narrower, BUDGET);
        Discovery discovery = Discovery.of(narrower);
        assertThrows(
                IllegalArgumentException.class,
                () -> discovery.run(rows, other, new SilentNoise(), BEGUN, Progress.NONE));
        assertTrue(other.charges().isEmpty());
    }

    /** Of each unit one row is looked at, and the fit that follows keeps as many as it was asked to. */
    @Test
    void unitsOfSeveralRowsCountOnce() throws IOException {
        Schema units = OPEN.withUnit("id");
        PrivacyBudget budget = BUDGET.withUnit(PrivacyUnit.of("id", 3));
        Release release = release(units, budget);
        StringBuilder loud = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            loud.append("5,F,Loud,777777,1,2020-05-06\n");
        }
        String csv = rows(loud.toString().strip());
        OpenRows rows = TableReader.of(units).readOpen(input(csv));
        Schema found = Discovery.of(units).run(rows, release, OpenDpNoise.load(), BEGUN, Progress.NONE);
        release.charges().forEach(charge -> assertEquals(1, charge.sensitivity().lInf(), charge.query()));
        assertFalse(found.field("town").categories().contains("Loud"));
        assertEquals("50", found.field("income").maximum().orElseThrow());
        CodedTable coded = TableReader.of(found).readRecords(input(csv));
        PrivateTable door =
                PrivateTable.ofUnits(coded.records(), coded.units().orElseThrow(), release, OpenDpNoise.load());
        FittedModel.fit(new Independent(), door, found);
        assertEquals(3, release.charges().get(4).sensitivity().lInf());
    }

    @Test
    void aModelOfADiscoveredDomainSaysSoAndComesBackFromItsFile(@TempDir Path folder) throws IOException {
        Release release = release(OPEN, BUDGET);
        Schema found = discover(OPEN, rows(), release, OpenDpNoise.load());
        CodedTable coded = TableReader.of(found).readRecords(input(rows()));
        FittedModel model = FittedModel.fit(
                new Independent(), PrivateTable.ofRows(coded.records(), release, OpenDpNoise.load()), found);
        assertEquals(DomainOrigin.DISCOVERED, model.provenance().origin());
        assertEquals(
                1,
                model.provenance().budget().implied(model.provenance().spent()).epsilon(),
                1e-6);
        FittedModel back = ModelFile.read(Files.write(folder.resolve("m"), ModelFile.bytes(model)));
        assertEquals(model.schema(), back.schema());
        assertEquals(model.provenance(), back.provenance());
        assertEquals(ModelFile.digest(model), ModelFile.digest(back));
        assertFalse(new String(ModelFile.bytes(model), StandardCharsets.UTF_8).contains("Nowhere"));
        // Another release asks no question about the domain again, and answers for what was paid for it.
        Release next = MemoryLedger.of("test", BUDGET).open("fit", BUDGET);
        FittedModel again = FittedModel.fit(
                new Independent(), PrivateTable.ofRows(coded.records(), next, OpenDpNoise.load()), found);
        assertEquals(DomainOrigin.DISCOVERED_BEFORE, again.provenance().origin());
        assertEquals(
                again.measurements().size() + again.readings().size(),
                next.charges().size());
    }

    @Test
    void whatCantBeDiscoveredIsRefusedBeforeAnyRowIsRead() {
        Schema declared = OPEN.with(Field.builder("visits", org.effigy.table.FieldType.INTEGER)
                .minimum("0")
                .maximum("9")
                .build());
        for (String name : List.of("nobody", "visits", "id", "sex")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> declared.withDiscovery(List.of(name)));
            assertTrue(refused.getMessage().contains("'" + name + "'"), refused.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> Discovery.of(Schema.of(List.of(declared.field("sex")))));
        Field marker = Field.builder("town", org.effigy.table.FieldType.STRING)
                .missingValues(List.of("other"))
                .discover(true)
                .build();
        assertThrows(IllegalArgumentException.class, () -> Discovery.of(Schema.of(List.of(marker))));
    }

    /** The table in memory and the same rows from CSV give the same codes to look at. */
    @Test
    void aTableInMemoryIsReadAsItsCsv() throws IOException {
        tech.tablesaw.api.Table table =
                TableReader.of(OPEN).readTable(input(rows())).table();
        OpenRows memory = OpenRows.of(table, OPEN);
        OpenRows csv = TableReader.of(OPEN).readOpen(input(rows()));
        assertEquals(csv.text("town").texts(), memory.text("town").texts());
        for (String name : List.of("income", "visits", "seen")) {
            for (int row = 0; row < 2000; row++) {
                assertEquals(csv.grid(name).code(row, 0), memory.grid(name).code(row, 0), name);
            }
        }
    }
}
