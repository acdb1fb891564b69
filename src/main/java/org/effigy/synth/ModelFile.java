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
import org.effigy.domain.Factor;
import org.effigy.measure.NoisyMarginal;
import org.effigy.model.MarkovRandomField;
import org.effigy.privacy.JsonFields;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.PrivacyJson;
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
    public static final int VERSION = 1;

    private ModelFile() {}

    /** The file's bytes; the same model gives the same bytes. */
    public static byte[] bytes(FittedModel model) {
        return SealedJson.seal(FORMAT, VERSION, content(model));
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
        JsonNode content = SealedJson.open(file, FORMAT, VERSION);
        try {
            return model(JsonFields.of(content), file);
        } catch (IllegalArgumentException | TableFormatException e) {
            throw new ModelFileException(file + " does not hold what a model holds: " + e.getMessage());
        }
    }

    private static ObjectNode content(FittedModel model) {
        ObjectNode content = SealedJson.MAPPER.createObjectNode();
        content.set("provenance", ProvenanceJson.write(model.provenance()));
        content.set("schema", schema(model.schema()));
        Domain domain = model.distribution().domain();
        ArrayNode measurements = content.putArray("measurements");
        for (NoisyMarginal marginal : model.measurements()) {
            ObjectNode node = measurements.addObject();
            putClique(node, domain, marginal.clique());
            PrivacyJson.put(node, marginal.mechanism());
            ArrayNode counts = node.putArray("counts");
            Arrays.stream(marginal.counts()).forEach(counts::add);
        }
        // One key a kind of distribution.
        if (model.distribution() instanceof MarkovRandomField field) {
            content.set("field", field(field));
        }
        return content;
    }

    private static JsonNode schema(Schema schema) {
        try {
            return SealedJson.MAPPER.readTree(SchemaJson.text(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema's own text is JSON", e);
        }
    }

    private static ObjectNode field(MarkovRandomField field) {
        ObjectNode node = SealedJson.MAPPER.createObjectNode().put("total", field.total());
        ArrayNode factors = node.putArray("factors");
        for (Factor potential : field.potentials()) {
            ObjectNode factor = factors.addObject();
            putClique(factor, field.domain(), potential.clique());
            ArrayNode logarithms = factor.putArray("logarithms");
            // JSON has no infinity: null is the logarithm of zero.
            Arrays.stream(potential.toArray())
                    .forEach(value -> logarithms.add(value == Double.NEGATIVE_INFINITY ? null : Double.valueOf(value)));
        }
        return node;
    }

    private static void putClique(ObjectNode node, Domain domain, Clique clique) {
        ArrayNode names = node.putArray("clique");
        Arrays.stream(clique.toArray())
                .forEach(position -> names.add(domain.attribute(position).name()));
    }

    private static FittedModel model(JsonFields content, Path file) {
        Schema schema = SchemaJson.parse(content.child("schema").node().toString(), file.toString());
        Domain domain = TableCodec.of(schema).domain();
        List<NoisyMarginal> measurements = new ArrayList<>();
        for (JsonFields node : content.children("measurements")) {
            Clique clique = clique(node, domain);
            long[] counts = node.wholes("counts");
            if (domain.arrayCells(clique) != counts.length) {
                throw new IllegalArgumentException("the marginal of " + domain.describe(clique) + " has "
                        + counts.length + " counts for " + domain.cells(clique) + " cells");
            }
            if (!(PrivacyJson.mechanism(node) instanceof Mechanism.Additive additive)) {
                throw new IllegalArgumentException("a marginal's counts carry additive noise");
            }
            measurements.add(new NoisyMarginal(clique, counts, additive));
        }
        return FittedModel.of(
                schema,
                ProvenanceJson.read(content.child("provenance")),
                measurements,
                field(content.child("field"), domain));
    }

    private static MarkovRandomField field(JsonFields node, Domain domain) {
        List<Factor> factors = new ArrayList<>();
        for (JsonFields factor : node.children("factors")) {
            Clique clique = clique(factor, domain);
            factors.add(Factor.of(domain, clique, factor.reals("logarithms", Double.NEGATIVE_INFINITY)));
        }
        return MarkovRandomField.of(domain, factors, node.real("total"));
    }

    private static Clique clique(JsonFields node, Domain domain) {
        return domain.clique(node.texts("clique").toArray(String[]::new));
    }
}
