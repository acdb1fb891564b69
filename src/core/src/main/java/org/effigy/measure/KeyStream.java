package org.effigy.measure;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whole numbers from a key of 32 bytes that nobody else has: AES-256 in counter mode. The same key gives the same numbers;
 * without it they can't be told from chance. For choices of rows alone: noise never comes from here.
 */
final class KeyStream {
    private static final byte[] ZEROS = new byte[4096];

    private final Cipher cipher;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    KeyStream(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("a key has 32 bytes; this has " + key.length);
        }
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES, which every Java must have: use another", e);
        }
    }

    /** The next number from 0 up to {@code bound}, without it; each is as likely. */
    int below(int bound) {
        while (true) {
            int number = next() >>> 1;
            int rest = number % bound;
            // The last, incomplete run of numbers would make some likelier.
            if (number - rest <= Integer.MAX_VALUE - bound + 1) {
                return rest;
            }
        }
    }

    private int next() {
        if (!bytes.hasRemaining()) {
            bytes = ByteBuffer.wrap(cipher.update(ZEROS));
        }
        return bytes.getInt();
    }
}
