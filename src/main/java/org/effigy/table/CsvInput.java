package org.effigy.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where a CSV is read from, once. */
public final class CsvInput {
    private final String name;
    private final Optional<Path> file;
    private final Optional<InputStream> stream;

    private CsvInput(String name, Optional<Path> file, Optional<InputStream> stream) {
        this.name = name;
        this.file = file;
        this.stream = stream;
    }

    /** A file. */
    public static CsvInput of(Path file) {
        return new CsvInput(file.toString(), Optional.of(file), Optional.empty());
    }

    /** A stream, which is read to its end and closed; {@code name} is what messages call it. */
    public static CsvInput of(InputStream stream, String name) {
        return new CsvInput(Objects.requireNonNull(name, "name"), Optional.empty(), Optional.of(stream));
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    /** Opens it. */
    InputStream open() throws IOException {
        return file.isPresent() ? Files.newInputStream(file.get()) : stream.orElseThrow();
    }
}
