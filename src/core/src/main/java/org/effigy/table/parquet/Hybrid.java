package org.effigy.table.parquet;

/**
 * Whole numbers of few bits as runs of one value and groups of eight packed ones (Parquet's "RLE/bit-packed hybrid").
 * Nothing is unpacked before it is asked for.
 */
final class Hybrid {
    private final Bytes bytes;
    private final int width;
    private final int[] group = new int[8];
    private long left;
    private boolean packed;
    private int value;

    /** @param width the bits of a number, 0 to 32 */
    Hybrid(Bytes bytes, int width) {
        BrokenException.unless(width >= 0 && width <= 32, "numbers of " + width + " bits");
        this.bytes = bytes;
        this.width = width;
    }

    int next() {
        if (left == 0) {
            begin();
        }
        left--;
        if (!packed) {
            return value;
        }
        int place = (int) (7 - left % 8);
        if (place == 0) {
            unpack();
        }
        return group[place];
    }

    private void begin() {
        long header = bytes.varint();
        packed = (header & 1) == 1;
        left = header >>> 1;
        BrokenException.unless(left > 0 && left <= Integer.MAX_VALUE, "a run of " + left + " values");
        if (packed) {
            left *= 8;
        } else {
            value = (int) bytes.little((width + 7) / 8);
        }
    }

    private void unpack() {
        // Some writers cut the last group short.
        int size = Math.min(width, bytes.left());
        BrokenException.unless(size > 0 || width == 0, "a page ends in the middle of a group");
        int from = bytes.take(size);
        byte[] data = bytes.data();
        long bits = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < 8; i++) {
            while (held < width) {
                bits |= (at < size ? data[from + at] & 255L : 0) << held;
                at++;
                held += 8;
            }
            group[i] = (int) (bits & (1L << width) - 1);
            bits >>>= width;
            held -= width;
        }
    }
}
