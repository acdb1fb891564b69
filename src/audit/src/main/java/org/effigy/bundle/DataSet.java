package org.effigy.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.effigy.synth.Manifest;
import org.effigy.table.Packing;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableKind;

/**
 * A synthetic table as catalogues of data know one.
 *
 * @param path where the table's file is, seen from the bundle's root; beside the bundle, unless it is in it
 * @param manifest what it says of itself
 * @param schema what its columns hold
 */
record DataSet(String path, Manifest manifest, Schema schema) {
    /** The file's name. */
    String file() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The file's name without its ending. */
    String name() {
        String file = Packing.of(file()).bare(file());
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    /** In a sentence. */
    String description() {
        return "Synthetic rows that " + program() + " drew from a model of '"
                + manifest.provenance().dataset() + "': nobody's record. The promise: "
                + manifest.provenance().promise() + "."
                + (manifest.purpose().isEmpty() ? "" : " Made for: " + manifest.purpose() + ".");
    }

    private boolean isParquet() {
        return TableKind.of(file()) == TableKind.PARQUET;
    }

    String program() {
        return "effigy " + manifest.version();
    }

    /** The day on which it was made. */
    LocalDate day() {
        return LocalDate.ofInstant(manifest.date(), ZoneOffset.UTC);
    }

    /** What its bytes are, as the internet's registry of media types has it. */
    String mediaType() {
        if (isParquet()) {
            return "application/vnd.apache.parquet";
        }
        return switch (Packing.of(file())) {
            case NONE -> "text/csv";
            case GZIP -> "application/gzip";
            case ZSTD -> "application/zstd";
        };
    }

    /** The SHA-256 of its bytes, in 64 hexadecimal digits. */
    String sha256() {
        return manifest.output().replace("sha256:", "");
    }

    /** As a Frictionless Data Package (version 1) of one resource. */
    ObjectNode dataPackage() {
        ObjectNode root = Documents.MAPPER
                .createObjectNode()
                .put("profile", isParquet() ? "data-package" : "tabular-data-package")
                .put("name", slug())
                .put("title", name())
                .put("description", description())
                .put("created", day() + "T00:00:00Z");
        if (!manifest.license().isEmpty()) {
            root.putArray("licenses")
                    .addObject()
                    .put("name", slug(manifest.license()))
                    .put("title", manifest.license());
        }
        ObjectNode resource = root.putArray("resources").addObject();
        resource.put("profile", isParquet() ? "data-resource" : "tabular-data-resource")
                .put("name", slug());
        resource.put("path", path).put("format", isParquet() ? "parquet" : "csv");
        resource.put("mediatype", isParquet() ? mediaType() : "text/csv");
        Packing packing = Packing.of(file());
        if (packing != Packing.NONE) {
            resource.put("compression", packing == Packing.GZIP ? "gz" : "zst");
        }
        if (!isParquet()) {
            resource.put("encoding", "utf-8");
        }
        resource.put("hash", manifest.output());
        resource.set(
                "schema",
                Documents.tree(SchemaJson.text(schema).getBytes(StandardCharsets.UTF_8))
                        .orElseThrow());
        return root;
    }

    private String slug() {
        return slug(name());
    }

    /** Small letters of ASCII, digits, dots, dashes and underscores: what a package may be called. */
    private static String slug(String text) {
        String slug = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
        return slug.isEmpty() ? "table" : slug;
    }
}
