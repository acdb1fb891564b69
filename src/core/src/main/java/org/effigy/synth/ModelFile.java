package org.effigy.synth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.measure.NoisyMarginal;
import org.effigy.model.Distribution;
import org.effigy.privacy.JsonFields;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.PrivacyJson;
import org.effigy.table.Excerpt;
import org.effigy.table.HistoryCodec;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableCodec;
import org.effigy.table.TableFormatException;

/**
 * A fitted model as a JSON file that others can read: provenance, schema, what the door answered, and the distribution.
 * Its fields are listed in {@code docs/guides/model-file.md}; files of each released version stay readable.
 */
public final class ModelFile {
    /** The name of the format in the file. */
    public static final String FORMAT = "effigy-model";

    /** The version that is written, and the newest that is read. */
    public static final int VERSION = 4;

    /** The version of files whose promise is their budget; programs before this one read those alone. */
    private static final int PLAIN = 2;

    /** The version of files whose rows are drawn one by one. */
    private static final int ROWS = 3;

    private static final String HISTORIES = "histories";

    private ModelFile() {}

    /** The file's bytes; the same model gives the same bytes. */
    public static byte[] bytes(FittedModel model) {
        int version =
                model.steps().isPresent() ? VERSION : ProvenanceJson.needsWords(model.provenance()) ? ROWS : PLAIN;
        return SealedJson.seal(FORMAT, version, content(model));
    }

    /** The digest of a model, as it stands in its file and in the manifests of its samples. */
    public static String digest(FittedModel model) {
        return SealedJson.digest(content(model));
    }

    /**
     * Reads a model.
     *
     * @throws ModelFileException if the file is cut, altered, foreign or of a later version
     * @throws IOException if it can't be read
     */
    public static FittedModel read(Path file) throws IOException {
        SealedJson.Opened opened = SealedJson.open(file, FORMAT, VERSION);
        try {
            return model(JsonFields.of(opened.content()), opened.version(), file);
        } catch (IllegalArgumentException | TableFormatException e) {
            throw new ModelFileException(
                    file + " does not hold what a model holds: " + Excerpt.of(e.getMessage(), SealedJson.QUOTED));
        }
    }

    private static ObjectNode content(FittedModel model) {
        ObjectNode content = SealedJson.MAPPER.createObjectNode();
        content.set("provenance", ProvenanceJson.write(model.provenance()));
        content.set("schema", schema(model.schema()));
        put(content, Readings.of(model.codec()), model.fit());
        model.steps().ifPresent(steps -> {
            ObjectNode node = content.putObject(HISTORIES).put("model", steps.model());
            put(node, Readings.of(steps.codec()), steps.fit());
        });
        return content;
    }

    private static void put(ObjectNode node, Readings readings, Fit fit) {
        if (!fit.readings().isEmpty()) {
            put(node.putArray("readings"), readings.view().coarse(), fit.readings());
        }
        put(node.putArray("measurements"), DistributionJson.measured(fit.distribution()), fit.measurements());
        DistributionJson.put(node, fit.distribution());
    }

    private static void put(ArrayNode list, Domain domain, List<NoisyMarginal> marginals) {
        for (NoisyMarginal marginal : marginals) {
            ObjectNode node = list.addObject();
            DistributionJson.putClique(node, domain, marginal.clique());
            PrivacyJson.put(node, marginal.mechanism());
            ArrayNode counts = node.putArray("counts");
            Arrays.stream(marginal.counts()).forEach(counts::add);
        }
    }

    private static JsonNode schema(Schema schema) {
        try {
            return SealedJson.MAPPER.readTree(SchemaJson.text(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema's own text is JSON", e);
        }
    }

    private static FittedModel model(JsonFields content, int version, Path file) {
        Schema written = SchemaJson.parse(content.child("schema").node().toString(), file.toString());
        Schema schema = version == 1 ? written.asInFirstFiles() : written;
        Provenance provenance = ProvenanceJson.read(content.child("provenance"));
        DiscoveryCost.requireStated(schema, provenance);
        if (!content.node().has(HISTORIES)) {
            TableCodec codec = TableCodec.of(schema);
            return FittedModel.of(schema, provenance, fit(content, codec.domain(), Readings.of(codec)));
        }
        HistoryCodec codec = HistoryCodec.of(schema);
        JsonFields node = content.child(HISTORIES);
        Steps steps =
                new Steps(codec, node.text("model"), fit(node, codec.layout().steps(), Readings.of(codec)));
        return FittedModel.of(steps, provenance, fit(content, codec.persons().domain(), Readings.of(codec.persons())));
    }

    private static Fit fit(JsonFields content, Domain domain, Readings view) {
        Distribution distribution = DistributionJson.read(content, domain);
        List<NoisyMarginal> readings = content.node().has("readings")
                ? marginals(content.children("readings"), view.view().coarse())
                : List.of();
        return new Fit(
                marginals(content.children("measurements"), DistributionJson.measured(distribution)),
                distribution,
                readings);
    }

    private static List<NoisyMarginal> marginals(List<JsonFields> nodes, Domain domain) {
        List<NoisyMarginal> marginals = new ArrayList<>();
        for (JsonFields node : nodes) {
            Clique clique = DistributionJson.clique(node, domain);
            long[] counts = node.wholes("counts");
            if (domain.arrayCells(clique) != counts.length) {
                throw new IllegalArgumentException("the marginal of " + domain.describe(clique) + " has "
                        + counts.length + " counts for " + domain.cells(clique) + " cells");
            }
            if (!(PrivacyJson.mechanism(node) instanceof Mechanism.Additive additive)) {
                throw new IllegalArgumentException("a marginal's counts carry additive noise");
            }
            marginals.add(new NoisyMarginal(clique, counts, additive));
        }
        return marginals;
    }
}
