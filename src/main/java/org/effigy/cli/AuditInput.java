package org.effigy.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.effigy.audit.AuditCoding;
import org.effigy.report.AuditMethod;
import org.effigy.table.CsvInput;
import org.effigy.table.ReadTable;
import org.effigy.table.Schema;
import tech.tablesaw.api.Table;

/**
 * A table that is audited, and which it was.
 *
 * @param table its rows
 * @param digest {@code sha256:} and the SHA-256 of the file in hexadecimal
 */
record AuditInput(Table table, String digest) {
    /** Reads a file, and says what could not be read as the schema wants. */
    static AuditInput read(String role, Path file, Schema schema, Talk talk) throws IOException {
        Places.requireCsv(file.toString());
        MessageDigest sha = FileDigest.sha256();
        ReadTable read;
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
            read = AuditCoding.read(schema, CsvInput.of(unclosed(in), file.toString()));
            in.transferTo(OutputStream.nullOutputStream());
        }
        read.report()
                .changed()
                .forEach((column, cells) -> talk.say(
                        "Note: %,d cells of '%s' in the %s table are no %s and count as missing.",
                        cells, column, role, schema.field(column).type().word()));
        return new AuditInput(read.table(), FileDigest.words(sha));
    }

    /** The file as an audit's report names it. */
    AuditMethod.Source source() {
        return new AuditMethod.Source(digest, Optional.of(table.rowCount()));
    }

    /** The reader of tables closes its stream when it has seen the last row; the digest is of the whole file. */
    private static InputStream unclosed(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public void close() {}
        };
    }
}
