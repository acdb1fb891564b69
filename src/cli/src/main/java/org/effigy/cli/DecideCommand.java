package org.effigy.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.effigy.report.DecidedAudit;
import org.effigy.report.Decision;
import org.effigy.table.PendingFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy decide}. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Writes down what was decided on an audited table, by whom and why.",
        description = {
            "",
            "The file names the audit by its digest, so that a signature on it covers audit and decision. It says which"
                    + " gates failed: keep it inside, with the audit.",
            "",
            "Example: effigy decide audit.json --decision release --reason \"All gates passed\" --name \"A. Weber\""
                    + " --role \"data protection officer\" -o decision.json --sign-key reviewer.pem",
            ""
        })
final class DecideCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "AUDIT", description = "The JSON that 'effigy audit --json' wrote.")
    private Path file;

    @Option(
            names = "--decision",
            required = true,
            paramLabel = "WHAT",
            completionCandidates = Choices.Decisions.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String decision;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in one line. May be given several times.")
    private List<String> reasons = new ArrayList<>();

    @Option(
            names = "--condition",
            paramLabel = "TEXT",
            description = "Under what condition the table may leave, in one line. May be given several times.")
    private List<String> conditions = new ArrayList<>();

    @Option(names = "--name", required = true, paramLabel = "TEXT", description = "Who decides.")
    private String name;

    @Option(names = "--role", required = true, paramLabel = "TEXT", description = "As what.")
    private String role;

    @Option(names = "--date", paramLabel = "YYYY-MM-DD", description = "When. Default: today (UTC).")
    private LocalDate date;

    @Option(names = "--purpose", defaultValue = "", paramLabel = "TEXT", description = "What the table is for.")
    private String purpose;

    @Option(names = "--receiver", defaultValue = "", paramLabel = "TEXT", description = "Who gets it.")
    private String receiver;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "JSON",
            description = "The decision to write. An earlier one is never replaced.")
    private Path output;

    @Mixin
    private Signing signing;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        Guard guard = new Guard().reads(file).writes(output);
        signing.enter(guard, List.of(output)).check();
        if (Files.isRegularFile(output)) {
            throw new UsageException("'" + output
                    + "' is there already, and a decision is never replaced: name another file, and keep both");
        }
        Decision decided = decided(SignCommand.content(file));
        signing.open(talk);
        byte[] json = decided.json();
        PendingFile.write(output, json);
        signing.sign(output, json, talk);
        talk.say("%s", decided.words());
        if (decided.isAgainstTheAudit()) {
            talk.say(
                    "Note: the decision names the %d gates that failed: %s.",
                    decided.audit().failed().size(),
                    String.join(", ", decided.audit().failed()));
        }
        talk.say("Wrote %s. It tells of gates that failed: keep it inside.", output);
        return 0;
    }

    private Decision decided(byte[] audit) {
        DecidedAudit basis;
        try {
            basis = DecidedAudit.read(audit, FileDigest.of(audit));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("can't decide on '" + file + "': " + e.getMessage(), e);
        }
        try {
            return new Decision(
                    Decision.Choice.of(decision),
                    reasons,
                    conditions,
                    name,
                    role,
                    date == null ? LocalDate.now(ZoneOffset.UTC) : date,
                    purpose,
                    receiver,
                    basis);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
