package org.effigy.table.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.effigy.table.TypedInput;
import org.effigy.table.TypedRows;

/**
 * A Parquet file.
 *
 * @param file a file, and no pipe: its description stands at its end
 */
public record ParquetInput(Path file) implements TypedInput {
    /** Checks that nothing is missing. */
    public ParquetInput {
        Objects.requireNonNull(file, "file");
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public TypedRows open() throws IOException {
        return ParquetRows.open(file);
    }
}
