package org.effigy.table.parquet;

/** Whole numbers as differences in blocks of packed ones (Parquet's {@code DELTA_BINARY_PACKED}). */
final class Delta {
    private static final int LARGEST_BLOCK = 1 << 16;

    private Delta() {}

    /**
     * All numbers of a run; the bytes stand behind it then.
     *
     * @param most the most numbers that there may be
     */
    static long[] read(Bytes bytes, int most) {
        long block = bytes.varint();
        long minis = bytes.varint();
        long count = bytes.varint();
        BrokenException.unless(
                block > 0 && block <= LARGEST_BLOCK && minis > 0 && minis <= block && block % minis == 0,
                "blocks of " + block + " numbers in " + minis + " parts");
        BrokenException.unless(count >= 0 && count <= most, count + " numbers in a page of " + most);
        // A block has at least a byte for each part: the array is never larger than the bytes allow.
        BrokenException.unless(count <= 1 + (bytes.left() + 1L) * block, count + " numbers in too few bytes");
        int each = (int) (block / minis);
        long[] values = new long[(int) count];
        long last = bytes.zigzag();
        if (count > 0) {
            values[0] = last;
        }
        int done = 1;
        while (done < count) {
            long least = bytes.zigzag();
            int[] widths = new int[(int) minis];
            for (int i = 0; i < minis; i++) {
                widths[i] = bytes.one();
            }
            for (int i = 0; i < minis && done < count; i++) {
                done = part(bytes, values, done, each, widths[i], least);
            }
        }
        return values;
    }

    private static int part(Bytes bytes, long[] values, int from, int each, int width, long least) {
        BrokenException.unless(width <= 64, "numbers of " + width + " bits");
        int size = (int) ((long) each * width / 8 + ((long) each * width % 8 == 0 ? 0 : 1));
        int start = bytes.take(Math.min(size, bytes.left()));
        int done = from;
        for (int i = 0; i < each && done < values.length; i++, done++) {
            values[done] = values[done - 1] + least + bits(bytes, start, (long) i * width, width);
        }
        return done;
    }

    private static long bits(Bytes bytes, int start, long first, int width) {
        long value = 0;
        byte[] data = bytes.data();
        for (int got = 0; got < width; ) {
            long at = first + got;
            int place = start + (int) (at >> 3);
            BrokenException.unless(place < data.length, "a page ends in the middle of a number");
            int offset = (int) (at & 7);
            int taken = Math.min(8 - offset, width - got);
            value |= ((data[place] & 255L) >> offset & (1L << taken) - 1) << got;
            got += taken;
        }
        return value;
    }
}
