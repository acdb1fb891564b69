package org.effigy.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.effigy.audit.AuditReport;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Grid;
import org.effigy.audit.utility.UtilityReport;
import org.effigy.synth.Provenance;

/**
 * What a reviewer reads and signs: the verdicts of an audit, what they mean, and what they rest on. It tells of real
 * rows: internal, not for release.
 *
 * @param title what was audited
 * @param privacy the attacks and their verdicts
 * @param utility what the rows are good for, if that was examined
 * @param provenance where the synthetic rows came from, if their manifest says so
 * @param method what was read and chosen
 */
public record AuditDocument(
        String title,
        AuditReport privacy,
        Optional<UtilityReport> utility,
        Optional<Provenance> provenance,
        AuditMethod method) {
    /** Checks that nothing is missing. */
    public AuditDocument {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(privacy, "privacy");
        Objects.requireNonNull(utility, "utility");
        Objects.requireNonNull(provenance, "provenance");
        Objects.requireNonNull(method, "method");
    }

    /** A page with everything in it; the same document gives the same bytes. */
    public byte[] html() {
        return new AuditPage(this).text().getBytes(StandardCharsets.UTF_8);
    }

    /** The same as JSON, under {@code audit.schema.json}; the same document gives the same bytes. */
    public byte[] json() {
        return AuditTwin.text(this).getBytes(StandardCharsets.UTF_8);
    }

    /** Everything that was examined, attacks first. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        privacy.sections()
                .forEach(section -> parts.add(new Part(section.title(), section.figures(), List.of(), List.of())));
        utility.ifPresent(report -> report.sections()
                .forEach(section ->
                        parts.add(new Part(section.title(), section.figures(), section.grids(), section.findings()))));
        return parts;
    }

    /**
     * Something that was examined.
     *
     * @param title for people
     * @param figures its figures
     * @param grids matrices, curves and tables
     * @param findings what a person should know
     */
    record Part(String title, List<Figure> figures, List<Grid> grids, List<Finding> findings) {}
}
