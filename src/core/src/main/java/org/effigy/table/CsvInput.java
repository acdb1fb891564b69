package org.effigy.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where a CSV is read from, once. */
public final class CsvInput implements TableInput {
    private final String name;
    private final Optional<Path> file;
    private final Optional<InputStream> stream;

    private CsvInput(String name, Optional<Path> file, Optional<InputStream> stream) {
        this.name = name;
        this.file = file;
        this.stream = stream;
    }

    /** A file; one whose name says that it is packed is unpacked. */
    public static CsvInput of(Path file) {
        return new CsvInput(file.toString(), Optional.of(file), Optional.empty());
    }

    /** A stream, which is read to its end and closed; {@code name} is what messages call it, and says how
     * the stream is packed. */
    public static CsvInput of(InputStream stream, String name) {
        return new CsvInput(Objects.requireNonNull(name, "name"), Optional.empty(), Optional.of(stream));
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Opens it, and unpacks it if its name says so.
     *
     * @throws PackedException if it is packed in another way
     */
    InputStream open() throws IOException {
        Packing packing = Packing.of(name);
        InputStream bytes =
                new BufferedInputStream(file.isPresent() ? Files.newInputStream(file.get()) : stream.orElseThrow());
        try {
            bytes.mark(Packing.LOOKED);
            byte[] start = bytes.readNBytes(Packing.LOOKED);
            bytes.reset();
            // An empty file is told as a table without a header line.
            if (start.length > 0) {
                packing.require(start);
            }
            return start.length > 0 ? packing.unpacked(bytes) : bytes;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }
}
