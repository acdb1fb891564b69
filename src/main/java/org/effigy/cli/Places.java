package org.effigy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.effigy.synth.Progress;
import org.effigy.table.CsvInput;
import org.effigy.table.Packing;

/** Places to read from and write to, as a person names them. */
final class Places {
    /** Standard input or output. */
    static final String STANDARD = "-";

    private Places() {}

    /**
     * The table of this name; {@code -} is standard input.
     *
     * @throws UsageException if the name says that it is no CSV
     */
    static CsvInput csv(String name) {
        requireCsv(name);
        return name.equals(STANDARD) ? CsvInput.of(System.in, "standard input") : CsvInput.of(Path.of(name));
    }

    /**
     * The table of this name, which tells how much of it has been read.
     *
     * @throws UsageException if the name says that it is no CSV
     * @throws IOException if it can't be opened
     */
    static CsvInput csv(String name, Progress progress) throws IOException {
        return name.equals(STANDARD) || !Files.isRegularFile(Path.of(name))
                ? csv(name)
                : CsvInput.of(
                        WatchedInput.open(Path.of(name), progress), csv(name).name());
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
    static void requireCsv(String name) {
        String bare = Packing.of(name).bare(name);
        String ending = bare.substring(bare.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (List.of("parquet", "xlsx", "xls", "json", "zip", "bz2", "xz", "7z", "tar", "tgz")
                .contains(ending)) {
            throw new UsageException("'" + name + "' is no CSV by its name, and only CSV is read and written so far"
                    + " (as it is, or packed as .gz or .zst): convert it, or name a file that ends in .csv");
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
