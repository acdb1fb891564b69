package org.effigy.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Files in a scenario's own folder: a scenario may come from elsewhere, and reads nothing outside of it. */
final class Beside {
    /** No folder, no hidden file. */
    private static final Pattern PLAIN = Pattern.compile("[^./\\\\:\\p{Cntrl}][^/\\\\:\\p{Cntrl}]*");

    private Beside() {}

    /**
     * A file of this name beside another one.
     *
     * @throws IllegalArgumentException if the name is none, or there is no such file
     */
    static Path file(Path scenario, String name) {
        if (!PLAIN.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + (name.length() > 80 ? name.substring(0, 80) + "..." : name)
                    + "' is no plain file name: put the file into the scenario's folder, and name it alone");
        }
        Path file = scenario.toAbsolutePath().resolveSibling(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file '" + name
                    + "' in the scenario's folder: correct the name, or put the file there");
        }
        return file;
    }
}
