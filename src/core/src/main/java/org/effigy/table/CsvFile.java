package org.effigy.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A CSV while it is written, packed as its file's name says. */
final class CsvFile implements TableFile {
    private final Optional<PendingFile> file;
    private final DigestOutputStream bytes;
    private final OutputStream packed;
    private final CsvWriter csv;
    private boolean ended;
    private boolean done;

    private CsvFile(Optional<PendingFile> file, OutputStream out, CsvOutput output, Dialect dialect)
            throws IOException {
        this.file = file;
        this.bytes = new DigestOutputStream(out, sha256());
        this.packed = output.packing().packed(unclosed(bytes));
        Writer chars = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), 1 << 16);
        chars.write(dialect.mark());
        this.csv = CsvWriter.builder()
                .fieldSeparator(output.delimiter())
                .quoteCharacter(dialect.quote())
                .lineDelimiter(LineDelimiter.LF)
                .build(chars);
    }

    /**
     * Opens the output, and writes the header line.
     *
     * @throws IllegalArgumentException if the delimiter is a quote or line end
     * @throws IOException if it can't be opened
     */
    static CsvFile open(CsvOutput output, List<String> header, Dialect dialect) throws IOException {
        Optional<PendingFile> file = Optional.empty();
        if (output.file().isPresent()) {
            file = Optional.of(PendingFile.open(output.file().get()));
        }
        try {
            OutputStream out =
                    file.map(PendingFile::out).orElseGet(() -> output.stream().orElseThrow());
            CsvFile csv = new CsvFile(file, out, output, dialect);
            csv.write(header);
            return csv;
        } catch (IOException | RuntimeException e) {
            if (file.isPresent()) {
                file.get().abort();
            }
            throw e;
        }
    }

    private static OutputStream unclosed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] some, int offset, int length) throws IOException {
                out.write(some, offset, length);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void add(String[] cells) throws IOException {
        write(Arrays.asList(cells));
    }

    private void write(List<String> cells) throws IOException {
        try {
            csv.writeRecord(cells);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Puts all bytes where they belong; the stream below stays open. */
    private void end() throws IOException {
        if (!ended) {
            csv.flush();
            // What is packed has an end of its own.
            packed.close();
            bytes.flush();
            ended = true;
        }
    }

    @Override
    public String finish() throws IOException {
        end();
        if (file.isPresent()) {
            file.get().finish();
        }
        return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
    }

    @Override
    public void commit() throws IOException {
        end();
        if (file.isPresent()) {
            file.get().commit();
        }
        done = true;
    }

    @Override
    public void close() throws IOException {
        if (!done && file.isPresent()) {
            file.get().abort();
        }
        done = true;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
