package org.effigy.cli;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.effigy.audit.AuditCoding;
import org.effigy.report.AuditMethod;
import org.effigy.table.CsvInput;
import org.effigy.table.ReadTable;
import org.effigy.table.Schema;
import org.effigy.table.TableFormatException;
import tech.tablesaw.api.Table;

/**
 * A table that is audited, and which it was.
 *
 * @param read its rows, and what could not be read of them
 * @param digest {@code sha256:} and the SHA-256 of the file in hexadecimal
 */
record AuditInput(ReadTable read, String digest) {
    /** Reads a file; what could not be read is counted, and told by the audit. */
    static AuditInput read(Path file, Schema schema) throws IOException {
        Places.requireTable(file.toString());
        return Places.isStream(file.toString())
                ? read(Files.newInputStream(file), file, schema)
                : readTyped(file, schema);
    }

    private static AuditInput readTyped(Path file, Schema schema) throws IOException {
        String digest = FileDigest.of(file);
        return new AuditInput(AuditCoding.read(schema, Places.table(file.toString())), digest);
    }

    private static AuditInput read(InputStream bytes, Path file, Schema schema) throws IOException {
        MessageDigest sha = FileDigest.sha256();
        ReadTable read;
        try (InputStream in = new DigestInputStream(bytes, sha)) {
            read = AuditCoding.read(schema, CsvInput.of(unclosed(in), file.toString()));
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new AuditInput(read, FileDigest.words(sha));
    }

    /**
     * Reads a table that is judged, which may lack columns: they are left out of what is compared. Where it lacks half of
     * them or more, it is another table.
     */
    static AuditInput readSynthetic(Path file, Schema schema) throws IOException {
        Places.requireTable(file.toString());
        // A pipe gives its bytes once, and they may be read twice here.
        boolean again = Files.isRegularFile(file) || !Places.isStream(file.toString());
        Optional<byte[]> once = again ? Optional.empty() : Optional.of(Files.readAllBytes(file));
        try {
            return once.isPresent() ? read(new ByteArrayInputStream(once.get()), file, schema) : read(file, schema);
        } catch (TableFormatException e) {
            Set<String> lacking = e.lackingColumns();
            if (lacking.isEmpty() || 2 * lacking.size() >= schema.fields().size()) {
                throw e;
            }
            Schema rest = schema.without(lacking);
            return once.isPresent() ? read(new ByteArrayInputStream(once.get()), file, rest) : read(file, rest);
        }
    }

    /** Its rows. */
    Table table() {
        return read.table();
    }

    /** The file as an audit's report names it. */
    AuditMethod.Source source() {
        return new AuditMethod.Source(digest, Optional.of(table().rowCount()));
    }

    /** The reader of tables closes its stream when it has seen the last row; the digest is of the whole file. */
    private static InputStream unclosed(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public void close() {}
        };
    }
}
