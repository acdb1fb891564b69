package org.effigy.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a table's file is written, in the words of the Frictionless Table Dialect; {@code effigy:csv} in a schema. Tables that
 * are written under a schema have commas, a header line and UTF-8 all the same, and can be read under it again: they take
 * its quotes, and begin with a byte order mark where it names an encoding.
 *
 * @param delimiter the character between fields; empty if it is to be found
 * @param quote the character around fields that hold delimiters
 * @param header whether the first line holds the columns' names; if not, the columns stand in the schema's order
 * @param encoding that of files without a byte order mark; UTF-8 if empty
 */
public record Dialect(Optional<Character> delimiter, char quote, boolean header, Optional<Charset> encoding) {
    /** The property of a schema that holds it. */
    static final String PROPERTY = "effigy:csv";

    /** Nothing declared. */
    public static final Dialect STANDARD = new Dialect(Optional.empty(), '"', true, Optional.empty());

    private static final List<String> KNOWN = List.of("delimiter", "quoteChar", "header", "encoding");

    /** Checks that nothing is missing, and that characters are apart. */
    public Dialect {
        Objects.requireNonNull(delimiter, "delimiter");
        Objects.requireNonNull(encoding, "encoding");
        if (delimiter.isPresent() && (delimiter.get() == quote || "\r\n".indexOf(delimiter.get()) >= 0)
                || "\r\n".indexOf(quote) >= 0) {
            throw new IllegalArgumentException(
                    "the delimiter and the quote of a CSV must be two characters, and no line"
                            + " ends: correct delimiter and quoteChar");
        }
    }

    /** This dialect with another delimiter. */
    public Dialect withDelimiter(char character) {
        return new Dialect(Optional.of(character), quote, header, encoding);
    }

    /** This dialect with another encoding. */
    public Dialect withEncoding(Charset charset) {
        return new Dialect(
                delimiter,
                quote,
                header,
                charset.equals(StandardCharsets.UTF_8) ? Optional.empty() : Optional.of(charset));
    }

    /** What a table that is written under this dialect begins with: a byte order mark, where it would be misread without. */
    String mark() {
        return encoding.isPresent() ? "\ufeff" : "";
    }

    /** This dialect with another quote. */
    Dialect withQuote(char character) {
        return new Dialect(delimiter, character, header, encoding);
    }

    /** This dialect with a header line or without one. */
    public Dialect withHeader(boolean there) {
        return new Dialect(delimiter, quote, there, encoding);
    }

    /**
     * The encoding of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Charset encoding(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "there is no encoding '" + Excerpt.of(name, 60)
                            + "': windows-1252 is the usual one in western Europe, ISO-8859-1 is Latin-1, and UTF-16"
                            + " is that of some Windows programs",
                    e);
        }
    }

    /** What a schema says at {@value #PROPERTY}; the standard where it says nothing. */
    static Dialect read(JsonNode schema) {
        JsonNode node = schema.path(PROPERTY);
        if (node.isMissingNode()) {
            return STANDARD;
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    PROPERTY + " must be an object, as in {\"delimiter\": \";\", \"encoding\": \"windows-1252\"}");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException(
                        PROPERTY + " has '" + name + "'; known are " + KNOWN + ": correct it or take it out");
            }
        }
        JsonNode header = node.path("header");
        if (!header.isMissingNode() && !header.isBoolean()) {
            throw new IllegalArgumentException(PROPERTY + ": header is " + header + "; it must be true or false");
        }
        return new Dialect(
                character(node, "delimiter"),
                character(node, "quoteChar").orElse('"'),
                header.asBoolean(true),
                node.has("encoding")
                        ? STANDARD.withEncoding(encoding(node.get("encoding").asText())).encoding
                        : Optional.empty());
    }

    private static Optional<Character> character(JsonNode node, String name) {
        if (!node.has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isTextual() || node.get(name).asText().length() != 1) {
            throw new IllegalArgumentException(
                    PROPERTY + ": " + name + " is " + node.get(name) + "; it must be one character");
        }
        return Optional.of(node.get(name).asText().charAt(0));
    }

    /** Says in a schema what is not the standard. */
    void write(ObjectNode schema) {
        if (equals(STANDARD)) {
            return;
        }
        ObjectNode node = schema.putObject(PROPERTY);
        delimiter.ifPresent(character -> node.put("delimiter", String.valueOf(character)));
        if (quote != '"') {
            node.put("quoteChar", String.valueOf(quote));
        }
        if (!header) {
            node.put("header", false);
        }
        encoding.ifPresent(charset -> node.put("encoding", charset.name()));
    }
}
