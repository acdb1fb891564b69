package org.effigy.synth;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of ours that somebody altered and sealed again: a digest is no signature. */
public final class Forged {
    private Forged() {}

    /** Writes another text wherever this pattern is, and the digest that fits. */
    public static Path file(Path from, Path to, String part, String other) throws IOException {
        String text = Files.readString(from);
        String altered = text.replaceAll(part, other);
        if (altered.equals(text)) {
            throw new AssertionError("'" + part + "' is not in " + from);
        }
        return Files.writeString(to, sealed(altered));
    }

    private static String sealed(String text) throws JsonProcessingException {
        String digest = SealedJson.digest(SealedJson.MAPPER.readTree(text).path("content"));
        return text.replaceFirst("\"digest\" : \"[^\"]*\"", "\"digest\" : \"" + digest + "\"");
    }
}
