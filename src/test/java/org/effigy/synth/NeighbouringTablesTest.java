package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.CsvInput;
import org.effigy.table.InvalidValues;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableFormatException;
import org.effigy.table.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/**
 * Tables that differ in one row made to hurt: what comes out has the same schema, the same questions asked and the same
 * support, whatever the policy for values outside the domain makes of the row. This is where libraries that read their
 * domain from the data are caught.
 */
class NeighbouringTablesTest {
    private static final PrivacyBudget BUDGET = PrivacyBudget.of(1, 1e-9);
    private static final int FITS = 80;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a5,33,never-seen,70,true,2020-05-05",
                "a5,33,F,1e308,true,2020-05-05",
                "a5,33,F,-99999,true,2020-05-05",
                "a5,119,F,299.9,false,2021-12-31",
                "a5,33,F,70,true,9999-12-31",
                "a5,33,,,,",
                "a5,33,M,?,true,2020-05-05"
            })
    void oneRowChangesNeitherSchemaNorQuestionsNorSupport(String row) throws IOException {
        // Clamping mends numbers and dates, "other" categories: between them every row above is let in.
        InvalidValues policy = row.contains("never-seen") ? InvalidValues.OTHER : InvalidValues.CLAMP;
        FittedModel without = Fixture.fit(Fixture.ROWS, policy, BUDGET, OpenDpNoise.load());
        FittedModel with = Fixture.fit(Fixture.ROWS + row + "\n", policy, BUDGET, OpenDpNoise.load());
        assertEquals(without.schema(), with.schema());
        assertEquals(without.distribution().domain(), with.distribution().domain());
        assertEquals(without.provenance().charges(), with.provenance().charges());
        assertEquals(support(Fixture.ROWS, policy), support(Fixture.ROWS + row + "\n", policy));
    }

    /** The same with bins that the fit makes: weights and days have fine cells, and their ends are where it hurts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a5,33,F,1e308,true,2020-05-05",
                "a5,33,F,-99999,true,1066-10-14",
                "a5,33,F,300,false,9999-12-31",
                "a5,33,,,,"
            })
    void binsAreMadeInTheSameWayAndHaveTheSameSupport(String row) throws IOException {
        Schema open = SchemaJson.parse(
                SchemaJson.text(Fixture.SCHEMA).replace("\"effigy:bins\" : 4", "\"effigy:bins\" : \"quantile\""),
                "open");
        FittedModel without = fit(open, Fixture.ROWS);
        FittedModel with = fit(open, Fixture.ROWS + row + "\n");
        assertEquals(without.schema(), with.schema());
        assertEquals(without.distribution().domain(), with.distribution().domain());
        assertEquals(5, without.readings().size(), "ranges and values of weight; ranges, weekdays, months of seen");
        // The columns are measured in bins that hang on noise; what is asked before them may not differ.
        for (int question = 0; question < without.readings().size(); question++) {
            assertEquals(
                    without.provenance().charges().get(question),
                    with.provenance().charges().get(question));
        }
        assertEquals(halves(open, Fixture.ROWS), halves(open, Fixture.ROWS + row + "\n"));
    }

    private static FittedModel fit(Schema schema, String csv) throws IOException {
        Release release = MemoryLedger.of("fixture", BUDGET).open("fit", BUDGET);
        Records rows = TableReader.of(schema)
                .withInvalidValues(InvalidValues.CLAMP)
                .readRecords(CsvInput.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "fixture"))
                .records();
        return FittedModel.fit(new Independent(), PrivateTable.ofRows(rows, release, OpenDpNoise.load()), schema);
    }

    /**
     * Which halves of the weights and days come out, and whether they are missing: of 20 fits of five rows, all noise, each
     * half is in one with probability above a half, so that one is missed with probability below 1e-6.
     */
    private static TreeSet<String> halves(Schema schema, String csv) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            Records drawn = fit(schema, csv).distribution().sampler().sample(200, i);
            for (String column : List.of("weight", "seen")) {
                int position = drawn.domain().position(column);
                int size = drawn.domain().attribute(position).size();
                for (int row = 0; row < 200; row++) {
                    int code = drawn.code(row, position);
                    found.add(column + (code == size - 1 ? " missing" : code < size / 2 ? " low" : " high"));
                }
            }
        }
        return found;
    }

    @Test
    void byDefaultSuchARowIsRefusedBeforeAnythingIsSpent() {
        assertThrows(
                TableFormatException.class,
                () -> Fixture.read(Fixture.ROWS + "a5,33,never-seen,70,true,2020-05-05\n", InvalidValues.REFUSE));
    }

    /** A planted offender, a model whose values are those that were seen, is told apart by the same comparison. */
    @Test
    void aDomainReadFromTheDataIsCaught() throws IOException {
        String without = Fixture.ROWS.replaceFirst("nurse-3.*\\n", "");
        assertNotEquals(seen(without), seen(Fixture.ROWS));
    }

    private static Map<String, TreeSet<String>> seen(String csv) throws IOException {
        return values(Fixture.fit(csv, InvalidValues.REFUSE, BUDGET, OpenDpNoise.load())
                .codec()
                .decode(Fixture.read(csv, InvalidValues.REFUSE).records(), new SplittableRandom(1)));
    }

    /**
     * What can come out. At epsilon 1 a table of five rows is all noise, and no column has more than five codes: in each
     * fit any of them is the largest, and so among the 400 rows, with probability about a fifth or more. A code is
     * missed by all of {@link #FITS} fits with probability below 2e-8, and there are 20 codes and seven rows.
     */
    private static Map<String, TreeSet<String>> support(String csv, InvalidValues policy) throws IOException {
        Map<String, TreeSet<String>> support = new TreeMap<>();
        for (int i = 0; i < FITS; i++) {
            FittedModel model = Fixture.fit(csv, policy, BUDGET, OpenDpNoise.load());
            values(model.sample(400, i))
                    .forEach((column, values) -> support.computeIfAbsent(column, name -> new TreeSet<>())
                            .addAll(values));
        }
        return support;
    }

    /** Categories as they are; of numbers and dates whether they are there at all. */
    private static Map<String, TreeSet<String>> values(Table table) {
        Map<String, TreeSet<String>> values = new TreeMap<>();
        for (String column : table.columnNames()) {
            if (column.equals("id")) {
                continue;
            }
            TreeSet<String> found = values.computeIfAbsent(column, name -> new TreeSet<>());
            for (int row = 0; row < table.rowCount(); row++) {
                boolean missing = table.column(column).isMissing(row);
                String text = table.getUnformatted(row, table.columnIndex(column));
                found.add(column.equals("sex") || column.equals("smoker") || missing ? text : "value");
            }
        }
        return values;
    }
}
