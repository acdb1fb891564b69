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
import org.effigy.audit.UtilityReport;
import org.effigy.privacy.AttackCeiling;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Promise;
import org.effigy.synth.Provenance;

/**
 * What a reviewer reads and signs: the verdicts of an audit, what they mean, and what they rest on. It tells of real
 * rows: internal, not for release.
 *
 * @param title what was audited
 * @param privacy the attacks and their verdicts
 * @param utility what the rows are good for, if that was examined
 * @param provenance where the synthetic rows came from, if their manifest says so
 * @param ledger what was spent on the training table in all, if the ledger was at hand
 * @param method what was read and chosen
 */
public record AuditDocument(
        String title,
        AuditReport privacy,
        Optional<UtilityReport> utility,
        Optional<Provenance> provenance,
        Optional<LedgerStatement> ledger,
        AuditMethod method) {
    /**
     * Checks that the parts belong together.
     *
     * @throws IllegalArgumentException if the ledger is not the one that the rows were paid from, or says something else
     *     of their release
     */
    public AuditDocument {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(privacy, "privacy");
        Objects.requireNonNull(utility, "utility");
        Objects.requireNonNull(provenance, "provenance");
        Objects.requireNonNull(method, "method");
        if (ledger.isPresent()
                && provenance.isPresent()
                && !ledger.get().id().equals(provenance.get().ledger())) {
            throw new IllegalArgumentException("the synthetic rows were paid from ledger "
                    + provenance.get().ledger() + ", and this is ledger "
                    + ledger.get().id() + ": name the right one");
        }
        ledger.ifPresent(statement -> provenance.ifPresent(from -> from.requireSaidBy(statement)));
    }

    /** A page with everything in it; the same document gives the same bytes. */
    public byte[] html() {
        return html(false);
    }

    /**
     * The page, for print.
     *
     * @param isPrintedWhole whether the figures of each part and the columns one by one are printed too; some 15 sheets more
     */
    public byte[] html(boolean isPrintedWhole) {
        return new AuditPage(this, isPrintedWhole).text().getBytes(StandardCharsets.UTF_8);
    }

    /** The same as JSON, under {@code audit.schema.json}; the same document gives the same bytes. */
    public byte[] json() {
        return AuditTwin.text(this).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A page for release: outcomes by rule, values in a few fixed ranges, and no figure of a real row. Outcomes come from
     * real rows, so it is not differentially private; {@code docs/guides/auditing.md} says what it gives away.
     */
    public byte[] redacted() {
        return new RedactedPage(this).text().getBytes(StandardCharsets.UTF_8);
    }

    /** The questions that are commonly asked, with the answers that this audit gives. */
    public List<Checklist> checklists() {
        return AuditChecklists.of(this);
    }

    /** What all releases of the ledger promise together, if it was at hand and counts the people behind the rows. */
    Optional<Promise> overall() {
        return ledger.filter(statement ->
                        provenance.isEmpty() || !provenance.get().lineage().isOfSyntheticRows())
                .map(statement -> provenance
                        .map(from -> from.overall(statement.budget()))
                        .orElseGet(() -> Promise.of(statement.budget())));
    }

    /** Whose manifest shows that what is claimed was kept by a release whose noise is secure; empty for a bare claim. */
    Optional<Provenance> proven() {
        return privacy.tables()
                .claim()
                .flatMap(claim -> provenance.filter(from -> from.promised()
                        .filter(promise -> promise.epsilon() == claim.epsilon() && promise.delta() == claim.delta())
                        .isPresent()));
    }

    /** The most that any attacker can find, if what is claimed holds: by the manifest where it proves the claim. */
    Optional<AttackCeiling> ceiling() {
        return privacy.tables()
                .claim()
                .map(claim -> AttackCeiling.of(proven().flatMap(Provenance::promised)
                        .map(Promise::loss)
                        .orElseGet(() -> new PrivacyLoss.Approximate(claim.epsilon(), claim.delta()))));
    }

    /** Everything that was examined, attacks first. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        privacy.sections()
                .forEach(
                        section -> parts.add(new Part(section.title(), section.figures(), section.grids(), List.of())));
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
