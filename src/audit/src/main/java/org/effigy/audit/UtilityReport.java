package org.effigy.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The result of a utility audit. It tells of real rows: for the curator, not for release.
 *
 * @param rows the number of rows of each table, by its name, in the order train, holdout, synthetic, later
 * @param options with which it was made
 * @param sections in the order of its parts
 */
public record UtilityReport(Map<String, Integer> rows, UtilityOptions options, List<UtilitySection> sections) {
    /** The name of the format in JSON. */
    public static final String FORMAT = "effigy-utility-audit";

    /** The version of the format. */
    public static final int VERSION = 1;

    /** Copies. */
    public UtilityReport {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        Objects.requireNonNull(options, "options");
        sections = List.copyOf(sections);
    }

    /** All figures, section by section. */
    public List<Figure> figures() {
        return sections.stream().flatMap(section -> section.figures().stream()).toList();
    }

    /** All findings, section by section. */
    public List<Finding> findings() {
        return sections.stream().flatMap(section -> section.findings().stream()).toList();
    }

    /**
     * The figure of this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Figure figure(String id) {
        return figures().stream()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the audit has no figure '" + id + "'; it has "
                        + figures().stream().map(Figure::id).toList()));
    }

    /**
     * The grid of this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Grid grid(String id) {
        List<Grid> grids =
                sections.stream().flatMap(section -> section.grids().stream()).toList();
        return grids.stream()
                .filter(grid -> grid.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the audit has no grid '" + id + "'; it has "
                        + grids.stream().map(Grid::id).toList()));
    }

    /** The whole report: {@code {"format", "version", "banner", "rows", "options", "sections"}}. */
    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("format", FORMAT)
                .put("version", VERSION)
                .put("banner", "contains statistics of real data: internal");
        ObjectNode sizes = node.putObject("rows");
        rows.forEach(sizes::put);
        node.putObject("options")
                .put("seed", options.seed())
                .put("level", options.level())
                .put("falseAlarms", options.falseAlarms());
        sections.forEach(section -> node.withArray("sections").add(section.json()));
        return node;
    }

    /** The whole report as indented text, with a line end; the same audit gives the same text. */
    public String toJson() {
        try {
            return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(json()) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }
}
