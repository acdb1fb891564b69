package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.effigy.report.PublishedSchema;

/** Runs commands as a shell does, and keeps what the last one printed and said. */
final class Shell {
    private final StringWriter said = new StringWriter();
    private final StringWriter printed = new StringWriter();

    /** Runs a command. @return its exit status */
    int run(Object... arguments) {
        said.getBuffer().setLength(0);
        printed.getBuffer().setLength(0);
        return Effigy.run(
                new PrintWriter(printed, true),
                new PrintWriter(said, true),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    /** Audits a table of a folder that has a train.csv and a schema.json; a JSON that is written must follow its schema. */
    int audit(Path folder, String synthetic, Object... more) {
        int status = run(Stream.concat(
                        Stream.of(
                                "audit",
                                "--train",
                                folder.resolve("train.csv"),
                                "--synthetic",
                                folder.resolve(synthetic),
                                "--schema",
                                folder.resolve("schema.json")),
                        Stream.of(more))
                .toArray());
        int json = List.of(more).indexOf("--json");
        if (json >= 0 && (status == 0 || status == AuditCommand.GATE_FAILED)) {
            try {
                assertEquals(
                        Set.of(),
                        PublishedSchema.AUDIT.faults(Files.readAllBytes(
                                Path.of(List.of(more).get(json + 1).toString()))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return status;
    }

    /** What the last command said to people. */
    String said() {
        return said.toString();
    }

    /** What the last command printed. */
    String printed() {
        return printed.toString();
    }
}
