package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.effigy.browser.Chromium;
import org.effigy.browser.Inspection;
import org.effigy.browser.Paper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages that a person gets, as a browser shows them; skipped where there is no Chromium. */
class ReportInBrowserTest {
    private static final Path ROOT = Path.of(System.getProperty("effigy.root"));

    private static final int TRAIN = 300;
    private static final int HOLDOUT = 150;

    /** Sheets that a reviewer can be asked to read. */
    private static final int SHEETS = 40;

    @TempDir
    private static Path folder;

    private static Chromium browser;

    @BeforeAll
    static void startBrowser() throws IOException, InterruptedException {
        browser = Chromium.startOrSkip(Files.createDirectory(folder.resolve("browser")));
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "datasets/hospital-encounters/encounters.csv, datasets/hospital-encounters/encounters.schema.json, 1",
        "datasets/card-transactions/transactions.csv, datasets/card-transactions/transactions.schema.json, 1",
        "../shared/datasets/adult-audit/train.csv, datasets/schemas/adult-audit.schema.json, -1",
        "../shared/datasets/bank-marketing.csv, datasets/schemas/bank-marketing.schema.json, -1",
        "../shared/datasets/diabetes130-5000.csv, datasets/schemas/diabetes130.schema.json, 1"
    })
    void theReportOfATableReadsOnAScreenInTheDarkOnATelephoneAndOnPaper(String table, String schema, int unit)
            throws IOException, InterruptedException {
        Path rows = ROOT.resolve(table);
        assumeTrue(Files.exists(rows), "the public tables are not at hand: no " + table);
        Path place = Files.createTempDirectory(folder, "table");
        Path page = place.resolve("audit.html");
        split(rows, unit, place);
        run(Set.of(0), synthesis(place, ROOT.resolve(schema), unit));
        // Of few rows a gate may fail by chance, and the noise of a fit has no seed.
        run(Set.of(0, AuditCommand.GATE_FAILED), audit(place, ROOT.resolve(schema), page, true));
        look(page);
        assertTrue(Files.size(page) < 2_000_000, Files.size(page) + " bytes");
    }

    @Test
    void theReportOfALeakTheRedactedPageAndTheReleaseCardReadAsWell() throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(folder, "leak");
        Path schema = ROOT.resolve("datasets/hospital-encounters/encounters.schema.json");
        split(ROOT.resolve("datasets/hospital-encounters/encounters.csv"), 1, place);
        run(Set.of(0), synthesis(place, schema, 1));
        Path card = place.resolve("card.html");
        run(Set.of(0), List.of("card", place.resolve("model.effigy").toString(), "-o", card.toString()));
        look(card);
        Files.copy(place.resolve("train.csv"), place.resolve("leak.csv"));
        Path page = place.resolve("leak.html");
        List<String> audit = audit(place, schema, page, false);
        audit.set(
                audit.indexOf(place.resolve("synthetic.csv").toString()),
                place.resolve("leak.csv").toString());
        Path redacted = place.resolve("redacted.html");
        audit.addAll(List.of("--redact", redacted.toString()));
        run(Set.of(AuditCommand.GATE_FAILED), audit);
        look(page);
        look(redacted);
    }

    private static void look(Path page) throws IOException, InterruptedException {
        Inspection seen = Inspection.of(browser, page);
        assertEquals(Map.of(), seen.faults());
        for (Paper paper : Paper.values()) {
            int sheets = seen.sheets().get(paper);
            assertTrue(sheets > 0 && sheets <= SHEETS, sheets + " sheets of " + paper);
        }
    }

    private static List<String> synthesis(Path place, Path schema, int unit) {
        List<String> arguments = new ArrayList<>(List.of(
                "synthesize",
                place.resolve("train.csv").toString(),
                "--schema",
                schema.toString(),
                "--model",
                "independent",
                "--epsilon",
                "1",
                "--delta",
                "1e-9",
                "--seed",
                "1",
                "--rows",
                Integer.toString(TRAIN),
                "--model-out",
                place.resolve("model.effigy").toString(),
                "-o",
                place.resolve("synthetic.csv").toString()));
        if (unit >= 0) {
            arguments.addAll(List.of("--max-rows-per-unit", "3"));
        }
        return arguments;
    }

    private static List<String> audit(Path place, Path schema, Path page, boolean usefulness) {
        List<String> arguments = new ArrayList<>(List.of(
                "audit",
                "--train",
                place.resolve("train.csv").toString(),
                "--holdout",
                place.resolve("holdout.csv").toString(),
                "--synthetic",
                place.resolve("synthetic.csv").toString(),
                "--schema",
                schema.toString(),
                "--report",
                page.toString()));
        if (!usefulness) {
            arguments.add("--no-utility");
        }
        return arguments;
    }

    /** Rows of one unit stay together; the unit's column, if any, is among those before any quoted one. */
    private static void split(Path table, int unit, Path place) throws IOException {
        List<String> train = new ArrayList<>();
        List<String> holdout = new ArrayList<>();
        String head;
        try (Stream<String> lines = Files.lines(table)) {
            List<String> all = lines.limit(20L * TRAIN).toList();
            head = all.get(0);
            for (int row = 1; row < all.size(); row++) {
                String of = unit < 0 ? Integer.toString(row) : all.get(row).split(",")[unit];
                (Math.floorMod(of.hashCode(), 3) == 0 ? holdout : train).add(all.get(row));
            }
        }
        write(place.resolve("train.csv"), head, train.subList(0, TRAIN));
        write(place.resolve("holdout.csv"), head, holdout.subList(0, HOLDOUT));
    }

    private static void write(Path file, String head, List<String> rows) throws IOException {
        Files.writeString(file, head + "\n" + String.join("\n", rows) + "\n");
    }

    private static void run(Set<Integer> expected, List<String> arguments) {
        StringWriter said = new StringWriter();
        int status =
                Effigy.run(new PrintWriter(said, true), new PrintWriter(said, true), arguments.toArray(String[]::new));
        assertTrue(expected.contains(status), () -> arguments.get(0) + " exits with " + status + ": " + said);
    }
}
