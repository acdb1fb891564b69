package org.effigy.synth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.effigy.fuzz.JsonEdits;
import org.effigy.fuzz.Refusal;
import org.effigy.fuzz.Scratch;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.SilentNoise;
import org.effigy.table.InvalidValues;

/** Any bytes beside a table are its manifest or are refused. A first byte of 0: edits of one under a digest that fits. */
public final class ManifestFuzz {
    private static final String TABLE = "rows.csv";
    private static final ObjectNode SEED = seed();

    private ManifestFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        byte[] json = data.length > 0 && data[0] == 0
                ? SealedJson.seal(Manifest.FORMAT, Manifest.VERSION, JsonEdits.apply(SEED, data, 1))
                : data;
        Path file = Scratch.file(TABLE + ".manifest.json", json);
        try {
            Manifest manifest = Manifest.find(file.resolveSibling(TABLE)).orElseThrow();
            Scratch.file(TABLE + ".manifest.json", manifest.bytes());
            if (!Manifest.find(file.resolveSibling(TABLE)).orElseThrow().equals(manifest)) {
                throw new AssertionError("written and read again, the manifest is another");
            }
            manifest.next();
        } catch (ModelFileException e) {
            Refusal.check(e, TABLE);
        }
    }

    private static ObjectNode seed() {
        try {
            FittedModel model =
                    Fixture.fit(Fixture.ROWS, InvalidValues.REFUSE, PrivacyBudget.of(1, 1e-9), new SilentNoise());
            Manifest manifest = new Manifest(
                    Generator.version(),
                    ModelFile.digest(model),
                    "sha256:" + model.schema().digest(),
                    model.provenance(),
                    "sha256:" + "0".repeat(64),
                    7,
                    42,
                    Instant.EPOCH,
                    "to try",
                    "CC0",
                    java.util.Optional.of("age >= 65"),
                    java.util.Optional.of("mostly noise"));
            return (ObjectNode) SealedJson.MAPPER.readTree(manifest.bytes()).path("content");
        } catch (IOException e) {
            throw new AssertionError("a small table can't be fitted", e);
        }
    }

    /** A manifest, edits of it, and what is none. */
    public static List<byte[]> seeds() {
        byte[] whole = SealedJson.seal(Manifest.FORMAT, Manifest.VERSION, SEED);
        return List.of(
                new byte[] {0},
                new byte[] {0, 0, 7, 3, 4, 0, 20, 1, 18},
                whole,
                Arrays.copyOf(whole, 400),
                "{\"format\": \"effigy-model\", \"version\": 2}".getBytes(StandardCharsets.UTF_8),
                "null".getBytes(StandardCharsets.UTF_8),
                new byte[0]);
    }
}
