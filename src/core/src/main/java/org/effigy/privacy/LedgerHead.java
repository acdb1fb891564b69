package org.effigy.privacy;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How far a ledger's file had come: its number of lines and the hash of the last, which stands for all of them. Written
 * into a model's manifest it shows later whether the ledger was cut short or rewritten since
 * ({@link FileLedger#verifyContains}).
 *
 * @param lines at least 1
 * @param hash 64 hexadecimal digits, lower case
 */
public record LedgerHead(long lines, String hash) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the number is below 1 or the hash is none */
    public LedgerHead {
        Objects.requireNonNull(hash, "hash");
        if (lines < 1 || !DIGEST.matcher(hash).matches()) {
            throw new IllegalArgumentException("a ledger's head is a number of lines, at least 1, and 64 hexadecimal"
                    + " digits; it is " + lines + " and '" + hash + "'");
        }
    }

    /**
     * The head that {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if {@code text} is no number, colon and hash
     */
    public static LedgerHead of(String text) {
        int colon = text.indexOf(':');
        if (!text.matches("[0-9]{1,18}:.*")) {
            throw new IllegalArgumentException(
                    "a ledger's head is written as LINES:HASH; it is '" + text + "': copy it from the manifest");
        }
        return new LedgerHead(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }

    /** As {@code 12:9f86d0…}. */
    @Override
    public String toString() {
        return lines + ":" + hash;
    }
}
