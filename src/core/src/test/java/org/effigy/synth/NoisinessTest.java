package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.SilentNoise;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred rows at a small budget don't look like success; the noise is silent, so the count is exact. */
class NoisinessTest {
    private static final Schema SCHEMA = SchemaJson.parse("""
        {"fields": [
          {"name": "code", "type": "integer", "constraints": {"minimum": 1, "maximum": 40, "required": true}},
          {"name": "day", "type": "integer", "constraints": {"minimum": 1, "maximum": 31, "required": true}}]}
        """, "noisy");

    private static FittedModel fit(int rows, double epsilon) {
        Records.Builder records = Records.builder(TableCodec.of(SCHEMA).domain(), rows);
        for (int i = 0; i < rows; i++) {
            records.add(i % 40, i % 31);
        }
        PrivacyBudget budget = PrivacyBudget.of(epsilon, 1e-9);
        return FittedModel.fit(
                Synthesizer.named("independent"),
                PrivateTable.ofRows(
                        records.build(), MemoryLedger.of("test", budget).open("fit", budget), new SilentNoise()),
                SCHEMA);
    }

    /** Noise of about 6 in each of 40 cells that hold 5 rows; with a hundred times the rows it moves 1 % of them. */
    @Test
    void aModelThatIsMostlyNoiseSaysSo(@TempDir Path folder) throws Exception {
        FittedModel few = fit(200, 1);
        String caution = Noisiness.caution(few).orElseThrow();
        assertTrue(caution.startsWith("Mostly noise: of about 200 rows (a noisy number)"), caution);
        assertEquals(Optional.empty(), Noisiness.caution(fit(20_000, 1)));
        assertEquals(Noisiness.of(few), 100 * Noisiness.of(fit(20_000, 1)), 1e-9);
        Path file = folder.resolve("few.csv");
        Manifest manifest = Sample.of(few, 1).write(file, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Progress.NONE);
        assertEquals(Optional.of(caution), manifest.caution());
        assertEquals(manifest, Manifest.find(file).orElseThrow());
        assertTrue(
                Files.readString(Manifest.beside(file), StandardCharsets.UTF_8).contains("Mostly noise"));
    }
}
