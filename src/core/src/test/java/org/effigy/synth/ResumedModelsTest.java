package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.AnswerJournal;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.KeyedNoise;
import org.effigy.privacy.KeyedRelease;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.ResumableRelease;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model and every kind of question: a fit that died and was resumed is, byte by byte, one that did not die. */
class ResumedModelsTest {
    private static final Schema SCHEMA = SchemaJson.parse("""
        {"fields": [
          {"name": "who", "type": "string", "effigy:role": "unit"},
          {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 119}},
          {"name": "cost", "type": "integer", "constraints": {"minimum": 0, "maximum": 199}},
          {"name": "sex", "type": "string", "constraints": {"enum": ["F", "M"]}},
          {"name": "ward", "type": "string", "constraints": {"enum": ["a", "b", "c"]}}]}
        """, "fixture");

    private static final byte[] ROWS = {1};

    @TempDir
    private Path folder;

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static Stream<Arguments> models() {
        PrivacyBudget rho = PrivacyBudget.of(3, 1e-6);
        PrivacyBudget pure = PrivacyBudget.of(3, 0);
        Settings kendall = Settings.standard()
                .withCopula(CopulaOptions.standard().withCorrelation(CopulaOptions.Correlation.KENDALL));
        return Stream.of(
                Arguments.of("independent", Settings.standard(), pure),
                Arguments.of("mst", Settings.standard(), pure),
                Arguments.of("aim", Settings.standard(), rho),
                Arguments.of("privbayes", Settings.standard(), rho),
                Arguments.of("copula", Settings.standard(), rho),
                Arguments.of("copula", kendall, rho),
                Arguments.of("hybrid", Settings.standard(), pure));
    }

    @ParameterizedTest
    @MethodSource("models")
    void aResumedModelIsTheOneOfARunThatDidNotDie(String name, Settings settings, PrivacyBudget rows)
            throws IOException {
        PrivacyBudget budget = rows.withUnit(PrivacyUnit.of("who", 2));
        Path fresh = folder.resolve("fresh");
        FileLedger.create(fresh, "killed", budget, ResumedFit.CLOCK).close();
        Path ledger = Files.copy(fresh, folder.resolve("ledger"));
        Optional<byte[]> model = fit(ledger, budget, Synthesizer.named(name, settings), Integer.MAX_VALUE);
        byte[] charges = Files.readAllBytes(ledger);
        int all = FileLedger.read(ledger).entries().size();
        assertTrue(all >= 2, name);
        for (int dies : IntStream.of(1, 2, all / 2, all).distinct().toArray()) {
            Files.delete(ledger);
            Files.copy(fresh, ledger);
            assertEquals(Optional.empty(), fit(ledger, budget, Synthesizer.named(name, settings), dies));
            assertEquals(dies, FileLedger.read(ledger).entries().size());
            byte[] resumed = fit(ledger, budget, Synthesizer.named(name, settings), Integer.MAX_VALUE)
                    .orElseThrow();
            assertArrayEquals(charges, Files.readAllBytes(ledger), name + " died at charge " + dies);
            assertArrayEquals(model.orElseThrow(), resumed, name + " died at charge " + dies);
        }
    }

    /** @return the model's bytes; none if it died at the draw for charge {@code dies} */
    private static Optional<byte[]> fit(Path path, PrivacyBudget budget, Synthesizer synthesizer, int dies)
            throws IOException {
        try (FileLedger ledger = FileLedger.open(path, ResumedFit.CLOCK)) {
            ResumableRelease release = ResumableRelease.stopped(ledger).stream()
                    .findFirst()
                    .map((AnswerJournal journal) -> ResumableRelease.resume(ledger, journal, ROWS))
                    .orElseGet(() -> KeyedRelease.begin(ledger, "fit", budget, ROWS));
            CodedTable rows = rows();
            KeyedNoise noise = new KeyedNoise(() -> {
                long charge = ledger.charges().size();
                if (charge == dies) {
                    throw new Death();
                }
                return charge;
            });
            PrivateTable door =
                    PrivateTable.ofUnits(rows.records(), rows.units().orElseThrow(), release, noise);
            if (dies < Integer.MAX_VALUE) {
                assertThrows(Death.class, () -> FittedModel.fit(synthesizer, door, SCHEMA));
                release.close();
                return Optional.empty();
            }
            FittedModel model = FittedModel.fit(synthesizer, door, SCHEMA);
            release.journal().delete();
            return Optional.of(ModelFile.bytes(model));
        }
    }

    private static CodedTable rows() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        StringBuilder csv = new StringBuilder("who,age,cost,sex,ward\n");
        for (int row = 0; row < 300; row++) {
            int ward = random.nextInt(3);
            csv.append(random.nextInt(60)).append(',').append(30 * ward + random.nextInt(30));
            csv.append(',').append(50 * ward + random.nextInt(50));
            csv.append(random.nextBoolean() ? ",F," : ",M,");
            csv.append("abc".charAt(ward)).append('\n');
        }
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        return TableReader.of(SCHEMA).readRecords(CsvInput.of(new ByteArrayInputStream(bytes), "rows"));
    }
}
