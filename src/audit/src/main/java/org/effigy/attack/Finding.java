package org.effigy.attack;

import java.util.List;
import java.util.Objects;
import org.effigy.audit.Figure;
import org.effigy.privacy.PrivacyBudget;

/**
 * What an attack found.
 *
 * @param kind of attack, for people
 * @param claim what the fits claim to spend
 * @param level how often its bounds hold
 * @param figures its numbers; the bound on epsilon first
 * @param exceeded whether a bound is above what is claimed, which an honest fit lets happen with probability at most
 *     {@code 1 - level}
 */
public record Finding(String kind, PrivacyBudget claim, double level, List<Figure> figures, boolean exceeded) {
    /** Copies the list. */
    public Finding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(claim, "claim");
        figures = List.copyOf(figures);
    }

    /** The verdict for people, in one sentence. */
    public String words() {
        return exceeded
                ? "FAIL: the fits give away more than " + claim.words() + " allows."
                : "Within the claim: this attack shows no more than " + claim.words()
                        + " allows. That is no proof; the proof is in the mechanism.";
    }
}
