package org.effigy.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.effigy.audit.AuditJson;
import org.effigy.audit.AuditReport;
import org.effigy.audit.Claim;
import org.effigy.audit.Findings;
import org.effigy.audit.PolicyJson;
import org.effigy.audit.Verdict;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.Promise;
import org.effigy.synth.Provenance;

/** An audit's page as JSON; {@code audit.schema.json} beside this class says what each field is. */
final class AuditTwin {
    static final String FORMAT = "effigy-audit";
    static final int VERSION = 2;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AuditTwin() {}

    static String text(AuditDocument document) {
        AuditReport report = document.privacy();
        AuditMethod method = document.method();
        ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT).put("version", VERSION);
        root.put("banner", AuditReport.BANNER).put("title", document.title());
        method.date().ifPresent(date -> root.put("date", date.toString()));
        root.put("outcome", AuditJson.word(report.judgement().outcome()));
        root.put("words", report.judgement().words());
        ArrayNode caveats = root.putArray("caveats");
        report.caveats().forEach(caveat -> caveats.add(caveat.words()));
        ArrayNode verdicts = root.putArray("verdicts");
        for (Verdict verdict : report.judgement().verdicts()) {
            verdicts.add(AuditJson.write(verdict));
        }
        ArrayNode sections = root.putArray("sections");
        for (Findings findings : report.sections()) {
            sections.add(AuditJson.write(findings));
        }
        document.utility().ifPresent(useful -> root.set("utility", useful.json()));
        document.provenance().ifPresent(provenance -> put(root.putObject("origin"), provenance));
        document.ledger()
                .ifPresent(statement -> put(
                        root.putObject("ledger"),
                        statement,
                        document.overall().orElseGet(() -> Promise.of(statement.budget()))));
        FactsJson.put(root, document.checklists());
        ObjectNode inputs = root.putObject("inputs");
        method.sources().forEach((role, source) -> {
            ObjectNode node = inputs.putObject(role);
            source.rows().ifPresent(rows -> node.put("rows", rows));
            node.put("digest", source.digest());
        });
        root.put("schemaDigest", method.schemaDigest());
        ObjectNode parameters = root.putObject("parameters");
        parameters.put("seed", report.tables().seed());
        report.tables()
                .claim()
                .ifPresentOrElse(claim -> put(parameters.putObject("claim"), claim), () -> parameters.putNull("claim"));
        ObjectNode options = parameters.putObject("options");
        method.options().forEach(options::put);
        root.set("policy", PolicyJson.tree(report.tables().policy()));
        put(root.putObject("environment"), method.environment());
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }

    private static void put(ObjectNode node, Provenance provenance) {
        node.put("generator", "effigy " + provenance.version()).put("model", provenance.synthesizer());
        node.put("noise", provenance.noise()).put("dataset", provenance.dataset());
        node.put("ledger", provenance.ledger()).put("release", provenance.release());
        provenance.ledgerHead().ifPresent(head -> node.put("ledgerHead", head.toString()));
        FactsJson.putPromise(node, provenance);
        FactsJson.putCharges(node, provenance);
    }

    private static void put(ObjectNode node, LedgerStatement statement, Promise overall) {
        node.put("id", statement.id()).put("dataset", statement.dataset());
        FactsJson.put(node, statement, overall);
    }

    private static void put(ObjectNode node, Claim claim) {
        node.put("epsilon", claim.epsilon()).put("delta", claim.delta());
    }

    private static void put(ObjectNode node, Environment environment) {
        node.put("program", environment.program());
        node.put("java", environment.java()).put("platform", environment.platform());
        ObjectNode libraries = node.putObject("libraries");
        environment.libraries().forEach(libraries::put);
    }
}
