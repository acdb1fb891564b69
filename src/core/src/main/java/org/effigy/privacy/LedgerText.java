package org.effigy.privacy;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Text that fits in a ledger's line. Lengths are in bytes of UTF-8 with JSON's escapes; unpaired surrogates, which have
 * no UTF-8, become question marks.
 */
final class LedgerText {
    /** The most bytes of a data set's, a unit column's or a purpose's name. */
    static final int NAME = 200;

    /** The most bytes of a query. */
    static final int QUERY = 480;

    private static final int QUERY_KEPT = 380;

    private LedgerText() {}

    /**
     * A name, refused if it is too long: nothing is spent when names are given, so refusing costs nothing.
     *
     * @param what the name's name, for the message
     * @throws IllegalArgumentException if it is blank or longer than {@link #NAME}
     */
    static String name(String what, String text) {
        String clean = clean(text);
        if (clean.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank: give it a name");
        }
        if (length(clean) > NAME) {
            throw new IllegalArgumentException(what + " may have " + NAME + " bytes in a ledger; it has "
                    + length(clean) + ": shorten it (it begins with '" + clean.substring(0, 20) + "')");
        }
        return clean;
    }

    /**
     * A query, cut if it is too long: refusing it would end a release that is half spent. What is cut is still bound by
     * its SHA-256.
     */
    static String query(String text) {
        String clean = clean(text);
        if (length(clean) <= QUERY) {
            return clean;
        }
        int end = 0;
        int bytes = 0;
        while (true) {
            int next = clean.offsetByCodePoints(end, 1);
            bytes += length(clean.substring(end, next));
            if (bytes > QUERY_KEPT) {
                break;
            }
            end = next;
        }
        return clean.substring(0, end) + "... (cut; SHA-256 of all " + Digest.of(clean.getBytes(StandardCharsets.UTF_8))
                + ")";
    }

    private static String clean(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static int length(String text) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(text).length;
    }
}
