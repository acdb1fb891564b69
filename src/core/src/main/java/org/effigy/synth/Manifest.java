package org.effigy.synth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.effigy.privacy.JsonFields;
import org.effigy.table.Excerpt;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;

/**
 * Says of a table beside it that it is synthetic, where it came from and what it promises; public. It stands in the
 * table's folder under the table's name with {@code .manifest.json} added.
 *
 * @param version of this program
 * @param model the digest of the model that the rows were drawn from
 * @param schema the digest of its schema
 * @param provenance of that model
 * @param output the digest of the table's bytes
 * @param rows the number of synthetic rows
 * @param seed with which they were drawn
 * @param date the day on which the run began that drew them, as its first instant; older programs wrote the second
 * @param purpose what they are for, as the person put it; may be empty
 * @param license as the person put it; may be empty
 * @param scenario the conditions under which the rows were drawn; empty if they are as the model has them
 * @param caution what who uses the rows must know first, as that they are mostly noise; mostly empty
 */
public record Manifest(
        String version,
        String model,
        String schema,
        Provenance provenance,
        String output,
        long rows,
        long seed,
        Instant date,
        String purpose,
        String license,
        Optional<String> scenario,
        Optional<String> caution) {
    /** The name of the format in the file. */
    public static final String FORMAT = "effigy-manifest";

    /** The version that is written, and the newest that is read. */
    public static final int VERSION = 2;

    /** The version of files whose promise is their budget; programs before this one read those alone. */
    private static final int PLAIN = 1;

    /** Checks that nothing is missing. */
    public Manifest {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(provenance, "provenance");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(license, "license");
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(caution, "caution");
    }

    /** Whether a manifest is kept beside a table: what is written to a pipe or device has none, and none is put into its folder. */
    public static boolean isKeptBeside(Path table) {
        return !Files.exists(table) || Files.isRegularFile(table);
    }

    /** Where the manifest of a table is. */
    public static Path beside(Path table) {
        return table.resolveSibling(table.getFileName() + ".manifest.json");
    }

    /** The manifest's bytes. */
    public byte[] bytes() {
        return SealedJson.seal(FORMAT, ProvenanceJson.needsWords(provenance) ? VERSION : PLAIN, content());
    }

    /**
     * The manifest of a table, if there is one beside it.
     *
     * @throws ModelFileException if there is one that is cut, altered, foreign or of a later version
     * @throws IOException if it can't be read
     */
    public static Optional<Manifest> find(Path table) throws IOException {
        Path file = beside(table);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /**
     * The manifest in this file.
     *
     * @throws ModelFileException if it is cut, altered, foreign or of a later version
     * @throws IOException if it can't be read
     */
    public static Manifest read(Path file) throws IOException {
        JsonNode content = SealedJson.open(file, FORMAT, VERSION).content();
        try {
            return read(JsonFields.of(content));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ModelFileException(
                    file + " does not hold what a manifest holds: " + Excerpt.of(e.getMessage(), SealedJson.QUOTED));
        }
    }

    /** The lineage of a model that is fitted on this table's rows: a generation more, as far as numbers go. */
    public Lineage next() {
        Lineage before = provenance.lineage();
        List<Ancestor> ancestors = new ArrayList<>(before.ancestors());
        ancestors.add(Ancestor.of(output, provenance));
        int generation = Math.max(before.generation(), before.generation() + 1);
        return new Lineage(generation, List.of(output), ancestors, before.checked());
    }

    /** This manifest for a table of these bytes. */
    Manifest withOutput(String digest) {
        return new Manifest(
                version, model, schema, provenance, digest, rows, seed, date, purpose, license, scenario, caution);
    }

    /**
     * What a table's own file says of it, where it has a place for that: that it is synthetic, the schema, and the digest of
     * this manifest without the digest of the table, which can't stand in the table.
     */
    Map<String, String> notes(Schema columns) {
        return Map.of(
                "effigy.synthetic",
                "true",
                "effigy.generator",
                Generator.NAME + " " + version,
                "effigy.schema",
                SchemaJson.text(columns),
                "effigy.schema.digest",
                schema,
                "effigy.manifest.digest",
                SealedJson.digest(withOutput("").content()));
    }

    private ObjectNode content() {
        ObjectNode node = SealedJson.MAPPER.createObjectNode();
        node.put("generator", Generator.NAME).put("version", version);
        node.put("synthetic", true).put("syntheticFraction", 1.0);
        node.put("output", output).put("rows", rows).put("seed", seed);
        node.put("date", date.toString()).put("purpose", purpose).put("license", license);
        scenario.ifPresent(words -> node.put("scenario", words));
        caution.ifPresent(words -> node.put("caution", words));
        node.put("model", model).put("schema", schema);
        node.set("provenance", ProvenanceJson.write(provenance));
        return node;
    }

    private static Manifest read(JsonFields node) {
        return new Manifest(
                node.text("version"),
                node.text("model"),
                node.text("schema"),
                ProvenanceJson.read(node.child("provenance")),
                node.text("output"),
                node.whole("rows"),
                node.whole("seed"),
                Instant.parse(node.text("date")),
                node.text("purpose"),
                node.text("license"),
                node.node().has("scenario") ? Optional.of(node.text("scenario")) : Optional.empty(),
                node.node().has("caution") ? Optional.of(node.text("caution")) : Optional.empty());
    }
}
