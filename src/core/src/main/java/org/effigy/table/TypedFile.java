package org.effigy.table;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.effigy.table.parquet.ParquetSink;

/** A file whose columns have types, while it is written. */
final class TypedFile implements TableFile {
    private final PendingFile file;
    private final String name;
    private final DigestOutputStream bytes;
    private final TypedSink sink;
    private final List<Column> columns;
    private final FieldNotation[] notation;
    private final String[] plain;
    private long rows;
    private boolean ended;
    private boolean done;

    private TypedFile(PendingFile file, String name, List<Column> columns, Map<String, String> notes)
            throws IOException {
        this.file = file;
        this.name = name;
        this.columns = columns;
        this.bytes = new DigestOutputStream(new BufferedOutputStream(file.out(), 1 << 16), CsvFile.sha256());
        this.notation = columns.stream()
                .map(column -> column.field().map(FieldNotation::new).orElse(FieldNotation.PLAIN))
                .toArray(FieldNotation[]::new);
        this.plain = new String[columns.size()];
        List<TypedColumn> types = columns.stream().map(Column::type).toList();
        this.sink = sink(bytes, types, notes);
    }

    private static TypedSink sink(OutputStream out, List<TypedColumn> types, Map<String, String> notes)
            throws IOException {
        return new ParquetSink(out, types, notes);
    }

    static TypedFile open(CsvOutput output, List<Column> columns, Map<String, String> notes) throws IOException {
        PendingFile file = PendingFile.open(output.file().orElseThrow());
        try {
            return new TypedFile(file, output.file().get().toString(), columns, notes);
        } catch (IOException | RuntimeException e) {
            file.abort();
            throw e;
        }
    }

    @Override
    public void add(String[] cells) throws IOException {
        rows++;
        for (int i = 0; i < plain.length; i++) {
            try {
                plain[i] = notation[i].plain(cells[i]);
            } catch (IllegalArgumentException e) {
                throw new TableFormatException(new Problem(
                        name,
                        rows,
                        columns.get(i).type().name(),
                        e.getMessage() + ", as the column is in this kind of file: correct it, or write a CSV"));
            }
        }
        sink.add(plain);
    }

    private void end() throws IOException {
        if (!ended) {
            sink.end();
            bytes.flush();
            ended = true;
        }
    }

    @Override
    public String finish() throws IOException {
        end();
        file.finish();
        return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
    }

    @Override
    public void commit() throws IOException {
        end();
        file.commit();
        done = true;
    }

    @Override
    public void close() throws IOException {
        if (!done) {
            file.abort();
        }
        done = true;
    }
}
