package org.effigy.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A public hash of texts into so many buckets, {@code effigy:buckets} in a schema: the first eight bytes of the SHA-256 of
 * the text's UTF-8, taken as one unsigned number, modulo the number of buckets. It is the same everywhere and for ever, so
 * a bucket is public knowledge: which texts are in the table is not. Immutable.
 */
final class Buckets {
    private final int count;
    private final List<String> names;

    private Buckets(int count) {
        this.count = count;
        this.names = IntStream.range(0, count).mapToObj(i -> "bucket-" + i).toList();
    }

    /**
     * So many buckets.
     *
     * @throws IllegalArgumentException if they are fewer than 2 or more than codes, or one's name is a missing marker
     */
    static Buckets of(int count, MissingValues missing) {
        if (count < 2 || count > Bins.MOST) {
            throw new IllegalArgumentException(
                    "effigy:buckets is " + count + "; the number of buckets must be from 2 to " + Bins.MOST);
        }
        Buckets buckets = new Buckets(count);
        for (String name : buckets.names) {
            if (missing.contains(name)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is both a bucket and a missing marker: take it out of missingValues");
            }
        }
        return buckets;
    }

    /** Their names, {@code bucket-0} and so on. */
    List<String> names() {
        return names;
    }

    /** The bucket of a text. */
    int bucketOf(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return (int) Long.remainderUnsigned(ByteBuffer.wrap(sum).getLong(), count);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
