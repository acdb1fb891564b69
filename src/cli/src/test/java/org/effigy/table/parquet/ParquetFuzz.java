package org.effigy.table.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.effigy.fuzz.Refusal;
import org.effigy.fuzz.Scratch;
import org.effigy.table.FieldType;
import org.effigy.table.TableFormatException;
import org.effigy.table.TypedColumn;
import org.effigy.table.TypedRows;

/**
 * Any bytes are a Parquet file or are refused. Where the first byte is odd, the footer that follows is put in again with
 * numbers, types and encodings that the next bytes choose: a changed byte alone seldom gets behind it.
 */
public final class ParquetFuzz {
    private static final String NAME = "rows.parquet";
    private static final int CELLS = 200_000;

    private static final String ROWS = """
        SELECT i, 'text ' || hash(i) AS t, i / 3.0::DOUBLE AS d, (i / 7)::DECIMAL(9,2) AS c,
          TIMESTAMP '2024-01-01 00:00:00' + INTERVAL (i) HOUR AS at, i % 2 = 0 AS b, [i] AS l,
          CASE WHEN i % 4 = 0 THEN NULL ELSE 'few' END AS f, uuid() AS u
        FROM range(40) t(i)
        """;

    private ParquetFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length < 6) {
            return;
        }
        byte[] file = new byte[data.length - 5];
        System.arraycopy(data, 5, file, 0, file.length);
        Path path = Scratch.file(NAME, (data[0] & 1) == 0 ? file : edited(file, data));
        try (TypedRows rows = new ParquetInput(path).open()) {
            int columns = rows.columns().size();
            for (int cells = 0; cells < CELLS && rows.next(); cells += columns) {
                for (int i = 0; i < columns; i++) {
                    if (rows.columns().get(i).refused().isEmpty()) {
                        rows.text(i);
                    }
                }
            }
        } catch (TableFormatException e) {
            Refusal.check(e, NAME);
        }
    }

    private static byte[] edited(byte[] file, byte[] data) {
        if (file.length < 12) {
            return file;
        }
        long length = new Bytes(file, file.length - 8, file.length - 4).little(4);
        if (length > file.length - 12) {
            return file;
        }
        FileMetaData description;
        try {
            int from = (int) (file.length - 8 - length);
            description =
                    Thrift.read(new FileMetaData(), new ByteArrayInputStream(file, from, (int) length), (int) length);
        } catch (BrokenException e) {
            return file;
        }
        edit(description, data);
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        try {
            Thrift.write(description, footer);
        } catch (RuntimeException e) {
            return file;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, (int) (file.length - 8 - length));
        out.writeBytes(footer.toByteArray());
        ColumnBuffer.little(out, footer.size(), 4);
        out.writeBytes(new byte[] {'P', 'A', 'R', '1'});
        return out.toByteArray();
    }

    private static void edit(FileMetaData description, byte[] data) {
        int what = data[1] & 255;
        int number = data[2] << (data[3] & 31);
        List<SchemaElement> elements = description.getSchema();
        SchemaElement element = elements.get((data[4] & 255) % elements.size());
        if (description.getRow_groupsSize() == 0
                || description.getRow_groups().get(0).getColumnsSize() == 0) {
            return;
        }
        var group = description.getRow_groups().get((data[4] & 255) % description.getRow_groupsSize());
        ColumnMetaData column = group.getColumnsSize() == 0
                ? new ColumnMetaData()
                : group.getColumns()
                        .get((data[4] & 255) % group.getColumnsSize())
                        .getMeta_data();
        if (column == null) {
            return;
        }
        switch (what % 12) {
            case 0 -> element.setNum_children(number);
            case 1 -> element.setType(Type.values()[(number & 255) % Type.values().length]);
            case 2 -> element.setConverted_type(ConvertedType.values()[(number & 255) % ConvertedType.values().length]);
            case 3 -> element.setType_length(number);
            case 4 -> element.setScale(number);
            case 5 -> group.setNum_rows(number);
            case 6 -> column.setNum_values(number);
            case 7 -> column.setData_page_offset(number);
            case 8 -> column.setTotal_compressed_size(number);
            case 9 -> column.setCodec(CompressionCodec.values()[(number & 255) % CompressionCodec.values().length]);
            case 10 -> column.setDictionary_page_offset(number);
            default -> column.setType(Type.values()[(number & 255) % Type.values().length]);
        }
    }

    /** What we write and what DuckDB writes: each encoding, small. */
    public static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        ByteArrayOutputStream own = new ByteArrayOutputStream();
        ParquetSink sink = new ParquetSink(
                own,
                List.of(
                        new TypedColumn("n", FieldType.INTEGER),
                        new TypedColumn("t", FieldType.STRING),
                        new TypedColumn("b", FieldType.BOOLEAN),
                        new TypedColumn("d", FieldType.DATE)),
                Map.of("k", "v"));
        for (int i = 0; i < 20; i++) {
            sink.add(new String[] {"" + i, i % 3 == 0 ? null : "t" + i % 2, "true", "2024-01-0" + (1 + i % 9)});
        }
        sink.end();
        seeds.add(own.toByteArray());
        Path file = Scratch.file("seed.parquet", new byte[0]);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String options : new String[] {
                "COMPRESSION UNCOMPRESSED, PARQUET_VERSION V2",
                "COMPRESSION SNAPPY, PARQUET_VERSION V1",
                "COMPRESSION ZSTD, PARQUET_VERSION V2",
                "COMPRESSION GZIP",
                "COMPRESSION LZ4_RAW"
            }) {
                statement.execute("COPY (" + ROWS + ") TO '" + file + "' (FORMAT parquet, " + options + ")");
                seeds.add(Files.readAllBytes(file));
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return seeds.stream().map(ParquetFuzz::headed).toList();
    }

    private static byte[] headed(byte[] file) {
        byte[] whole = new byte[file.length + 5];
        System.arraycopy(file, 0, whole, 5, file.length);
        return whole;
    }
}
