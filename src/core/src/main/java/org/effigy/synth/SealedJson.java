package org.effigy.synth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.effigy.table.Excerpt;

/**
 * A JSON file with a format, a version and a digest of its content:
 * {@code {"format": F, "version": V, "digest": "sha256:...", "content": {...}}}. The digest is of the content's text
 * without spaces, fields in the order in which they stand. It shows a cut or altered file; it is no signature.
 */
final class SealedJson {
    /** Files beyond this are no model of ours, and would only fill the memory. */
    static final long LARGEST = 1L << 31;

    /** The most characters of what a message quotes. */
    static final int QUOTED = 1200;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(50).build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * What a file holds.
     *
     * @param version of its format, from 1
     */
    record Opened(int version, JsonNode content) {}

    private SealedJson() {}

    /** The file's text, indented, with a line end; the same content gives the same bytes. */
    static byte[] seal(String format, int version, ObjectNode content) {
        ObjectNode root = MAPPER.createObjectNode()
                .put("format", format)
                .put("version", version)
                .put("digest", digest(content));
        root.set("content", content);
        try {
            return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }

    /**
     * {@code sha256:} and 64 hexadecimal digits: of the content as it is read back, since a number may be written
     * differently once it has been read.
     */
    static String digest(JsonNode content) {
        try {
            return digest(MAPPER.readTree(content.toString()).toString().getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree's own text is JSON", e);
        }
    }

    private static JsonNode root(Path file, String format) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        // A packed file of a few bytes may hold more than any memory: none is unpacked.
        if (Appearance.isPacked(bytes)) {
            throw new ModelFileException(file + " is no " + format + ": " + Appearance.of(file));
        }
        try {
            return MAPPER.readTree(bytes);
        } catch (StreamConstraintsException e) {
            throw beyond(file, format, e.getOriginalMessage());
        } catch (NumberFormatException e) {
            // Of an exponent of more than ten digits.
            throw beyond(file, format, e.getMessage());
        } catch (JsonProcessingException | CharConversionException e) {
            throw new ModelFileException(file + " is no " + format + ": " + Appearance.of(file));
        }
    }

    private static ModelFileException beyond(Path file, String format, String why) {
        return new ModelFileException(file + " is no " + format + ": it goes beyond what any of ours holds ("
                + Excerpt.of(why, QUOTED) + "): check that it is the right file");
    }

    /** {@code sha256:} and 64 hexadecimal digits. */
    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The content of a file, whose digest has been checked.
     *
     * @param newest the newest version that is understood
     * @throws ModelFileException if the file is cut, altered, foreign or of a later version
     * @throws IOException if it can't be read
     */
    static Opened open(Path file, String format, int newest) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new ModelFileException(file + " is over " + (LARGEST >> 30) + " GB, which no " + format + " is");
        }
        JsonNode root = root(file, format);
        if (!root.path("format").asText().equals(format)) {
            throw new ModelFileException(file + " is no " + format + ": "
                    + (root.isMissingNode() ? Appearance.of(file) : Appearance.of(file, root)));
        }
        JsonNode stated = root.path("version");
        int version = stated.isIntegralNumber() && stated.canConvertToInt() ? stated.intValue() : 0;
        // A number of more than 32 bits is a later version too, and must not wrap around to an early one.
        if (version > newest || stated.isIntegralNumber() && !stated.canConvertToInt()) {
            throw new ModelFileException(file + " is a " + format + " of version " + stated.asText()
                    + "; this program reads up to version " + newest + ": use a newer effigy");
        }
        JsonNode content = root.path("content");
        if (version < 1 || !content.isObject()) {
            throw new ModelFileException(file + " is a " + format + " without a version or content: it was altered");
        }
        if (!digest(content).equals(root.path("digest").asText())) {
            throw new ModelFileException(
                    file + " was altered: its content does not have the digest that it was written with; copy it again"
                            + " from where it was made");
        }
        return new Opened(version, content);
    }
}
