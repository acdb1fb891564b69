package org.effigy.table.parquet;

import java.io.ByteArrayOutputStream;

/** Writes what {@link Hybrid} reads: runs of eight and more, and groups of eight packed numbers between them. */
final class HybridWriter {
    private HybridWriter() {}

    /** @param width the bits of a number, 0 to 32 */
    static byte[] bytes(int[] numbers, int count, int width) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        int packedFrom = 0;
        while (at < count) {
            int run = run(numbers, at, count);
            // A group that was begun takes the first of the run to its end.
            int fill = (8 - (at - packedFrom) % 8) % 8;
            if (run - fill >= 8) {
                packed(out, numbers, packedFrom, at + fill, width);
                run(out, run - fill, numbers[at], width);
                at += run;
                packedFrom = at;
            } else {
                at += run;
            }
        }
        packed(out, numbers, packedFrom, count, width);
        return out.toByteArray();
    }

    private static int run(int[] numbers, int from, int count) {
        int to = from + 1;
        while (to < count && numbers[to] == numbers[from]) {
            to++;
        }
        return to - from;
    }

    private static void run(ByteArrayOutputStream out, int length, int value, int width) {
        varint(out, (long) length << 1);
        for (int i = 0; i < (width + 7) / 8; i++) {
            out.write(value >>> 8 * i);
        }
    }

    private static void packed(ByteArrayOutputStream out, int[] numbers, int from, int to, int width) {
        if (from == to) {
            return;
        }
        int groups = (to - from + 7) / 8;
        varint(out, (long) groups << 1 | 1);
        long bits = 0;
        int held = 0;
        for (int i = from; i < from + 8 * groups; i++) {
            bits |= (i < to ? numbers[i] & 0xffffffffL : 0) << held;
            held += width;
            while (held >= 8) {
                out.write((int) bits);
                bits >>>= 8;
                held -= 8;
            }
        }
    }

    static void varint(ByteArrayOutputStream out, long number) {
        long left = number;
        while (left >= 128) {
            out.write((int) (left & 127 | 128));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
