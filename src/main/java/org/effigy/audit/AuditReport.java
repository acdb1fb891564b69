package org.effigy.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What an audit found. It holds statistics of real rows that no noise hides: for the curator, not for release.
 *
 * @param tables what was audited, and how
 * @param sections what each section found, in order
 * @param judgement what the policy says of it
 */
public record AuditReport(AuditCase tables, List<Findings> sections, Judgement judgement) {
    /** What stands on all that an audit of real rows writes. */
    public static final String BANNER = "contains statistics of real data: internal";

    /** Copies the list. */
    public AuditReport {
        Objects.requireNonNull(tables, "tables");
        Objects.requireNonNull(judgement, "judgement");
        sections = List.copyOf(sections);
    }

    /**
     * Runs sections one after the other, and judges their figures by the case's policy, whose false alarms are shared by
     * the gates that can be assessed on tables of this size.
     */
    public static AuditReport of(AuditCase given, List<? extends AuditSection> sections) {
        Map<String, Power> foreseen = new LinkedHashMap<>();
        sections.forEach(section -> foreseen.putAll(section.foresee(given)));
        AuditCase tables = given.with(given.policy().over(foreseen));
        List<Findings> findings = new ArrayList<>();
        for (AuditSection section : sections) {
            findings.add(section.examine(tables));
        }
        return new AuditReport(
                tables,
                findings,
                tables.policy()
                        .judge(findings.stream()
                                .flatMap(found -> found.figures().stream())
                                .toList()));
    }

    /** All curves and matrices, in order. */
    public Stream<Grid> grids() {
        return sections.stream().flatMap(section -> section.grids().stream());
    }

    /** All figures, in order. */
    public Stream<Figure> figures() {
        return sections.stream().flatMap(section -> section.figures().stream());
    }

    /**
     * The figure of this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Figure figure(String id) {
        return figures()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no figure '" + id + "'; there are "
                        + figures().map(Figure::id).toList()));
    }
}
