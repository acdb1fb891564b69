package org.effigy.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.effigy.privacy.AttackCeiling;
import org.effigy.privacy.LedgerStatement;
import org.effigy.synth.ErrorBars;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Noisiness;
import org.effigy.synth.Provenance;
import org.effigy.synth.Steps;
import org.effigy.table.Field;
import org.effigy.table.Role;
import org.effigy.table.Schema;

/**
 * The public side of a release, for those who receive it and those who must agree to it: what is promised to whom, what
 * it rests on and what was spent. Holds released numbers and public facts alone; nothing on it was computed from real
 * rows.
 *
 * @param provenance where the model came from and what it cost
 * @param schema what rows can hold
 * @param modelDigest the model file's digest
 * @param ledger what all releases together have spent, if the ledger was at hand
 * @param intendedUse what the curator says that the release is for; may be empty
 * @param caution what who uses the rows must know first, as that they are mostly noise; mostly empty
 * @param known how far shares of columns, pairs and triples are off, in sentences
 * @param histories how the rows of a unit follow each other, in a sentence; empty where each row is drawn by itself
 */
public record ReleaseCard(
        Provenance provenance,
        Schema schema,
        String modelDigest,
        Optional<LedgerStatement> ledger,
        String intendedUse,
        Optional<String> caution,
        Optional<String> histories,
        List<String> known) {
    /**
     * Checks that the parts belong together.
     *
     * @throws IllegalArgumentException if the ledger is not the one that the model was paid from, or says something else
     *     of its release
     */
    public ReleaseCard {
        Objects.requireNonNull(provenance, "provenance");
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(modelDigest, "modelDigest");
        Objects.requireNonNull(intendedUse, "intendedUse");
        known = List.copyOf(known);
        if (ledger.isPresent() && !ledger.get().id().equals(provenance.ledger())) {
            throw new IllegalArgumentException("the model was paid from ledger " + provenance.ledger()
                    + ", and this is ledger " + ledger.get().id() + ": name the right one");
        }
        ledger.ifPresent(provenance::requireSaidBy);
    }

    /**
     * The card of a model.
     *
     * @param digest as {@link org.effigy.synth.ModelFile#digest} gives it
     */
    public static ReleaseCard of(
            FittedModel model, String digest, Optional<LedgerStatement> ledger, String intendedUse) {
        return new ReleaseCard(
                model.provenance(),
                model.schema(),
                digest,
                ledger,
                intendedUse,
                Noisiness.caution(model),
                model.steps().map(Steps::words),
                known(model));
    }

    private static List<String> known(FittedModel model) {
        List<String> known = new ArrayList<>(ErrorBars.of(model).words());
        model.schema()
                .target()
                .ifPresent(target -> known.add("What '" + target.name()
                        + "' has to do with several columns at once and with no fewer of them (a parity) is lost, unless"
                        + " these were counted together."));
        return known;
    }

    /** A page with everything in it; the same card gives the same bytes. */
    public byte[] html() {
        return new ReleaseCardPage(this).text().getBytes(StandardCharsets.UTF_8);
    }

    /** The same as JSON, under {@code release-card.schema.json}; the same card gives the same bytes. */
    public byte[] json() {
        return ReleaseCardJson.text(this).getBytes(StandardCharsets.UTF_8);
    }

    /** The questions that are commonly asked, with the answers that public facts give. */
    public List<Checklist> checklists() {
        return ReleaseChecklists.of(this);
    }

    /**
     * The best that an attacker can do against what is promised, which is what may be spent: what a fit happened to spend
     * depends on answers. Empty without a promise.
     */
    public Optional<AttackCeiling> ceiling() {
        return provenance.promised().map(promise -> AttackCeiling.of(promise.loss()));
    }

    /** The columns that hold running numbers in place of names of rows or units. */
    List<String> identifiers() {
        return schema.fields().stream()
                .filter(field -> field.role() == Role.IDENTIFIER || field.role() == Role.UNIT)
                .map(Field::name)
                .toList();
    }
}
