package org.effigy.signature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Fresh keys in PEM files. */
public final class TestKeys {
    private TestKeys() {}

    /** Makes a pair, as {@code Ed25519}, {@code RSA 2048} or {@code EC secp256r1}. */
    public static KeyPair make(String kind) throws GeneralSecurityException {
        String[] words = kind.split(" ");
        KeyPairGenerator generator = KeyPairGenerator.getInstance(words[0]);
        if (words[0].equals("EC")) {
            generator.initialize(new ECGenParameterSpec(words[1]));
        } else if (words.length > 1) {
            generator.initialize(Integer.parseInt(words[1]));
        }
        return generator.generateKeyPair();
    }

    /** Writes a pair to {@code name.pem}, for its owner alone, and {@code name.pub.pem}. @return the former */
    public static Path write(Path folder, String name, KeyPair pair) throws IOException {
        Files.writeString(folder.resolve(name + ".pub.pem"), pem("PUBLIC KEY", pair.getPublic()));
        Path key = Files.writeString(folder.resolve(name + ".pem"), pem("PRIVATE KEY", pair.getPrivate()));
        if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        }
        return key;
    }

    /** Writes OpenSSL's encrypted key, whose passphrase is {@code secret}, to {@code encrypted.pem}. */
    public static Path writeEncrypted(Path folder) throws IOException {
        try (InputStream in = TestKeys.class.getResourceAsStream("encrypted.key.base64")) {
            String body = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return Files.writeString(folder.resolve("encrypted.pem"), armour("ENCRYPTED PRIVATE KEY", body));
        }
    }

    static String pem(String label, Key key) {
        return armour(
                label,
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getEncoded()));
    }

    private static String armour(String label, String body) {
        return "-----BEGIN " + label + "-----\n" + body.strip() + "\n-----END " + label + "-----\n";
    }
}
