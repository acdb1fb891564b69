package org.effigy.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/**
 * What one part of a utility audit has to say.
 *
 * @param id its name in JSON, with which the ids of its figures and grids begin, as {@code utility.fidelity}
 * @param title its name for people
 * @param figures the main figures, the most telling first
 * @param grids tables, matrices and curves
 * @param findings what a person should know, the gravest first
 */
public record UtilitySection(String id, String title, List<Figure> figures, List<Grid> grids, List<Finding> findings) {
    /** Copies the lists. */
    public UtilitySection {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        figures = List.copyOf(figures);
        grids = List.copyOf(grids);
        findings = List.copyOf(findings);
    }

    /** The section as JSON. */
    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", id).put("title", title);
        node.set("figures", AuditJson.figures(figures));
        node.set("grids", AuditJson.grids(grids));
        node.set("findings", AuditJson.findings(findings));
        return node;
    }
}
