package org.effigy.table.parquet;

import io.airlift.compress.snappy.SnappyCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.effigy.table.TypedColumn;
import org.effigy.table.TypedSink;

/**
 * Writes a Parquet file: groups of rows in bounded memory, pages packed by Snappy, which every reader has. It holds no
 * statistics of columns or pages and no index: of a table that was split they would be the least and greatest of real
 * people's values, in clear where columns are encrypted or dropped later.
 */
public final class ParquetSink implements TypedSink {
    private static final byte[] MARK = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int ROWS = 1 << 17;
    private static final long HELD = 64L << 20;

    private final OutputStream out;
    private final List<TypedColumn> columns;
    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private final List<RowGroup> groups = new ArrayList<>();
    private final Map<String, String> notes;
    private long at;
    private long rows;
    private int inGroup;

    /** @param notes the file's key-value metadata */
    public ParquetSink(OutputStream out, List<TypedColumn> columns, Map<String, String> notes) throws IOException {
        this.out = out;
        this.columns = List.copyOf(columns);
        this.notes = Map.copyOf(notes);
        columns.forEach(column -> buffers.add(new ColumnBuffer(column)));
        write(MARK);
    }

    @Override
    public void add(String[] cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            try {
                buffers.get(i).add(cells[i]);
            } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
                throw new IllegalArgumentException("column '" + columns.get(i).name() + "': " + e.getMessage(), e);
            }
        }
        rows++;
        inGroup++;
        // Asked now and then: a sum over all columns costs more than the row.
        boolean full = inGroup % 1024 == 0
                && buffers.stream().mapToLong(ColumnBuffer::held).sum() > HELD;
        if (inGroup == ROWS || full) {
            group();
        }
    }

    private void group() throws IOException {
        if (inGroup == 0) {
            return;
        }
        long start = at;
        long plain = 0;
        List<ColumnChunk> chunks = new ArrayList<>();
        for (int i = 0; i < buffers.size(); i++) {
            ColumnMetaData column = column(columns.get(i), buffers.get(i));
            plain += column.getTotal_uncompressed_size();
            chunks.add(new ColumnChunk(0).setMeta_data(column));
            buffers.get(i).clear();
        }
        groups.add(new RowGroup(chunks, plain, inGroup).setFile_offset(start).setTotal_compressed_size(at - start));
        inGroup = 0;
    }

    private ColumnMetaData column(TypedColumn column, ColumnBuffer buffer) throws IOException {
        boolean listed = buffer.isListed();
        long start = at;
        long plain = 0;
        if (listed) {
            byte[] page = buffer.dictionaryPage();
            PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, page.length, 0)
                    .setDictionary_page_header(new DictionaryPageHeader(buffer.listed(), Encoding.PLAIN));
            plain += page(header, page);
        }
        long data = at;
        byte[] page = buffer.dataPage();
        Encoding encoding = listed ? Encoding.RLE_DICTIONARY : Encoding.PLAIN;
        PageHeader header = new PageHeader(PageType.DATA_PAGE, page.length, 0)
                .setData_page_header(new DataPageHeader(buffer.cells(), encoding, Encoding.RLE, Encoding.RLE));
        plain += page(header, page);
        ColumnMetaData described = new ColumnMetaData(
                buffer.type(),
                listed
                        ? List.of(Encoding.PLAIN, Encoding.RLE, Encoding.RLE_DICTIONARY)
                        : List.of(Encoding.PLAIN, Encoding.RLE),
                List.of(column.name()),
                CompressionCodec.SNAPPY,
                buffer.cells(),
                plain,
                at - start,
                data);
        return listed ? described.setDictionary_page_offset(start) : described;
    }

    /** Writes a page. @return its bytes before they were packed, with its header */
    private long page(PageHeader header, byte[] page) throws IOException {
        SnappyCompressor snappy = new SnappyCompressor();
        byte[] packed = new byte[snappy.maxCompressedLength(page.length)];
        int size = snappy.compress(page, 0, page.length, packed, 0, packed.length);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        Thrift.write(header.setCompressed_page_size(size), head);
        write(head.toByteArray());
        out.write(packed, 0, size);
        at += size;
        return head.size() + (long) page.length;
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        at += bytes.length;
    }

    @Override
    public void end() throws IOException {
        group();
        List<SchemaElement> elements = new ArrayList<>();
        elements.add(new SchemaElement("schema").setNum_children(columns.size()));
        buffers.forEach(buffer -> elements.add(buffer.element()));
        FileMetaData description = new FileMetaData(1, elements, rows, groups).setCreated_by("effigy");
        notes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(note ->
                        description.addToKey_value_metadata(new KeyValue(note.getKey()).setValue(note.getValue())));
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        Thrift.write(description, footer);
        write(footer.toByteArray());
        ByteArrayOutputStream length = new ByteArrayOutputStream();
        ColumnBuffer.little(length, footer.size(), 4);
        write(length.toByteArray());
        write(MARK);
    }
}
