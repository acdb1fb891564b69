package org.effigy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.effigy.privacy.LedgerHead;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.PrivacyJson;

/** What {@code effigy ledger show --json} prints. */
final class StatementJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StatementJson() {}

    static String of(LedgerStatement statement) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("id", statement.id()).put("dataset", statement.dataset());
        root.put("created", statement.created().toString());
        PrivacyJson.put(root.putObject("budget"), statement.budget());
        PrivacyJson.put(root.putObject("spent"), statement.spent());
        PrivacyJson.put(root.putObject("remaining"), statement.remaining());
        if (statement.budget().reserved() > 0) {
            root.put("remainingDelta", statement.remainingDelta());
        }
        root.putObject("implied")
                .put("epsilon", statement.implied().epsilon())
                .put("delta", statement.implied().delta());
        root.put("head", statement.head().map(LedgerHead::toString).orElse(null));
        for (LedgerStatement.OfRelease release : statement.releases()) {
            ObjectNode node = root.withArray("releases").addObject();
            node.put("id", release.id()).put("purpose", release.purpose());
            node.put("opened", release.opened().toString());
            PrivacyJson.put(node.putObject("budget"), release.budget());
            PrivacyJson.put(node.putObject("spent"), release.spent());
            release.entries()
                    .forEach(entry -> PrivacyJson.put(node.withArray("charges").addObject(), entry.charge()));
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }
}
