package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.LedgerStatement;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Settings;
import org.effigy.synth.Workload;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a fit that stopped, and how it is finished. */
class ResumeCommandTest {
    private static final Path DATASETS = Path.of(System.getProperty("effigy.root"), "datasets");
    private static final Path SCHEMA = DATASETS.resolve("hospital-encounters/encounters.schema.json");

    @TempDir
    private Path folder;

    private final Shell shell = new Shell();

    @BeforeEach
    void ledger() throws IOException {
        Files.copy(DATASETS.resolve("hospital-encounters/encounters.csv"), at("t.csv"));
        assertEquals(
                0,
                shell.run("ledger", "init", at("l"), "--epsilon", 2, "--delta", "1e-9", "--unit", "patient_id"),
                shell.said());
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private List<String> fit(Object... more) {
        List<Object> words = new ArrayList<>(List.of(more[0], at("t.csv"), "--schema", SCHEMA, "--delta", "1e-9"));
        words.addAll(List.of("--max-rows-per-unit", 3, "--ledger", at("l")));
        words.addAll(List.of(more).subList(1, more.length));
        if (!words.contains("--model")) {
            words.addAll(List.of("--model", "aim"));
        }
        if (!words.contains("--epsilon")) {
            words.addAll(List.of("--epsilon", 1));
        }
        return words.stream().map(Object::toString).toList();
    }

    private int run(Object... more) {
        return shell.run(fit(more).toArray());
    }

    private List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".journal"))
                    .toList();
        }
    }

    private int charges() {
        return FileLedger.read(at("l")).entries().size();
    }

    /** Starts a fit in a process of its own and sends it a signal once it has been charged. @return what it said */
    private String stopped(String signal, Object... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Effigy.class.getName()));
        command.addAll(fit(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // A fit takes about a second, and so may the start of a program on a busy machine: the one that kills stands
        // ready.
        Process killer = new ProcessBuilder("sh", "-c", "read go; kill -" + signal + " " + process.pid()).start();
        while (charges() < 1) {
            assertTrue(process.isAlive(), "the fit ended by itself");
            TimeUnit.MILLISECONDS.sleep(1);
        }
        try (OutputStream go = killer.getOutputStream()) {
            go.write('\n');
        }
        killer.waitFor();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertNotEquals(0, process.waitFor());
        return said;
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
    void ctrlCSaysWhatWasSpentAndTheSameCommandWithResumeFinishes() throws Exception {
        // A terminal sends INT, which the virtual machine takes as it takes TERM; whoever runs tests in the background
        // has it ignored.
        String said = stopped("TERM", "synthesize", "-o", at("out.csv"));
        int spent = charges();
        assertTrue(said.contains("release r1 of 'unnamed' has spent epsilon"), said);
        assertTrue(said.contains("in " + spent + " charges"), said + spent);
        assertTrue(said.contains("--resume"), said);
        assertEquals(1, journals().size());
        assertFalse(Files.exists(at("out.csv")));
        LedgerStatement before = FileLedger.read(at("l"));

        assertEquals(Failure.USAGE, run("synthesize", "-o", at("out.csv")));
        assertTrue(shell.said().contains("add --resume"), shell.said());
        assertEquals(Failure.USAGE, run("synthesize", "-o", at("out.csv"), "--resume", "--epsilon", 1.5));
        assertTrue(shell.said().contains("another --epsilon"), shell.said());
        String rows = Files.readString(at("t.csv"));
        Files.writeString(at("t.csv"), rows.replaceFirst("\n[^\n]*\n", "\n"));
        assertEquals(1, run("synthesize", "-o", at("out.csv"), "--resume"));
        assertTrue(shell.said().contains("rows are not those"), shell.said());
        Files.writeString(at("t.csv"), rows);
        assertEquals(Failure.USAGE, run("synthesize", "-o", journals().get(0), "--resume"));
        assertEquals(before, FileLedger.read(at("l")));

        assertEquals(0, run("synthesize", "-o", at("out.csv"), "--model-out", at("m"), "--resume"), shell.said());
        assertTrue(shell.said().contains("Going on with release r1"), shell.said());
        LedgerStatement after = FileLedger.read(at("l"));
        assertEquals(before.entries(), after.entries().subList(0, spent));
        assertEquals(1, after.releases().size());
        assertEquals(
                after.entries().size(),
                ModelFile.read(at("m")).provenance().charges().size());
        assertEquals(List.of(), journals());
        assertEquals(0, shell.run("card", at("m"), "--ledger", at("l"), "-o", at("card.html")), shell.said());

        assertEquals(Failure.USAGE, run("synthesize", "-o", at("out.csv"), "--resume"));
        assertTrue(shell.said().contains("nothing to resume"), shell.said());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
    void aKilledFitIsFinishedAfterAnotherOfTheSameLedger() throws Exception {
        stopped("KILL", "fit", "-o", at("m"));
        assertEquals(1, journals().size());
        // Another fit of the same ledger is told of it, and leaves it alone.
        assertEquals(0, run("fit", "-o", at("other"), "--model", "independent", "--epsilon", ".5"), shell.said());
        assertTrue(shell.said().contains("release r1 of this ledger stopped"), shell.said());
        assertEquals(1, journals().size());
        assertEquals(0, run("fit", "-o", at("m"), "--resume"), shell.said());
        assertEquals(List.of(), journals());
    }

    @Test
    void resumingNeedsALedgerAndAFitThatStopped() throws IOException {
        assertEquals(Failure.USAGE, run("fit", "-o", at("m"), "--resume"));
        assertTrue(shell.said().contains("nothing to resume"), shell.said());
        List<Object> without = new ArrayList<>(fit("fit", "-o", at("m"), "--resume"));
        int ledger = without.indexOf("--ledger");
        without.subList(ledger, ledger + 2).clear();
        assertEquals(Failure.USAGE, shell.run(without.toArray()));
        assertTrue(shell.said().contains("--ledger"), shell.said());
        assertEquals(Failure.USAGE, run("fit", "-o", at("m"), "--wait", -1));
        assertEquals(List.of(), journals());
        assertEquals(0, charges());
    }

    /** 34 charges were lost to a full memory: now the memory is looked at before the first. */
    @Test
    void aModelThatTheMemoryDoesNotHoldIsRefusedOrMadeSmallerBeforeAnythingIsCharged() throws IOException {
        Schema schema = Schema.read(SCHEMA);
        Talk talk = new Talk();
        talk.quiet = true;
        Settings asked = new Settings(Workload.pairs(), 40);
        // A model takes forty times its size while it is fitted, in half of the memory.
        assertEquals(asked, ModelMemory.planned(asked, 40.0, schema, 3_200_000_000L, talk));
        UsageException refused = assertThrows(
                UsageException.class, () -> ModelMemory.planned(asked, 40.0, schema, 3_199_000_000L, talk));
        assertTrue(refused.getMessage().contains("-Xmx3052m"), refused.getMessage());
        assertTrue(refused.getMessage().contains("at most 39.9"), refused.getMessage());
        assertEquals(
                12.5,
                ModelMemory.planned(Settings.standard(), null, schema, 1_000_000_000L, talk)
                        .maxModelMegabytes());
        Schema small = SchemaJson.parse(
                "{\"fields\":[{\"name\":\"a\",\"type\":\"boolean\"},{\"name\":\"b\",\"type\":\"boolean\"}]}", "small");
        assertEquals(asked, ModelMemory.planned(asked, 40.0, small, 32_000_000L, talk), "no model of it is large");

        double more = 2 * Runtime.getRuntime().maxMemory() / 40 / 1e6;
        assertEquals(Failure.USAGE, run("fit", "-o", at("m"), "--max-model-mb", more));
        assertTrue(shell.said().contains("EFFIGY_JAVA_OPTS"), shell.said());
        assertEquals(0, FileLedger.read(at("l")).releases().size());
        assertEquals(List.of(), journals());
    }

    /** What is found out after the fit, as a formula among the categories that it discovered, costs no second fit. */
    @Test
    void aFitWhoseRowsCouldNotBeWrittenIsResumedAtNoCost() throws IOException {
        StringBuilder rows = new StringBuilder("town,sex\n");
        for (int i = 0; i < 2000; i++) {
            rows.append(i % 2 == 0 ? "=1+1,F\n" : "Bern,M\n");
        }
        Path table = Files.writeString(at("found.csv"), rows);
        Path schema = Files.writeString(at("found.json"), """
            {"fields": [{"name": "town", "type": "string", "effigy:discover": true},
              {"name": "sex", "type": "string", "constraints": {"enum": ["F", "M"]}}]}
            """);
        Object[] init = {"--epsilon", 3, "--delta", "1e-6", "--discovery-delta", "1e-7"};
        assertEquals(0, shell.run(with(new Object[] {"ledger", "init", at("d")}, init)), shell.said());
        Object[] fit = {"synthesize", table, "--schema", schema, "--epsilon", 3, "--delta", "1e-6", "--ledger", at("d")
        };
        Object[] refuse = {"-o", at("o.csv"), "--model", "independent", "--formulas", "refuse"};
        assertEquals(1, shell.run(with(fit, refuse)), shell.said());
        assertTrue(shell.said().contains("--resume"), shell.said());
        LedgerStatement spent = FileLedger.read(at("d"));
        assertTrue(spent.releases().get(0).finished());
        assertEquals(1, journals().size());
        Object[] escape = {"-o", at("o.csv"), "--model", "independent", "--formulas", "escape", "--resume"};
        assertEquals(0, shell.run(with(fit, escape)), shell.said());
        assertEquals(spent, FileLedger.read(at("d")));
        assertEquals(List.of(), journals());
    }

    /** Nine cells were asked for by name, and a model of six is allowed, as turns out when the towns are known and paid for. */
    @Test
    void aFitThatItsOwnAnswersDoomIsOverAndNotToBeResumed() throws IOException {
        StringBuilder rows = new StringBuilder("town,sex\n");
        for (int i = 0; i < 2000; i++) {
            rows.append(i % 2 == 0 ? "Thun,F\n" : "Bern,M\n");
        }
        Path table = Files.writeString(at("doomed.csv"), rows);
        Path schema = Files.writeString(at("doomed.json"), """
            {"fields": [{"name": "town", "type": "string", "effigy:discover": true},
              {"name": "sex", "type": "string", "constraints": {"enum": ["F", "M"]}}]}
            """);
        assertEquals(0, shell.run("ledger", "init", at("d"), "--epsilon", 3, "--delta", "1e-6"), shell.said());
        Object[] fit = {"fit", table, "--schema", schema, "--epsilon", 1, "--delta", "1e-6", "--ledger", at("d")};
        Object[] large = {"-o", at("m"), "--clique", "town,sex", "--max-model-mb", "0.00005"};
        assertEquals(1, shell.run(with(fit, large)), shell.said());
        assertTrue(shell.said().contains("name fewer columns"), shell.said());
        assertTrue(shell.said().contains("is over, and epsilon "), shell.said());
        assertFalse(shell.said().contains("--resume"), shell.said());
        assertTrue(FileLedger.read(at("d")).releases().get(0).finished());
        assertEquals(List.of(), journals());
        Object[] more = {"-o", at("m"), "--clique", "town,sex"};
        assertEquals(0, shell.run(with(fit, more)), shell.said());
    }

    private static Object[] with(Object[] some, Object[] more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray();
    }
}
