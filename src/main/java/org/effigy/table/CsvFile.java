package org.effigy.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.Closeable;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A CSV while it is written, packed as its file's name says. A file is in its place only after {@link #commit}; closed before
 * that, nothing is left of it.
 */
final class CsvFile implements Closeable {
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
     * Opens the output.
     *
     * @throws IllegalArgumentException if the delimiter is a quote or line end
     * @throws IOException if it can't be opened
     */
    static CsvFile open(CsvOutput output, Dialect dialect) throws IOException {
        if (output.stream().isPresent()) {
            return new CsvFile(Optional.empty(), output.stream().get(), output, dialect);
        }
        PendingFile file = PendingFile.open(output.file().orElseThrow());
        try {
            return new CsvFile(Optional.of(file), file.out(), output, dialect);
        } catch (IOException | RuntimeException e) {
            file.abort();
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

    /** Writes a record. */
    void add(List<String> cells) throws IOException {
        try {
            csv.writeRecord(cells);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Writes a record. */
    void add(String[] cells) throws IOException {
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

    /**
     * Ends the table without moving it into its place.
     *
     * @return the SHA-256 of its bytes, in hexadecimal
     * @throws IOException if its last bytes can't be written
     */
    String finish() throws IOException {
        end();
        if (file.isPresent()) {
            file.get().finish();
        }
        return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
    }

    /**
     * Completes the table: a file is moved into its place, a stream flushed.
     *
     * @throws IOException if it can't be
     */
    void commit() throws IOException {
        end();
        if (file.isPresent()) {
            file.get().commit();
        }
        done = true;
    }

    /** Gives the table up if it wasn't completed. */
    @Override
    public void close() throws IOException {
        if (!done && file.isPresent()) {
            file.get().abort();
        }
        done = true;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
