package org.effigy.synth;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.effigy.privacy.FileLedger;

/** What a file is that a person named in place of a model or manifest, and what reads it: for the message that refuses it. */
final class Appearance {
    /** So much of a file tells. */
    private static final int START = 1 << 12;

    /** At least two columns' names, in quotes or not. */
    private static final Pattern HEADER_LINE = Pattern.compile("[^\\p{Cntrl}{}<]+[,;\\t|][^\\p{Cntrl}{}<]*\\R(?s:.*)");

    /** How files of zip, gzip, bzip2, xz and zstd begin, in hexadecimal digits. */
    private static final List<String> PACKED = List.of("504b03", "1f8b", "425a68", "fd377a58", "28b52ffd");

    private Appearance() {}

    /** Whether a file that begins so is packed. */
    static boolean isPacked(byte[] bytes) {
        String start = HexFormat.of().formatHex(bytes, 0, Math.min(4, bytes.length));
        return PACKED.stream().anyMatch(start::startsWith);
    }

    /** Of a file that is not one JSON document. */
    static String of(Path file) throws IOException {
        if (FileLedger.isAt(file)) {
            return ledger(file);
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(START);
        }
        if (start.length == 0) {
            return "it is empty: copy it again from where it was made";
        }
        // Bytes above 127 may be anything; the marks that are looked for are below.
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PK\3")) {
            return "it is a ZIP archive, or a spreadsheet: name the file in it, once it is unpacked";
        }
        if (isPacked(start)) {
            return "it is packed: unpack it first, if you know where it comes from";
        }
        if (text.stripLeading().startsWith("<")) {
            return "it looks like a web page, which a browser shows";
        }
        if (HEADER_LINE.matcher(text).matches()) {
            return "it looks like a table (CSV): 'effigy schema suggest " + file
                    + "' drafts a schema of one, and 'effigy" + " fit' makes a model";
        }
        return text.startsWith("{") || text.startsWith("[")
                ? "it is not one JSON document, so it was cut short or added to: copy it again from where it was made"
                : "it is not JSON: check that it is the right file";
    }

    private static String ledger(Path file) {
        return "it is a ledger, which 'effigy ledger show " + file + "' reads";
    }

    /** Of a JSON document of another format. */
    static String of(Path file, JsonNode document) {
        // One that was just made has a single line, and a line is a document.
        if (FileLedger.isAt(file)) {
            return ledger(file);
        }
        String format = document.path("format").asText();
        return switch (format) {
            case ModelFile.FORMAT -> "it is a model, which 'effigy inspect " + file + "' shows";
            case Manifest.FORMAT ->
                "it is the manifest of a synthetic table, which 'effigy audit' reads beside that table; people can read"
                        + " it as it is, and its model with 'effigy inspect'";
            case "effigy-release-card" -> "it is the JSON of a release card, which people can read as it is";
            default -> {
                // Another tool's word may be anything; one of ours helps.
                if (format.matches("effigy-[a-z-]{1,30}")) {
                    yield "it is an " + format + ": check that it is the right file";
                }
                yield document.path("fields").isArray()
                        ? "it looks like a schema, which 'effigy schema validate " + file + "' checks"
                        : "it says nothing of the kind: check that it is the right file";
            }
        };
    }
}
