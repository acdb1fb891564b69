package org.effigy.table.parquet;

import java.util.Arrays;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/** The values of a page, one after the other, as plain texts; null is a number that is none. */
interface Values {
    String next();

    /** Passes over one. */
    default void skip() {
        next();
    }

    /**
     * The values of a page.
     *
     * @param count how many there are, or more
     * @param dictionary of the column; empty if it has none
     */
    static Values of(ColumnType type, Encoding encoding, Bytes bytes, int count, String[] dictionary) {
        return switch (encoding) {
            case PLAIN -> plain(type, bytes);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> listed(bytes, dictionary);
            case RLE -> {
                BrokenException.unless(type.stored() == Type.BOOLEAN, "runs of " + type.stored());
                Hybrid bits = new Hybrid(bytes.part(bytes.int32()), 1);
                yield () -> type.text(bits.next());
            }
            case DELTA_BINARY_PACKED -> numbers(type, Delta.read(bytes, count));
            case DELTA_LENGTH_BYTE_ARRAY -> texts(type, lengths(bytes, count), bytes);
            case DELTA_BYTE_ARRAY -> fronted(type, bytes, count);
            case BYTE_STREAM_SPLIT -> split(type, bytes, count);
            default -> throw new BrokenException("values are encoded as " + encoding + ", which is not read");
        };
    }

    /** A dictionary's texts. */
    static String[] dictionary(ColumnType type, byte[] data, int count) {
        // Each value has at least one byte, but for texts of no letters, of which a dictionary has one.
        BrokenException.unless(count >= 0 && count <= data.length + 1, "a dictionary of " + count + " values");
        Values values = plain(type, new Bytes(data, 0, data.length));
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = values.next();
        }
        return texts;
    }

    private static Values plain(ColumnType type, Bytes bytes) {
        byte[] data = bytes.data();
        return switch (type.stored()) {
            case BOOLEAN ->
                new Values() {
                    private int bits;
                    private int left;

                    @Override
                    public String next() {
                        if (left == 0) {
                            bits = bytes.one();
                            left = 8;
                        }
                        int bit = bits & 1;
                        bits >>= 1;
                        left--;
                        return type.text(bit);
                    }
                };
            case INT32, FLOAT, INT64, DOUBLE -> {
                int width = type.width();
                yield new Values() {
                    @Override
                    public String next() {
                        return type.text(bytes.little(width));
                    }

                    @Override
                    public void skip() {
                        bytes.take(width);
                    }
                };
            }
            case INT96, FIXED_LEN_BYTE_ARRAY -> {
                int width = type.width();
                yield new Values() {
                    @Override
                    public String next() {
                        return type.text(data, bytes.take(width), width);
                    }

                    @Override
                    public void skip() {
                        bytes.take(width);
                    }
                };
            }
            case BYTE_ARRAY ->
                new Values() {
                    @Override
                    public String next() {
                        int length = bytes.int32();
                        return type.text(data, bytes.take(length), length);
                    }

                    @Override
                    public void skip() {
                        bytes.take(bytes.int32());
                    }
                };
        };
    }

    private static Values listed(Bytes bytes, String[] dictionary) {
        if (bytes.left() == 0) {
            // A page of missing cells alone.
            return () -> {
                throw new BrokenException("a page has fewer values than it says");
            };
        }
        Hybrid places = new Hybrid(bytes, bytes.one());
        return () -> {
            int place = places.next();
            BrokenException.unless(place >= 0 && place < dictionary.length, "a value is not in its dictionary");
            return dictionary[place];
        };
    }

    private static Values numbers(ColumnType type, long[] numbers) {
        BrokenException.unless(
                type.stored() == Type.INT32 || type.stored() == Type.INT64, "differences of " + type.stored());
        return new Values() {
            private int at;

            @Override
            public String next() {
                BrokenException.unless(at < numbers.length, "a page has fewer values than it says");
                return type.text(numbers[at++]);
            }

            @Override
            public void skip() {
                at++;
            }
        };
    }

    private static int[] lengths(Bytes bytes, int count) {
        long[] read = Delta.read(bytes, count);
        int[] lengths = new int[read.length];
        for (int i = 0; i < read.length; i++) {
            BrokenException.unless(read[i] >= 0 && read[i] <= Integer.MAX_VALUE, "a text of " + read[i] + " bytes");
            lengths[i] = (int) read[i];
        }
        return lengths;
    }

    private static void requireBytes(ColumnType type) {
        BrokenException.unless(
                type.stored() == Type.BYTE_ARRAY || type.stored() == Type.FIXED_LEN_BYTE_ARRAY,
                "lengths of " + type.stored());
    }

    private static Values texts(ColumnType type, int[] lengths, Bytes bytes) {
        requireBytes(type);
        return new Values() {
            private int at;

            @Override
            public String next() {
                BrokenException.unless(at < lengths.length, "a page has fewer values than it says");
                int length = lengths[at++];
                return type.text(bytes.data(), bytes.take(length), length);
            }
        };
    }

    /** Texts of which each begins like the one before it. */
    private static Values fronted(ColumnType type, Bytes bytes, int count) {
        requireBytes(type);
        int[] prefixes = lengths(bytes, count);
        int[] suffixes = lengths(bytes, count);
        BrokenException.unless(prefixes.length == suffixes.length, "texts have beginnings and no ends");
        return new Values() {
            private byte[] last = new byte[0];
            private int at;

            @Override
            public String next() {
                BrokenException.unless(at < prefixes.length, "a page has fewer values than it says");
                int kept = prefixes[at];
                int more = suffixes[at++];
                BrokenException.unless(kept <= last.length, "a text begins like more than the one before it");
                int from = bytes.take(more);
                byte[] now = Arrays.copyOf(last, kept + more);
                System.arraycopy(bytes.data(), from, now, kept, more);
                last = now;
                return type.text(now, 0, now.length);
            }
        };
    }

    /** The first bytes of all values, then the second ones. */
    private static Values split(ColumnType type, Bytes bytes, int most) {
        int width = type.width();
        BrokenException.unless(width > 0 && bytes.left() % width == 0, "streams of unequal lengths");
        int count = bytes.left() / width;
        int from = bytes.take(bytes.left());
        byte[] data = bytes.data();
        boolean number = type.stored() != Type.FIXED_LEN_BYTE_ARRAY && type.stored() != Type.INT96;
        return new Values() {
            private final byte[] value = new byte[width];
            private int at;

            @Override
            public String next() {
                BrokenException.unless(at < Math.min(count, most), "a page has fewer values than it says");
                for (int i = 0; i < width; i++) {
                    value[i] = data[from + i * count + at];
                }
                at++;
                return number ? type.text(new Bytes(value, 0, width).little(width)) : type.text(value, 0, width);
            }
        };
    }
}
