package org.effigy.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;

/** A public key, alone or from a certificate. */
public final class VerifyingKey {
    private final PublicKey key;
    private final Scheme scheme;
    private final Optional<X509Certificate> certificate;

    private VerifyingKey(PublicKey key, Scheme scheme, Optional<X509Certificate> certificate) {
        this.key = key;
        this.scheme = scheme;
        this.certificate = certificate;
    }

    /**
     * Reads a public key (SubjectPublicKeyInfo) or a certificate (X.509) in PEM, as {@code openssl} writes them. Of a
     * certificate only the key is taken: neither its issuer nor its dates are checked.
     *
     * @throws IllegalArgumentException if the file holds neither
     * @throws IOException if it can't be read
     */
    public static VerifyingKey read(Path file) throws IOException {
        Pem pem = Pem.read(file);
        switch (pem.label()) {
            case "PUBLIC KEY":
                PublicKey alone = key(pem);
                return new VerifyingKey(alone, Scheme.of(alone, pem.file()), Optional.empty());
            case "CERTIFICATE":
                X509Certificate certificate = certificate(pem);
                PublicKey certified = certificate.getPublicKey();
                return new VerifyingKey(certified, Scheme.of(certified, pem.file()), Optional.of(certificate));
            default:
                throw new IllegalArgumentException(
                        pem.label().endsWith("PRIVATE KEY")
                                ? "'" + file + "' holds a private key, which only the signer may have: name the public"
                                        + " key ('openssl pkey -in KEY -pubout -out PUBLIC' gives it)"
                                : "'" + file + "' holds '" + pem.label()
                                        + "', and a 'PUBLIC KEY' or 'CERTIFICATE' is needed");
        }
    }

    private static PublicKey key(Pem pem) {
        for (String kind : SigningKey.KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(pem.der()));
            } catch (InvalidKeySpecException e) {
                // Of another kind: the next one is tried.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java knows no " + kind + " keys: use a JDK that does", e);
            }
        }
        throw Scheme.unknown(pem.file());
    }

    private static X509Certificate certificate(Pem pem) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem.der()));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "the certificate in '" + pem.file() + "' is damaged: get it from the signer again", e);
        }
    }

    /** How it checks. */
    public Scheme scheme() {
        return scheme;
    }

    /** The certificate that it came from. */
    public Optional<X509Certificate> certificate() {
        return certificate;
    }

    /** {@code sha256:} and the SHA-256 of the key's SubjectPublicKeyInfo in hexadecimal: what people compare. */
    public String fingerprint() {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Whether a signature was made of exactly this content with the private key that belongs to this one.
     *
     * @param signature raw, as OpenSSL reads and writes it
     * @throws IllegalArgumentException if no content could have this signature with this key: it was cut, or is of
     *     another kind of key
     */
    public boolean verify(byte[] content, byte[] signature) {
        scheme.requireShape(signature, key);
        try {
            Signature engine = scheme.engine();
            engine.initVerify(key);
            engine.update(content);
            return engine.verify(signature);
        } catch (SignatureException e) {
            // Numbers out of their range, which a right signature never has.
            return false;
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("the key can't be used: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java can't check " + scheme.words() + ": " + e.getMessage(), e);
        }
    }
}
