package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditReport;
import org.effigy.audit.utility.UtilityReport;
import org.effigy.privacy.LedgerStatement;
import org.effigy.report.AuditDocument;
import org.effigy.synth.Generator;
import org.effigy.synth.Provenance;
import org.effigy.table.PendingFile;
import picocli.CommandLine.Option;

/** Where an audit is written to. */
final class AuditOutputs {
    @Option(
            names = "--report",
            paramLabel = "HTML",
            description = "Where to write a page for people: verdicts, plain words, pictures, method.")
    private Path page;

    @Option(
            names = "--redact",
            paramLabel = "HTML",
            description =
                    "Where to write a page that may leave: outcomes by rule and values in a few wide ranges, no figure of a real row. Outcomes come from real rows all the same: it is not differentially private.")
    private Path redacted;

    @Option(names = "--json", paramLabel = "JSON", description = "Where to write all figures and verdicts.")
    private Path json;

    /**
     * Refuses places that can't be written to, or that are read.
     *
     * @throws IOException that says why and what to do
     */
    void check(List<Path> inputs) throws IOException {
        for (Path output :
                Stream.of(page, json, redacted).filter(Objects::nonNull).toList()) {
            for (Path input : inputs) {
                Places.requireApart(output, input.toString());
            }
            Places.requireWritable(output);
        }
        List<Path> named =
                Stream.of(page, json, redacted).filter(Objects::nonNull).toList();
        if (named.stream().distinct().count() < named.size()) {
            throw new UsageException("two of --report, --json and --redact name one file: name one for each");
        }
    }

    /**
     * Writes what was asked for.
     *
     * @param title what was audited
     * @param digests the SHA-256 of each input, by its role
     */
    void write(
            String title,
            AuditReport report,
            Optional<UtilityReport> useful,
            Optional<Provenance> provenance,
            Optional<LedgerStatement> ledger,
            Map<String, String> digests,
            Talk talk)
            throws IOException {
        if (json != null) {
            PendingFile.write(json, AuditJson.bytes(report, useful, digests));
        }
        if (page == null && redacted == null) {
            return;
        }
        AuditDocument document = new AuditDocument(
                title,
                report,
                useful,
                provenance,
                ledger,
                inputs(report.tables(), digests),
                parameters(report.tables()));
        if (page != null) {
            PendingFile.write(page, document.html());
            talk.say("Wrote the report %s. It holds statistics of real rows: keep it inside.", page);
        }
        if (redacted != null) {
            PendingFile.write(redacted, document.redacted());
            talk.say(
                    "Wrote the redacted report %s. Its outcomes come from real rows: it is not differentially private.",
                    redacted);
        }
    }

    private static Map<String, String> inputs(AuditCase tables, Map<String, String> digests) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        rows.put("train", tables.train().rows());
        tables.holdout().ifPresent(holdout -> rows.put("holdout", holdout.rows()));
        rows.put("synthetic", tables.synthetic().rows());
        Map<String, String> inputs = new LinkedHashMap<>();
        digests.forEach((role, digest) -> inputs.put(
                role,
                rows.containsKey(role) ? String.format(Locale.ROOT, "%,d rows, %s", rows.get(role), digest) : digest));
        return inputs;
    }

    private static Map<String, String> parameters(AuditCase tables) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("program", Generator.NAME + " " + Generator.version());
        parameters.put("policy", tables.policy().name());
        parameters.put("seed", Long.toString(tables.seed()));
        parameters.put(
                "claim",
                tables.claim()
                        .map(claim -> "epsilon " + claim.epsilon() + ", delta " + claim.delta())
                        .orElse("none"));
        return parameters;
    }
}
