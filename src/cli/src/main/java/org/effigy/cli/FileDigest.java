package org.effigy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of files, written as {@code sha256:} and 64 hexadecimal digits. */
final class FileDigest {
    private FileDigest() {}

    /** Of a file's bytes. */
    static String of(Path file) throws IOException {
        return words(fed(file));
    }

    /** Of a file's bytes, not written. */
    static byte[] bytes(Path file) throws IOException {
        return fed(file).digest();
    }

    private static MessageDigest fed(Path file) throws IOException {
        MessageDigest sha = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return sha;
    }

    /** Of bytes. */
    static String of(byte[] bytes) {
        MessageDigest sha = sha256();
        sha.update(bytes);
        return words(sha);
    }

    /** A digest to be fed. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What was fed, as it is written. */
    static String words(MessageDigest fed) {
        return "sha256:" + HexFormat.of().formatHex(fed.digest());
    }
}
