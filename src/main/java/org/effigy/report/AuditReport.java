package org.effigy.report;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Claim;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Grid;
import org.effigy.audit.Judgement;
import org.effigy.synth.Provenance;

/**
 * What a reviewer reads and signs: the verdicts of an audit, what they mean, and what they rest on. It tells of real
 * rows: internal, not for release.
 *
 * @param title what was audited
 * @param judgement the verdicts
 * @param parts what was examined, in the order in which it is shown
 * @param real the rows that the generator saw
 * @param synthetic the rows that are judged
 * @param claim the privacy that is claimed, if any
 * @param provenance where the synthetic rows came from, if their manifest says so
 * @param inputs each input by its name, with its rows and digest in words
 * @param parameters each choice by its name, in words
 */
public record AuditReport(
        String title,
        Judgement judgement,
        List<Part> parts,
        AuditTable real,
        AuditTable synthetic,
        Optional<Claim> claim,
        Optional<Provenance> provenance,
        Map<String, String> inputs,
        Map<String, String> parameters) {
    /** What stands on every page. */
    public static final String BANNER = "Contains statistics of real data: internal";

    /**
     * Something that was examined.
     *
     * @param title for people
     * @param figures its figures
     * @param grids matrices, curves and tables
     * @param findings what a person should know
     */
    public record Part(String title, List<Figure> figures, List<Grid> grids, List<Finding> findings) {
        /** Copies the lists. */
        public Part {
            Objects.requireNonNull(title, "title");
            figures = List.copyOf(figures);
            grids = List.copyOf(grids);
            findings = List.copyOf(findings);
        }
    }

    /** Copies lists and maps, in their order. */
    public AuditReport {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(judgement, "judgement");
        parts = List.copyOf(parts);
        Objects.requireNonNull(real, "real");
        Objects.requireNonNull(synthetic, "synthetic");
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(provenance, "provenance");
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A page with everything in it; the same report gives the same bytes. */
    public byte[] html() {
        return new AuditPage(this).text().getBytes(StandardCharsets.UTF_8);
    }
}
