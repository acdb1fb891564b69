package org.effigy.table.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;

/** The cells of one column in one group of rows, page by page. Rows that nobody asks for are passed over. */
final class ColumnPages {
    /** The longest header of a page: statistics of long texts stand there. */
    private static final int HEADER = 16 << 20;

    private static final String[] NO_DICTIONARY = {};

    private final SeekableByteChannel file;
    private final ColumnType type;
    private final Compression compression;
    private final long rows;
    private final long end;
    private long at;
    private String[] dictionary = NO_DICTIONARY;

    private long row;
    private long pageEnd;
    private Hybrid defined;
    private Values values;

    /**
     * @param size of the file, in bytes
     * @param rows of the group
     */
    ColumnPages(SeekableByteChannel file, long size, ColumnMetaData column, ColumnType type, long rows) {
        BrokenException.unless(
                column != null && column.getType() == type.stored(), "a column has another type in its pages");
        BrokenException.unless(column.getNum_values() == rows, "a column has another number of cells than the rows");
        long first = column.getData_page_offset();
        if (column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0) {
            first = Math.min(first, column.getDictionary_page_offset());
        }
        long length = column.getTotal_compressed_size();
        BrokenException.unless(
                first >= 4 && length >= 0 && first <= size && length <= size - first,
                "a column's pages are outside it");
        this.file = file;
        this.type = type;
        this.compression = new Compression(column.getCodec());
        this.rows = rows;
        this.at = first;
        this.end = first + length;
    }

    /** The text of the cell in a row of the group, from 0, which is not before the last one asked for; null is missing. */
    String text(long wanted) throws IOException {
        while (wanted >= pageEnd) {
            // Pages of rows that were not asked for are not unpacked to their cells.
            row = pageEnd;
            nextPage();
        }
        for (; row < wanted; row++) {
            if (isThere()) {
                values.skip();
            }
        }
        row++;
        return isThere() ? values.next() : null;
    }

    private boolean isThere() {
        if (defined == null) {
            return true;
        }
        int level = defined.next();
        BrokenException.unless(level <= 1, "a cell of a nested column");
        return level == 1;
    }

    private void nextPage() throws IOException {
        while (true) {
            BrokenException.unless(at < end && pageEnd < rows, "a column has fewer cells than the table has rows");
            Slice slice = new Slice(file, at, end);
            PageHeader header = Thrift.read(new PageHeader(), slice, (int) Math.min(HEADER, end - at));
            int packed = header.getCompressed_page_size();
            int size = header.getUncompressed_page_size();
            long start = at + slice.taken();
            BrokenException.unless(packed >= 0 && packed <= end - start, "a page goes on past its column");
            Compression.requireSize(packed, size);
            at = start + packed;
            switch (header.getType()) {
                case DICTIONARY_PAGE -> {
                    BrokenException.unless(header.isSetDictionary_page_header(), "a page without its header");
                    byte[] page = read(start, packed);
                    dictionary = Values.dictionary(
                            type,
                            compression.unpacked(page, 0, packed, size),
                            header.getDictionary_page_header().getNum_values());
                }
                case DATA_PAGE -> {
                    BrokenException.unless(header.isSetData_page_header(), "a page without its header");
                    first(header.getData_page_header(), compression.unpacked(read(start, packed), 0, packed, size));
                    return;
                }
                case DATA_PAGE_V2 -> {
                    BrokenException.unless(header.isSetData_page_header_v2(), "a page without its header");
                    second(header.getData_page_header_v2(), read(start, packed), size);
                    return;
                }
                default -> {
                    // An index, which nothing here needs.
                }
            }
        }
    }

    /** A page in which levels and values are packed together. */
    private void first(DataPageHeader header, byte[] page) {
        Bytes bytes = new Bytes(page, 0, page.length);
        int count = begin(header.getNum_values());
        defined = null;
        if (type.isOptional()) {
            BrokenException.unless(
                    header.getDefinition_level_encoding() == Encoding.RLE,
                    "missing cells are encoded as " + header.getDefinition_level_encoding() + ", which is not read");
            defined = new Hybrid(bytes.part(bytes.int32()), 1);
        }
        values = Values.of(type, encoding(header.getEncoding()), bytes, count, dictionary);
    }

    /** A page whose levels stand before what is packed. */
    private void second(DataPageHeaderV2 header, byte[] page, int size) throws IOException {
        int count = begin(header.getNum_values());
        int repeated = header.getRepetition_levels_byte_length();
        int levels = header.getDefinition_levels_byte_length();
        BrokenException.unless(
                repeated == 0 && levels >= 0 && levels <= Math.min(size, page.length), "levels of a nested column");
        defined = type.isOptional() ? new Hybrid(new Bytes(page, 0, levels), 1) : null;
        // A page of missing cells alone has no values, which some writers pack to nothing.
        byte[] unpacked = page.length == levels && size == levels
                ? new byte[0]
                : header.isIs_compressed() || !header.isSetIs_compressed()
                        ? compression.unpacked(page, levels, page.length - levels, size - levels)
                        : java.util.Arrays.copyOfRange(page, levels, page.length);
        values = Values.of(
                type, encoding(header.getEncoding()), new Bytes(unpacked, 0, unpacked.length), count, dictionary);
    }

    private static Encoding encoding(Encoding encoding) {
        BrokenException.unless(encoding != null, "values are encoded in a way that has no name");
        return encoding;
    }

    private int begin(int count) {
        BrokenException.unless(
                count >= 0 && count <= rows - pageEnd, "a column has more cells than the table has rows");
        pageEnd += count;
        return count;
    }

    private byte[] read(long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        file.position(from);
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw new BrokenException("the file ends in the middle of a page");
            }
        }
        return buffer.array();
    }

    /** Some bytes of the file as a stream, which tells how many were taken. */
    private static final class Slice extends InputStream {
        private final SeekableByteChannel file;
        private final long end;
        private final ByteBuffer buffer = ByteBuffer.allocate(4096).flip();
        private final long start;
        private long at;

        Slice(SeekableByteChannel file, long start, long end) {
            this.file = file;
            this.start = start;
            this.at = start;
            this.end = end;
        }

        long taken() {
            return at - buffer.remaining() - start;
        }

        @Override
        public int read() throws IOException {
            return fill() ? buffer.get() & 255 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, buffer.remaining());
            buffer.get(bytes, offset, count);
            return count;
        }

        private boolean fill() throws IOException {
            if (buffer.hasRemaining()) {
                return true;
            }
            if (at >= end) {
                return false;
            }
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            int count = file.position(at).read(buffer);
            buffer.flip();
            at += Math.max(0, count);
            return count > 0;
        }
    }
}
