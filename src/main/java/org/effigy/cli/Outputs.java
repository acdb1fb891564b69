package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of places to write to, made before anything is spent. */
final class Outputs {
    private Outputs() {}

    /**
     * Refuses a place that can't be written to.
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
