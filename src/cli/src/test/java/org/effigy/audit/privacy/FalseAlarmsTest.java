package org.effigy.audit.privacy;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditReport;
import org.effigy.audit.Verdict;
import org.effigy.simulate.CardTransactions;
import org.effigy.simulate.CsvExport;
import org.effigy.simulate.HospitalEncounters;
import org.effigy.simulate.SimulatedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/**
 * Audits of tables without a leak: disjoint random rows of public tables, and of simulated ones other people, as train,
 * holdout and synthetic. Run with {@code
 * -Deffigy.audits=60}; the fast form is in {@link PrivacyAuditTest}.
 */
class FalseAlarmsTest {
    private static final Path ROOT = Path.of(System.getProperty("effigy.root", "."));
    private static final int ROWS = 2000;

    /** A part of a table: 0 is train, 1 the holdout, 2 the rows that are judged. */
    private interface Parts {
        Table of(int run, int part) throws IOException;
    }

    /** At most one in twenty alarms: of 60, more than 11 have a probability below 1e-4; of fewer, all that there are. */
    @Test
    void freshRowsOfPublicTablesRaiseFewAlarms() throws IOException {
        int audits = Integer.getInteger("effigy.audits", 0);
        Path shared = ROOT.resolve("../shared/datasets");
        assumeTrue(audits > 0, "set -Deffigy.audits=60");
        assumeTrue(Files.isDirectory(shared), "there are no public tables beside the project");
        List<String> alarms = new ArrayList<>();
        Map<Verdict.Outcome, Integer> outcomes = new LinkedHashMap<>();
        Map<Schema, Parts> tables = new LinkedHashMap<>();
        for (String name : List.of("adult", "bank-marketing")) {
            Schema schema = schema("schemas/" + name);
            Table all = AuditCoding.read(schema, CsvInput.of(shared.resolve(name + ".csv")))
                    .table();
            tables.put(schema, (seed, part) -> rows(all, order(all.rowCount(), seed), part * ROWS, ROWS));
        }
        Schema hospital = schema("hospital-encounters/encounters");
        tables.put(hospital, (seed, part) -> simulated(hospital, HospitalEncounters.of(seed), part));
        Schema cards = schema("card-transactions/transactions");
        tables.put(cards, (seed, part) -> simulated(cards, CardTransactions.of(seed), part));
        int run = 0;
        for (Map.Entry<Schema, Parts> table : tables.entrySet()) {
            for (int i = 0; i < audits / tables.size(); i++) {
                AuditReport report = PrivacyAudit.of(table.getKey())
                        .train(table.getValue().of(run, 0))
                        .holdout(table.getValue().of(run, 1))
                        .synthetic(table.getValue().of(run, 2))
                        .seed(run++)
                        .run();
                outcomes.merge(report.judgement().outcome(), 1, Integer::sum);
                report.judgement().gates(Verdict.Outcome.FAIL).stream()
                        .map(verdict -> table.getKey().fields().get(0).name() + "...: " + verdict.words())
                        .forEach(alarms::add);
            }
        }
        System.out.println(run + " audits: " + outcomes);
        alarms.forEach(System.out::println);
        assertTrue(outcomes.getOrDefault(Verdict.Outcome.FAIL, 0) <= 11, alarms.toString());
    }

    private static Schema schema(String name) throws IOException {
        return Schema.read(ROOT.resolve("datasets").resolve(name + ".schema.json"));
    }

    private static Table simulated(Schema schema, SimulatedTable<?> table, int part) throws IOException {
        StringWriter csv = new StringWriter();
        new CsvExport(table, 1_000_000L * part, ROWS).to(csv);
        return AuditCoding.read(
                        schema,
                        CsvInput.of(
                                new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), "simulated"))
                .table();
    }

    private static int[] order(int rows, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static Table rows(Table table, int[] order, int from, int count) {
        int[] chosen = new int[count];
        System.arraycopy(order, from, chosen, 0, count);
        return table.where(Selection.with(chosen));
    }
}
