package org.effigy.architecture.offenders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A planted offender: writes straight into a place that a text names. */
public final class StrayFile {
    private StrayFile() {}

    /** Half a file, if the program is killed. */
    public static void write(String name, byte[] bytes) throws IOException {
        Files.write(Path.of(name), bytes);
    }
}
