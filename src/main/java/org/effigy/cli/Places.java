package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.effigy.table.CsvInput;

/** Places to read from and write to, as a person names them. */
final class Places {
    /** Standard input or output. */
    static final String STANDARD = "-";

    private Places() {}

    /** The table of this name; {@code -} is standard input. */
    static CsvInput csv(String name) {
        return name.equals(STANDARD) ? CsvInput.of(System.in, "standard input") : CsvInput.of(Path.of(name));
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
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(
                    "there is no folder '" + folder + "' to write '" + file.getFileName() + "' into: make it first");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("nothing can be written into '" + folder + "': check its permissions");
        }
    }
}
