package org.effigy.signature;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;

/**
 * How a key signs. It follows from the key alone, never from a signature: who forges one has no say in how it is checked.
 */
public enum Scheme {
    /** Ed25519 over the whole file (RFC 8032). */
    ED25519("Ed25519"),
    /** RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes (RFC 8017). */
    RSA_PSS("RSA-PSS with SHA-256"),
    /** ECDSA on curve P-256 with SHA-256, written in DER (FIPS 186-5). */
    ECDSA_P256("ECDSA on P-256 with SHA-256"),
    /** ECDSA on curve P-384 with SHA-384, written in DER (FIPS 186-5). */
    ECDSA_P384("ECDSA on P-384 with SHA-384");

    /** Shorter moduli are no longer allowed for signatures (NIST SP 800-131A). */
    static final int SMALLEST_MODULUS = 2048;

    private static final int ED25519_BYTES = 64;
    private static final int DER_SEQUENCE = 0x30;
    private static final int DER_INTEGER = 0x02;

    private final String words;

    Scheme(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /**
     * How a key signs.
     *
     * @param file where the key stands, for messages
     * @throws IllegalArgumentException if it is of a kind that is not used here, or too short
     */
    static Scheme of(Key key, String file) {
        if (key instanceof EdECKey edwards
                && edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
            return ED25519;
        }
        if (key instanceof RSAKey rsa && key.getAlgorithm().equals("RSA")) {
            int bits = rsa.getModulus().bitLength();
            if (bits < SMALLEST_MODULUS) {
                throw new IllegalArgumentException("the RSA key in '" + file + "' has " + bits + " bits, and at least "
                        + SMALLEST_MODULUS + " are needed: make a longer one, or an Ed25519 key");
            }
            return RSA_PSS;
        }
        if (key instanceof ECKey curve) {
            if (isOn("secp256r1", curve)) {
                return ECDSA_P256;
            }
            if (isOn("secp384r1", curve)) {
                return ECDSA_P384;
            }
        }
        throw unknown(file);
    }

    /** What is said of a key that is of no kind in use here. */
    static IllegalArgumentException unknown(String file) {
        return new IllegalArgumentException("the key in '" + file + "' is damaged, or of a kind that is not used here:"
                + " take Ed25519, RSA of " + SMALLEST_MODULUS + " bits or more, or EC on P-256 or P-384");
    }

    private static boolean isOn(String curve, ECKey key) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(curve));
            ECParameterSpec named = parameters.getParameterSpec(ECParameterSpec.class);
            ECParameterSpec has = key.getParams();
            return named.getCurve().equals(has.getCurve())
                    && named.getGenerator().equals(has.getGenerator())
                    && named.getOrder().equals(has.getOrder())
                    && named.getCofactor() == has.getCofactor();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no curve " + curve + ": use a JDK that has", e);
        }
    }

    /** A signer or verifier to be given a key. */
    Signature engine() throws GeneralSecurityException {
        switch (this) {
            case ED25519:
                return Signature.getInstance("Ed25519");
            case RSA_PSS:
                Signature pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                return pss;
            case ECDSA_P256:
                return Signature.getInstance("SHA256withECDSA");
            default:
                return Signature.getInstance("SHA384withECDSA");
        }
    }

    /**
     * Refuses what can't be a signature by this key, whatever was signed.
     *
     * @throws IllegalArgumentException with what it looks like
     */
    void requireShape(byte[] signature, Key key) {
        boolean fits = switch (this) {
            case ED25519 -> signature.length == ED25519_BYTES;
            case RSA_PSS -> signature.length == (((RSAKey) key).getModulus().bitLength() + 7) / 8;
            case ECDSA_P256, ECDSA_P384 ->
                isPair(signature, ((ECKey) key).getParams().getOrder());
        };
        if (!fits) {
            throw new IllegalArgumentException("the signature has " + signature.length
                    + " bytes, and is none that this key can have made (" + words + "): it was cut, or made with a key"
                    + " of another kind, or is in another format; get it again, or take the right key");
        }
    }

    /**
     * Whether bytes are one DER sequence of two numbers from 1 to below the order: FIPS 186-5, 6.4.2, step 1, which some
     * releases of Java 17 left out (CVE-2022-21449). Two numbers of up to 384 bits need no length of more than one byte.
     */
    private static boolean isPair(byte[] bytes, BigInteger order) {
        if (bytes.length < 8 || bytes[0] != DER_SEQUENCE || bytes[1] != bytes.length - 2) {
            return false;
        }
        int at = 2;
        for (int number = 0; number < 2; number++) {
            if (at + 2 >= bytes.length || bytes[at] != DER_INTEGER || bytes[at + 1] < 1) {
                return false;
            }
            int from = at + 2;
            at = from + bytes[at + 1];
            if (at > bytes.length) {
                return false;
            }
            BigInteger value = new BigInteger(bytes, from, at - from);
            if (value.signum() < 1 || value.compareTo(order) >= 0) {
                return false;
            }
        }
        return at == bytes.length;
    }
}
