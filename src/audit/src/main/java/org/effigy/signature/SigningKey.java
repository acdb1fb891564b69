package org.effigy.signature;

import java.io.IOException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A private key. It is read, and never written or shown. */
public final class SigningKey {
    /** The kinds that are tried, since Java must be told a key's kind before it reads it. */
    static final List<String> KINDS = List.of("Ed25519", "RSA", "EC");

    private final PrivateKey key;
    private final Scheme scheme;

    private SigningKey(PrivateKey key, Scheme scheme) {
        this.key = key;
        this.scheme = scheme;
    }

    /**
     * Reads a key in PKCS#8 PEM, as {@code openssl genpkey} writes it.
     *
     * @param passphrase asked for if the key is encrypted; its array is overwritten
     * @throws IllegalArgumentException if the file holds no such key, or the passphrase is wrong
     * @throws IOException if the file can't be read
     */
    public static SigningKey read(Path file, Supplier<char[]> passphrase) throws IOException {
        Pem pem = Pem.read(file);
        PKCS8EncodedKeySpec content = switch (pem.label()) {
            case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(pem.der());
            case "ENCRYPTED PRIVATE KEY" -> decrypted(pem, passphrase.get());
            case "PUBLIC KEY", "CERTIFICATE" ->
                throw new IllegalArgumentException(
                        "'" + file + "' holds a " + pem.label().toLowerCase(Locale.ROOT)
                                + ", which can't sign: name the private key that belongs to it");
            default ->
                throw new IllegalArgumentException("'" + file + "' holds '" + pem.label()
                        + "', and a 'PRIVATE KEY' (PKCS#8) is needed: 'openssl pkcs8 -topk8' converts most keys,"
                        + " 'openssl genpkey -algorithm ed25519' makes a new one");
        };
        try {
            PrivateKey key = key(content, pem.file());
            return new SigningKey(key, Scheme.of(key, pem.file()));
        } finally {
            Arrays.fill(pem.der(), (byte) 0);
        }
    }

    private static PrivateKey key(PKCS8EncodedKeySpec content, String file) {
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(content);
            } catch (InvalidKeySpecException e) {
                // Of another kind: the next one is tried.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java knows no " + kind + " keys: use a JDK that does", e);
            }
        }
        throw Scheme.unknown(file);
    }

    private static PKCS8EncodedKeySpec decrypted(Pem pem, char[] passphrase) throws IOException {
        PBEKeySpec secret = new PBEKeySpec(passphrase);
        String kind = "?";
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(pem.der());
            AlgorithmParameters parameters = info.getAlgParameters();
            // For PBES2 the parameters alone say which key derivation and cipher it is; its own name is one for all.
            kind = parameters == null ? info.getAlgName() : parameters.toString();
            if (kind == null || !kind.startsWith("PBEWith")) {
                kind = info.getAlgName();
            }
            SecretKey key = SecretKeyFactory.getInstance(kind).generateSecret(secret);
            Cipher cipher = Cipher.getInstance(kind);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return info.getKeySpec(cipher);
        } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
            throw new IllegalArgumentException(
                    "the key in '" + pem.file() + "' is encrypted in a way that Java can't read (" + kind
                            + "): encrypt it with 'openssl pkcs8 -topk8 -v2 aes-256-cbc' instead",
                    e);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the key in '" + pem.file() + "' can't be decrypted: the passphrase is wrong or has letters beyond"
                            + " ASCII, or the key is damaged, or was not encrypted as 'openssl genpkey -aes256' does it",
                    e);
        } finally {
            secret.clearPassword();
            Arrays.fill(passphrase, '\0');
        }
    }

    /** How it signs. */
    public Scheme scheme() {
        return scheme;
    }

    /**
     * Signs a file's content, as it is: with Ed25519 the same content gives the same signature, else another each time.
     *
     * @return the raw signature, as OpenSSL reads and writes it
     */
    public byte[] sign(byte[] content) {
        try {
            Signature engine = scheme.engine();
            engine.initSign(key);
            engine.update(content);
            return engine.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java can't sign with " + scheme.words() + ": " + e.getMessage(), e);
        }
    }
}
