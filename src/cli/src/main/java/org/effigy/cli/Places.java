package org.effigy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.effigy.privacy.FileLedger;
import org.effigy.table.CsvInput;
import org.effigy.table.Packing;
import org.effigy.table.TableInput;
import org.effigy.table.TableKind;
import org.effigy.table.parquet.ParquetInput;

/** Places to read from and write to, as a person names them. */
final class Places {
    /** Standard input or output. */
    static final String STANDARD = "-";

    private Places() {}

    /**
     * The table of this name; {@code -} is standard input.
     *
     * @throws UsageException if the name says that it is none that is read
     */
    static TableInput table(String name) {
        requireTable(name);
        if (name.equals(STANDARD)) {
            return CsvInput.of(System.in, "standard input");
        }
        return TableKind.of(name) == TableKind.PARQUET ? new ParquetInput(Path.of(name)) : CsvInput.of(Path.of(name));
    }

    /** Lets go of a table that may hold a connection. */
    static void close(TableInput input) throws IOException {
        if (input instanceof Closeable held) {
            held.close();
        }
    }

    /** Whether a name is that of a file whose bytes are read once, from the first to the last. */
    static boolean isStream(String name) {
        return !TableKind.of(name).isTyped();
    }

    /** Standard output as text: UTF-8, whatever the locale, but for a Windows console, which has a character set of its own. */
    static PrintWriter text(OutputStream out) {
        Console console = System.console();
        boolean isWindows = System.getProperty("os.name").startsWith("Windows") && console != null;
        return new PrintWriter(new OutputStreamWriter(out, isWindows ? console.charset() : UTF_8), true);
    }

    /** Standard error, where people read; nothing is done about what can't be told there. */
    static OutputStream err() {
        return new FileOutputStream(FileDescriptor.err);
    }

    /** Standard output, which fails when its reader has gone; {@code System.out} would say nothing. */
    static OutputStream out() {
        return new FileOutputStream(FileDescriptor.out);
    }

    /**
     * Refuses names of tables in another format.
     *
     * @throws UsageException if it is one
     */
    static void requireTable(String name) {
        if (TableKind.of(name) == TableKind.DATABASE) {
            // Its address is not repeated: it may hold what nobody should see.
            throw new UsageException(
                    "a database is read by fit, synthesize, plan, attack, split and schema, with --table"
                            + " or --query; here a file is meant: name one");
        }
        if (TableKind.of(Packing.of(name).bare(name)).isTyped()
                && !TableKind.of(name).isTyped()) {
            throw new UsageException("'" + name + "' is Parquet packed once more, by its name; its pages are packed"
                    + " already: unpack it and name what comes out");
        }
        String bare = Packing.of(name).bare(name);
        String ending = bare.substring(bare.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (List.of("xlsx", "xls", "json", "zip", "bz2", "xz", "7z", "tar", "tgz")
                .contains(ending)) {
            throw new UsageException(
                    "'" + name + "' is no table by its name that is read or written: that is CSV, as it is or packed"
                            + " (.csv, .csv.gz, .csv.zst), and Parquet (.parquet): convert it, or name such a"
                            + " file");
        }
    }

    /**
     * Refuses a place that can't be written to, before anything is spent for it.
     *
     * @throws IOException that says why and what to do
     */
    static void requireWritable(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new IOException("'" + file + "' is a folder: name a file in it");
        }
        if (FileLedger.isAt(file)) {
            throw new IOException(
                    "'" + file + "' is a ledger, and what it counts must never be forgotten: name another file");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(
                    "there is no folder '" + folder + "' to write '" + file.getFileName() + "' into: make it first");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return;
        }
        try {
            Files.delete(Files.createTempFile(folder, ".effigy", ".try"));
        } catch (IOException e) {
            throw new IOException(
                    "nothing can be written into '" + folder + "': check its permissions and the room on its disk", e);
        }
    }
}
