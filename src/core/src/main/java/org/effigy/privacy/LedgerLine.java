package org.effigy.privacy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Arrays;

/**
 * One line of a ledger's file: a JSON object, spaces up to {@link #LENGTH} bytes, and a newline. Its last field is
 * {@code "hash"}: the SHA-256 of the hash before (64 digits; zeros before the first line) and of the line's bytes up to
 * that field. The format is in {@code docs/privacy/Ledger.md}.
 */
final class LedgerLine {
    /** Bytes of each line, with its newline. It divides 4,096, so that no line lies on two pages of memory or disk. */
    static final int LENGTH = 1024;

    /** The hash before the first line. */
    static final String ORIGIN = "0".repeat(64);

    /** What to do about a file that was changed. */
    static final String RESTORE = "restore the file from a backup; what was charged since counts as spent";

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private LedgerLine() {}

    /** The bytes of one line, and its hash. */
    record Written(byte[] bytes, String hash) {}

    /** What a line says, and its hash, which has been checked. */
    record Read(LedgerEvent event, String hash) {}

    /** What is wrong with a line, and what to do: the reader adds file and number. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        private final String next;

        Fault(String wrong, String next) {
            super(wrong);
            this.next = next;
        }

        String next() {
            return next;
        }
    }

    /**
     * Writes an event as line {@code number}.
     *
     * @param before the hash of the line before
     */
    static Written write(long number, LedgerEvent event, String before) {
        ObjectNode line = LedgerJson.write(JSON.createObjectNode().put("line", number), event);
        byte[] object = line.toString().getBytes(StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOf(object, object.length - 1);
        String hash = Digest.of(before.getBytes(StandardCharsets.US_ASCII), content);
        byte[] end = end(hash);
        if (content.length + end.length >= LENGTH) {
            throw new IllegalArgumentException("a ledger's line has room for " + LENGTH + " bytes, and this needs "
                    + (content.length + end.length + 1) + ": shorten its texts");
        }
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) ' ');
        System.arraycopy(content, 0, bytes, 0, content.length);
        System.arraycopy(end, 0, bytes, content.length, end.length);
        bytes[LENGTH - 1] = '\n';
        return new Written(bytes, hash);
    }

    /**
     * Reads line {@code number}.
     *
     * @param bytes the whole line, with its newline
     * @param before the hash of the line before
     * @throws Fault if anything about it is not as {@link #write} leaves it
     */
    static Read read(long number, byte[] bytes, String before) throws Fault {
        if (bytes.length != LENGTH) {
            throw new Fault(
                    "it has " + bytes.length + " bytes, not " + LENGTH + ", so it was changed after it was written",
                    RESTORE);
        }
        int end = LENGTH - 1;
        while (end > 0 && bytes[end - 1] == ' ') {
            end--;
        }
        ObjectNode line = parse(Arrays.copyOf(bytes, end));
        if (!line.path("line").isIntegralNumber() || line.path("line").longValue() != number) {
            throw new Fault(
                    "it calls itself line " + line.path("line") + ", so lines were removed, repeated or put in"
                            + " another order",
                    RESTORE);
        }
        String hash = line.path("hash").asText();
        byte[] tail = end(hash);
        int contentLength = end - tail.length;
        if (contentLength < 0
                || !Arrays.equals(bytes, contentLength, end, tail, 0, tail.length)
                || !hash.equals(
                        Digest.of(before.getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(bytes, contentLength)))) {
            throw new Fault("its hash does not fit its content and the lines before, so it was changed", RESTORE);
        }
        try {
            return new Read(LedgerJson.read(line), hash);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new Fault("it does not say what a ledger's line says (" + e.getMessage() + ")", RESTORE);
        }
    }

    /** A line of which only spaces and its end may be missing (or zero bytes, where they did not reach the disk), with them. */
    static byte[] ended(byte[] bytes) {
        int end = Math.min(bytes.length, LENGTH - 1);
        while (end > 0 && (bytes[end - 1] == 0 || bytes[end - 1] == ' ')) {
            end--;
        }
        byte[] whole = Arrays.copyOf(bytes, LENGTH);
        Arrays.fill(whole, end, LENGTH - 1, (byte) ' ');
        whole[LENGTH - 1] = '\n';
        return whole;
    }

    /**
     * Whether this is the first line of a ledger of any version.
     *
     * @throws Fault if it is a later version's
     */
    static boolean begins(byte[] bytes) throws Fault {
        JsonNode line;
        try {
            line = JSON.readTree(bytes);
        } catch (IOException e) {
            return false;
        }
        if (!LedgerJson.FORMAT.equals(line.path("format").asText())) {
            return false;
        }
        if (line.path("version").isIntegralNumber() && line.path("version").longValue() > LedgerJson.VERSION) {
            throw new Fault(
                    "it was written by a later Effigy (format version "
                            + line.path("version").asText() + "; this one reads " + LedgerJson.VERSION + ")",
                    "use that Effigy or a later one");
        }
        return true;
    }

    private static ObjectNode parse(byte[] bytes) throws Fault {
        try {
            if (JSON.readTree(bytes) instanceof ObjectNode line) {
                return line;
            }
        } catch (JsonProcessingException e) {
            throw new Fault("it is not JSON (" + e.getOriginalMessage() + "), so it was changed", RESTORE);
        } catch (IOException e) {
            throw new Fault("it is not UTF-8 (" + e.getMessage() + "), so it was changed", RESTORE);
        }
        throw new Fault("it is no JSON object, so it was changed", RESTORE);
    }

    private static byte[] end(String hash) {
        return (",\"hash\":\"" + hash + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
