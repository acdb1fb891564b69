package org.effigy.synth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.effigy.fuzz.JsonEdits;
import org.effigy.fuzz.Refusal;
import org.effigy.fuzz.Scratch;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.SilentNoise;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableReader;

/**
 * Any bytes are a model or are refused; a model that is written is read as itself, and rows can be drawn from it. Bytes
 * that begin with 0 to {@code n} are edits of one of {@code n} models under a digest that fits, as a forger would write
 * them.
 */
public final class ModelFuzz {
    private static final String SOURCE = "rows.effigy";

    /** One of each kind of distribution; the last has bins that the fit made. */
    private static final List<ObjectNode> MODELS = models();

    private ModelFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        byte[] json = data;
        if (data.length > 0 && data[0] >= 0 && data[0] < MODELS.size()) {
            ObjectNode content = JsonEdits.apply(MODELS.get(data[0]), data, 1);
            json = SealedJson.seal(ModelFile.FORMAT, ModelFile.VERSION, content);
        }
        FittedModel model;
        try {
            model = ModelFile.read(Scratch.file(SOURCE, json));
        } catch (ModelFileException e) {
            Refusal.check(e, SOURCE);
            return;
        }
        byte[] written = ModelFile.bytes(model);
        if (!Arrays.equals(written, ModelFile.bytes(ModelFile.read(Scratch.file(SOURCE, written))))) {
            throw new AssertionError("written and read again, the model is another");
        }
        int rows = model.sample(3, 1).rowCount();
        if (rows != 3 || model.estimatedRows() < 1) {
            throw new AssertionError("of 3 rows " + rows + " were drawn");
        }
    }

    private static List<ObjectNode> models() {
        Schema open = SchemaJson.parse(
                SchemaJson.text(Fixture.SCHEMA).replaceAll(",\\s*\"effigy:bins\"\\s*:\\s*(\\[[^]]*]|\\d+)", ""),
                "open");
        try {
            List<ObjectNode> models = new ArrayList<>();
            for (String name : List.of("independent", "mst", "privbayes", "copula", "hybrid")) {
                models.add(content(name, Fixture.SCHEMA));
            }
            models.add(content("mst", open));
            return models;
        } catch (IOException e) {
            throw new AssertionError("a small table can't be fitted", e);
        }
    }

    private static ObjectNode content(String name, Schema schema) throws IOException {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        String rows = Fixture.ROWS
                + Fixture.ROWS.substring(Fixture.ROWS.indexOf('\n') + 1).repeat(100);
        PrivateTable door = PrivateTable.ofRows(
                TableReader.of(schema)
                        .readRecords(
                                CsvInput.of(new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)), "fixture"))
                        .records(),
                MemoryLedger.of("fuzz", budget).open("fit", budget),
                new SilentNoise());
        FittedModel model = FittedModel.fit(Synthesizer.named(name), door, schema);
        return (ObjectNode) SealedJson.MAPPER.readTree(ModelFile.bytes(model)).path("content");
    }

    /** Each model whole, edits of each, and what is none. */
    public static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (byte i = 0; i < MODELS.size(); i++) {
            seeds.add(new byte[] {i});
            seeds.add(new byte[] {i, 0, (byte) (9 * i), 1, 17});
            seeds.add(new byte[] {i, 0, (byte) (60 + i), 5, 9, 0, 30, 0, 0});
        }
        seeds.add(SealedJson.seal(ModelFile.FORMAT, ModelFile.VERSION, MODELS.get(0)));
        seeds.add(Arrays.copyOf(seeds.get(seeds.size() - 1), 900));
        seeds.add("{\"format\": \"effigy-manifest\"}".getBytes(StandardCharsets.UTF_8));
        seeds.add(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
        seeds.add("PK\3\4".getBytes(StandardCharsets.UTF_8));
        return seeds;
    }
}
