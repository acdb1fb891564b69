package org.effigy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.effigy.privacy.FileLedger;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tech.tablesaw.api.Table;

/** {@code effigy demo}: the main job on a bundled table of invented patients. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Does the main job on a bundled table of invented patients, and shows what came out.")
final class DemoCommand implements Callable<Integer> {
    private static final String TABLE = "encounters.csv";
    private static final String SCHEMA = "encounters.schema.json";
    private static final String SYNTHETIC = "synthetic.csv";
    private static final String DATASET = "demo";
    private static final String BUNDLE = "/org/effigy/demo/";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "effigy-demo",
            description = "The folder to work in. Default: ${DEFAULT-VALUE}. An earlier demo's files are replaced.")
    private Path folder;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        Path ledger = folder.resolve("encounters.ledger");
        requireOurs(ledger);
        Files.createDirectories(folder);
        bundle(TABLE);
        bundle(SCHEMA);
        // The patients are invented, so their account may begin anew with each demo.
        Files.deleteIfExists(ledger);
        int status = step(
                "ledger",
                "init",
                ledger.toString(),
                "--epsilon",
                "3",
                "--delta",
                "1e-9",
                "--unit",
                "patient_id",
                "--dataset",
                DATASET);
        if (status == 0) {
            status = step(
                    "synthesize",
                    folder.resolve(TABLE).toString(),
                    "--schema",
                    folder.resolve(SCHEMA).toString(),
                    "--epsilon",
                    "1",
                    "--delta",
                    "1e-9",
                    "--max-rows-per-unit",
                    "3",
                    "--ledger",
                    ledger.toString(),
                    "--model-out",
                    folder.resolve("encounters.effigy").toString(),
                    "-o",
                    folder.resolve(SYNTHETIC).toString());
        }
        if (status == 0) {
            compare(Schema.read(folder.resolve(SCHEMA)));
            talk.say("Next, look at what was promised, and what is left:");
            talk.say("  effigy inspect %s", folder.resolve("encounters.effigy"));
            talk.say("  effigy ledger show %s", ledger);
        }
        return status;
    }

    /** Nothing but an earlier demo is replaced: what else stands in the folder may be real, and so may its ledger. */
    private void requireOurs(Path ledger) throws IOException {
        for (String name :
                List.of(TABLE, SCHEMA, SYNTHETIC, ledger.getFileName().toString())) {
            if (Files.exists(folder.resolve(name))
                    && !(Files.exists(ledger)
                            && FileLedger.read(ledger).dataset().equals(DATASET))) {
                throw new UsageException("'" + folder.resolve(name) + "' is there, and no demo made it: name another"
                        + " folder with -o");
            }
        }
    }

    /** Runs a command of this program, and shows it, so that a person can repeat it with a table of their own. */
    private int step(String... arguments) {
        talk.say("$ effigy %s", String.join(" ", arguments));
        List<String> all = new ArrayList<>(List.of(arguments));
        if (talk.quiet) {
            all.add("--quiet");
        }
        int status = Effigy.run(talk.out(), talk.err(), all.toArray(String[]::new));
        talk.say("");
        return status;
    }

    private void bundle(String name) throws IOException {
        try (InputStream in = DemoCommand.class.getResourceAsStream(BUNDLE + name)) {
            if (in == null) {
                throw new IOException("the bundled table '" + name + "' is missing from this build: build again with"
                        + " 'mvn -pl src package'");
            }
            Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The shares of a column's values, beside each other. With real data this would be seen by the curator alone. */
    private void compare(Schema schema) throws IOException {
        PrintWriter out = talk.out();
        Table real = TableReader.of(schema)
                .readTable(CsvInput.of(folder.resolve(TABLE)))
                .table();
        Table synthetic = TableReader.of(schema)
                .readTable(CsvInput.of(folder.resolve(SYNTHETIC)))
                .table();
        for (String column : List.of("admission_type", "insurance")) {
            out.println();
            out.printf(Locale.ROOT, "%-24s %9s %9s%n", column, "invented", "synthetic");
            for (String value : schema.field(column).categories()) {
                out.printf(
                        Locale.ROOT,
                        "  %-22s %8.1f%% %8.1f%%%n",
                        value,
                        share(real, column, value),
                        share(synthetic, column, value));
            }
        }
        out.println();
        out.flush();
    }

    private static double share(Table table, String column, String value) {
        return 100.0 * table.stringColumn(column).countOccurrences(value) / Math.max(1, table.rowCount());
    }
}
