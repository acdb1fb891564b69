package org.effigy.table.parquet;

/** Some bytes of a page, read from the front; little-endian. */
final class Bytes {
    private final byte[] data;
    private final int end;
    private int at;

    Bytes(byte[] data, int from, int end) {
        BrokenException.unless(from >= 0 && from <= end && end <= data.length, "a part of a page is outside it");
        this.data = data;
        this.at = from;
        this.end = end;
    }

    byte[] data() {
        return data;
    }

    int left() {
        return end - at;
    }

    /** Where the next {@code count} bytes begin, which are passed over. */
    int take(int count) {
        BrokenException.unless(count >= 0 && count <= end - at, "a page ends in the middle of a value");
        int from = at;
        at += count;
        return from;
    }

    int one() {
        return data[take(1)] & 255;
    }

    /** An unsigned number of some bytes. */
    long little(int count) {
        int from = take(count);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (data[from + i] & 255L) << 8 * i;
        }
        return value;
    }

    int int32() {
        return (int) little(4);
    }

    /** A number of seven bits a byte (ULEB128). */
    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int one = one();
            value |= (one & 127L) << shift;
            if (one < 128) {
                return value;
            }
        }
        throw new BrokenException("a number has too many bytes");
    }

    /** A number with its sign in the last bit. */
    long zigzag() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    /** The next {@code count} bytes as some of their own. */
    Bytes part(int count) {
        int from = take(count);
        return new Bytes(data, from, from + count);
    }
}
