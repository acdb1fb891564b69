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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where an audit is written to. */
final class AuditOutputs {
    @Option(
            names = "--report",
            paramLabel = "HTML",
            description = "Where to write a page for people: verdicts, plain words, pictures, method.")
    private Path page;

    @Option(
            names = "--print-all",
            description = "Let the report print the figures of each part and the columns one by one too.")
    private boolean printAll;

    @Option(
            names = "--redact",
            paramLabel = "HTML",
            description =
                    "Where to write a page that may leave: outcomes by rule and values in a few wide ranges, no figure"
                            + " of a real row. Outcomes come from real rows all the same: it is not differentially"
                            + " private.")
    private Path redacted;

    @Option(names = "--json", paramLabel = "JSON", description = "Where to write all figures and verdicts.")
    private Path json;

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            description =
                    "The date to put on both. Default: none, so that the same inputs give the same bytes on any day.")
    private LocalDate date;

    @Mixin
    private Signing signing;

    /**
     * Refuses places that can't be written to, or that are read, and keys that can't sign.
     *
     * @throws IOException that says why and what to do
     */
    void check(List<Path> inputs, Talk talk) throws IOException {
        if (printAll && page == null) {
            throw new UsageException("--print-all is about the report's page: add --report");
        }
        List<Path> outputs =
                Stream.of(page, json, redacted).filter(Objects::nonNull).toList();
        Guard guard = new Guard();
        inputs.forEach(guard::reads);
        outputs.forEach(guard::writes);
        signing.enter(guard, outputs).check();
        signing.open(talk);
    }

    /** The date that the report is to bear, if one was given. */
    Optional<LocalDate> date() {
        return Optional.ofNullable(date);
    }

    /** Writes what was asked for. */
    void write(AuditDocument document, Talk talk) throws IOException {
        if (json != null) {
            write(json, document.json(), talk);
        }
        if (page != null) {
            write(page, document.html(printAll), talk);
            talk.say("Wrote the report %s. It holds statistics of real rows: keep it inside.", page);
        }
        if (redacted != null) {
            write(redacted, document.redacted(), talk);
            talk.say(
                    "Wrote the redacted report %s. Its outcomes come from real rows: it is not differentially private.",
                    redacted);
        }
    }

    private void write(Path file, byte[] content, Talk talk) throws IOException {
        PendingFile.write(file, content);
        signing.sign(file, content, talk);
    }
}
