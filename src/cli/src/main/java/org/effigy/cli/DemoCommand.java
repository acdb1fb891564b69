package org.effigy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.effigy.privacy.FileLedger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code effigy demo}: the main job on a bundled table of invented patients. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Does the main job on a bundled table of invented patients: account, fit, sample, audit, card.",
        description = {"", "It shows each command that it runs, so that you can run it on a table of your own.", ""})
final class DemoCommand implements Callable<Integer> {
    private static final String TABLE = "encounters.csv";
    private static final String SCHEMA = "ruled.schema.json";
    private static final String HOLDOUT = "holdout.csv";
    private static final String LEDGER = "encounters.ledger";
    private static final String MODEL = "encounters.effigy";
    private static final String SYNTHETIC = "synthetic.csv";
    private static final String REPORT = "audit.html";
    private static final String TWIN = "audit.json";
    private static final String CARD = "encounters.card.html";

    /** The bundled table ends with the patient before this one, of the same population. */
    private static final int NEXT_PATIENT = 2986;

    private static final String DATASET = "effigy-demo";
    private static final String BUNDLE = "/org/effigy/demo/";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "effigy-demo",
            description = "The folder to work in. Default: ${DEFAULT-VALUE}. An earlier demo's files are replaced.")
    private Path folder;

    @Option(names = "--open", description = "Open the report in a browser when it is done.")
    private boolean open;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        long start = System.nanoTime();
        requireOurs();
        Files.createDirectories(folder);
        // The patients are invented, so their account may begin anew with each demo. It comes first, and tells the next
        // demo that the folder is a demo's.
        Files.deleteIfExists(folder.resolve(LEDGER));
        talk.say("Stays of invented patients stand for a private table.");
        talk.say("");
        int status = step(
                "ledger",
                "init",
                at(LEDGER),
                "--dataset",
                DATASET,
                "--unit",
                "patient_id",
                "--epsilon",
                "5",
                "--delta",
                "1e-9");
        bundle(TABLE);
        bundle(SCHEMA);
        boolean alarmed = false;
        for (String[] command : commands()) {
            status = status == 0 ? step(command) : status;
            if (status == AuditCommand.GATE_FAILED) {
                alarmed = true;
                status = 0;
            }
        }
        if (status == 0) {
            tour((System.nanoTime() - start) / 1e9, alarmed);
            if (open) {
                Browser.show(folder.resolve(REPORT), talk);
            }
        }
        return status;
    }

    /** What a person would type. */
    private String[][] commands() {
        return new String[][] {
            {
                "synthesize",
                at(TABLE),
                "--schema",
                at(SCHEMA),
                "--epsilon",
                "3",
                "--delta",
                "1e-9",
                "--max-rows-per-unit",
                "3",
                "--ledger",
                at(LEDGER),
                "--model-out",
                at(MODEL),
                "--force",
                "-o",
                at(SYNTHETIC)
            },
            {"simulate", "hospital", "--first-unit", "" + NEXT_PATIENT, "-o", at(HOLDOUT)},
            {
                "audit",
                "--train",
                at(TABLE),
                "--holdout",
                at(HOLDOUT),
                "--synthetic",
                at(SYNTHETIC),
                "--schema",
                at(SCHEMA),
                "--target",
                "none",
                "--ledger",
                at(LEDGER),
                "--brief",
                "--report",
                at(REPORT),
                "--json",
                at(TWIN)
            },
            {"card", at(MODEL), "--ledger", at(LEDGER), "-o", at(CARD)}
        };
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    /** Nothing but an earlier demo is replaced: what else stands in the folder may be real, and so may its ledger. */
    private void requireOurs() throws IOException {
        Path ledger = folder.resolve(LEDGER);
        boolean ours = Files.exists(ledger) && FileLedger.read(ledger).dataset().equals(DATASET);
        for (String name : List.of(TABLE, SCHEMA, HOLDOUT, LEDGER, MODEL, SYNTHETIC, REPORT, TWIN, CARD)) {
            if (!ours && Files.exists(folder.resolve(name))) {
                throw new UsageException("'" + folder.resolve(name) + "' is there, and no demo made it: name another"
                        + " folder with -o");
            }
        }
    }

    /** Runs a command of this program, and shows it, so that a person can repeat it with a table of their own. */
    private int step(String... arguments) {
        talk.say(
                "$ effigy %s",
                String.join(
                        " ", Arrays.stream(arguments).map(DemoCommand::typed).toList()));
        List<String> all = new ArrayList<>(List.of(arguments));
        PrintWriter out = talk.out();
        if (talk.quiet) {
            all.add("--quiet");
            out = new PrintWriter(Writer.nullWriter());
        }
        int status = Effigy.run(out, talk.err(), all.toArray(String[]::new));
        talk.say("");
        return status;
    }

    /** As a shell takes it. */
    private static String typed(String argument) {
        return argument.matches("[\\w./:,+=-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    private void bundle(String name) throws IOException {
        try (InputStream in = DemoCommand.class.getResourceAsStream(BUNDLE + name)) {
            if (in == null) {
                throw new IOException("the bundled table '" + name + "' is missing from this build: build again with"
                        + " 'mvn -DskipTests package'");
            }
            Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void tour(double seconds, boolean alarmed) {
        if (alarmed) {
            talk.say("A gate failed. The audit of a table without a fault does so by chance in at most one of twenty"
                    + " runs: run the demo again and see. With a table of your own, ask again with another holdout"
                    + " before you release anything.");
            talk.say("");
        }
        talk.say("Done in %.0f s. Each command above works on a table of your own. What you have now:", seconds);
        talk.say("  the synthetic rows     %s", at(SYNTHETIC));
        talk.say("  the report, for you    %s", folder.resolve(REPORT).toUri());
        talk.say("  the card, for them     %s", folder.resolve(CARD).toUri());
        talk.say("Whether the rows may leave is for a person to say. The report's first sheet is made for that; then:");
        talk.say(
                "  effigy decide %s --decision release --reason '...' --name '...' --role '...' -o %s",
                typed(at(TWIN)), typed(at("decision.json")));
        talk.say("Next:");
        talk.say("  effigy inspect %s", typed(at(MODEL)));
        talk.say("      what was asked of the private rows, and what each answer cost");
        talk.say("  effigy sample %s --rows 100000 -o more.csv", typed(at(MODEL)));
        talk.say("      as many rows as you like, at no cost in privacy");
        talk.say("  effigy schema suggest YOUR-TABLE.csv -o draft.schema.json");
        talk.say("      the first step with a table of your own (docs/tutorials, docs/guides/schema.md)");
    }
}
