package org.effigy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import org.effigy.attack.Finding;
import org.effigy.audit.AuditJson;
import org.effigy.privacy.PrivacyJson;

/** What {@code effigy attack --json} prints. */
final class FindingJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FindingJson() {}

    static String of(Finding finding, long seed) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("warning", "contains statistics of real data: internal");
        root.put("attack", finding.kind()).put("exceeded", finding.exceeded());
        root.put("level", finding.level()).put("seed", seed);
        PrivacyJson.put(root.putObject("claim"), finding.claim());
        root.set("figures", AuditJson.figures(finding.figures()));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }

    /** A number with four digits that count. */
    static String digits(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
