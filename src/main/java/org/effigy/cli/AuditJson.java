package org.effigy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditReport;
import org.effigy.audit.Figure;
import org.effigy.audit.Findings;
import org.effigy.audit.PolicyJson;
import org.effigy.audit.Verdict;
import org.effigy.audit.utility.UtilityReport;
import org.effigy.synth.Generator;

/** An audit as JSON: the same for the same inputs, byte by byte, whatever the machine and its threads. */
final class AuditJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AuditJson() {}

    /**
     * @param useful what the audit of usefulness found, if there was one
     * @param inputs the SHA-256 of each input, by its role
     */
    static byte[] bytes(AuditReport report, Optional<UtilityReport> useful, Map<String, String> inputs) {
        AuditCase tables = report.tables();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("banner", AuditReport.BANNER);
        root.put("format", "effigy-audit").put("formatVersion", 1);
        root.put("generator", Generator.NAME).put("version", Generator.version());
        ObjectNode digests = root.putObject("inputs");
        inputs.forEach((role, digest) -> digests.put(role, digest));
        ObjectNode parameters = root.putObject("parameters");
        parameters.put("seed", tables.seed());
        tables.claim()
                .ifPresentOrElse(
                        claim -> parameters
                                .putObject("claim")
                                .put("epsilon", claim.epsilon())
                                .put("delta", claim.delta()),
                        () -> parameters.putNull("claim"));
        ObjectNode rows = parameters.putObject("rows");
        rows.put("train", tables.train().rows());
        tables.holdout().ifPresent(holdout -> rows.put("holdout", holdout.rows()));
        rows.put("synthetic", tables.synthetic().rows());
        root.put("outcome", word(report.judgement().outcome()));
        root.put("words", report.judgement().words());
        for (Verdict verdict : report.judgement().verdicts()) {
            ObjectNode node = root.withArray("verdicts").addObject();
            node.put(
                    "figure",
                    verdict.figure().map(Figure::id).orElse(verdict.rule().figure()));
            node.put("kind", verdict.rule().kind().name().toLowerCase(Locale.ROOT));
            node.put("outcome", word(verdict.outcome())).put("words", verdict.words());
            node.put("why", verdict.rule().why()).put("source", verdict.rule().source());
        }
        for (Findings findings : report.sections()) {
            ObjectNode section = root.withArray("sections").addObject();
            section.put("title", findings.title());
            findings.figures()
                    .forEach(figure -> put(section.withArray("figures").addObject(), figure));
            section.set("grids", org.effigy.audit.AuditJson.grids(findings.grids()));
        }
        useful.ifPresent(found -> root.set("utility", found.json()));
        root.set("policy", PolicyJson.tree(tables.policy()));
        try {
            return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }

    private static void put(ObjectNode node, Figure figure) {
        node.put("id", figure.id()).put("title", figure.title());
        number(node, "value", figure.value());
        figure.interval().ifPresent(interval -> {
            ObjectNode ends = node.putObject("interval");
            number(ends, "low", interval.low());
            number(ends, "high", interval.high());
            ends.put("level", interval.level());
        });
        figure.reference().ifPresent(reference -> number(node, "reference", reference));
        node.put("note", figure.note());
    }

    /** JSON has no numbers for what is not defined or has no end: null stands for them. */
    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static String word(Verdict.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
