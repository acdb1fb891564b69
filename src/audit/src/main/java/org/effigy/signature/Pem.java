package org.effigy.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first block of a PEM file (RFC 7468), curve parameters passed over.
 *
 * @param file where it stands, for messages
 * @param label what it says it is, as {@code PRIVATE KEY}
 * @param der its content; whoever reads it may overwrite it
 */
record Pem(String file, String label, byte[] der) {
    /** Keys and certificates are small; a larger file is something else. */
    private static final long LARGEST = 1 << 20;

    private static final String PARAMETERS = "EC PARAMETERS";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END ([A-Z0-9 ]+)-----");

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it holds no block that is whole
     * @throws IOException if it can't be read
     */
    static Pem read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IllegalArgumentException(
                    "'" + file + "' is over 1 MB, which no key or certificate is: check that it is the right file");
        }
        // One byte a character: what is no text is no PEM, and must not fail before that can be said.
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals(PARAMETERS)) {
                continue;
            }
            if (!block.group(1).equals(block.group(3))) {
                break;
            }
            try {
                return new Pem(
                        file.toString(), block.group(1), Base64.getMimeDecoder().decode(block.group(2)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "the " + block.group(1) + " in '" + file + "' is damaged: copy the file again", e);
            }
        }
        throw new IllegalArgumentException("'" + file + "' holds no key in PEM (-----BEGIN ...-----"
                + (text.contains("-----BEGIN") ? "; what begins there has no end" : "")
                + "): 'openssl pkey' converts other formats");
    }
}
