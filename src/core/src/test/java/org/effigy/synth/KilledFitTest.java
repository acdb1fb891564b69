package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits that are killed at random moments: no ledger is left unreadable or short, and no model file is half written. */
class KilledFitTest {
    /** How often to kill: {@code -Deffigy.fit.kills=200} for a long run. */
    private static final int KILLS = Integer.getInteger("effigy.fit.kills", 6);

    @TempDir
    private Path folder;

    @Test
    void aKilledFitHasChargedAllThatItDrew() throws IOException, InterruptedException {
        Path ledger = folder.resolve("ledger");
        Path witness = folder.resolve("witness");
        Path model = folder.resolve("model");
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9).withUnit(PrivacyUnit.of("patient_id", 1));
        FileLedger.create(ledger, "killed", budget).close();
        SplittableRandom random = new SplittableRandom(11);
        long drawn = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process = start(ledger, witness, model);
            try (BufferedReader words = process.inputReader()) {
                assertEquals("ready", words.readLine());
                if (i % 2 == 0) {
                    awaitDraw(process, witness, drawn);
                }
                Thread.sleep(random.nextInt(1000));
            } finally {
                process.destroyForcibly();
                process.waitFor();
            }
            LedgerStatement statement = FileLedger.read(ledger);
            drawn = Files.readAllLines(witness).size();
            assertTrue(drawn <= statement.entries().size(), "after kill " + i + " noise was drawn and not charged");
            if (Files.exists(model)) {
                assertEquals("killed", ModelFile.read(model).provenance().dataset());
            }
        }
        assertTrue(drawn >= (KILLS + 1) / 2, "every other fit was given until it drew");
        System.out.println("fits: " + KILLS + " kills, "
                + FileLedger.read(ledger).entries().size() + " charges, "
                + drawn + " draws, " + FileLedger.read(ledger).releases().size()
                + " releases; 0 ledgers unreadable, 0 draws not charged");
    }

    /** However busy the machine is, a kill after the first draw must be among those tried. */
    private static void awaitDraw(Process process, Path witness, long before) throws IOException, InterruptedException {
        while (!Files.exists(witness) || Files.readAllLines(witness).size() <= before) {
            assertTrue(process.isAlive(), "the fit ended by itself");
            Thread.sleep(5);
        }
    }

    private static Process start(Path ledger, Path witness, Path model) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WitnessedFit.class.getName(),
                Path.of(System.getProperty("effigy.root"), "datasets/hospital-encounters")
                        .toString(),
                ledger.toString(),
                witness.toString(),
                model.toString());
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
