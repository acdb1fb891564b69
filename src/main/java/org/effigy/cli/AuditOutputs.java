package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.effigy.report.AuditDocument;
import org.effigy.table.PendingFile;
import picocli.CommandLine.Option;

/** Where an audit is written to. */
final class AuditOutputs {
    @Option(
            names = "--report",
            paramLabel = "HTML",
            description = "Where to write a page for people: verdicts, plain words, pictures, method.")
    private Path page;

    @Option(names = "--json", paramLabel = "JSON", description = "Where to write all figures and verdicts.")
    private Path json;

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            description =
                    "The date to put on both. Default: none, so that the same inputs give the same bytes on any day.")
    private LocalDate date;

    /**
     * Refuses places that can't be written to, or that are read.
     *
     * @throws IOException that says why and what to do
     */
    void check(List<Path> inputs) throws IOException {
        for (Path output : Stream.of(page, json).filter(Objects::nonNull).toList()) {
            for (Path input : inputs) {
                Places.requireApart(output, input.toString());
            }
            Places.requireWritable(output);
        }
        if (page != null && page.equals(json)) {
            throw new UsageException("--report and --json name one file: name two");
        }
    }

    /** The date that the report is to bear, if one was given. */
    Optional<LocalDate> date() {
        return Optional.ofNullable(date);
    }

    /** Writes what was asked for. */
    void write(AuditDocument document, Talk talk) throws IOException {
        if (json != null) {
            PendingFile.write(json, document.json());
        }
        if (page != null) {
            PendingFile.write(page, document.html());
            talk.say("Wrote the report %s. It holds statistics of real rows: keep it inside.", page);
        }
    }
}
