package org.effigy.audit.downstream;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;

/** A question about predictions that the holdout can't answer, because the target has one value alone in it. */
final class Unanswerable {
    private Unanswerable() {}

    /** The section that says so in place of one that asks; empty where the holdout can answer. */
    static Optional<UtilitySection> of(String id, String title, Study study, UtilityTables tables) {
        AuditColumn column = tables.holdout().column(study.target());
        long values = column instanceof AuditColumn.Categories categories
                ? IntStream.of(categories.codes())
                        .filter(code -> code >= 0)
                        .distinct()
                        .count()
                : DoubleStream.of(((AuditColumn.Numbers) column).values())
                        .filter(value -> !Double.isNaN(value))
                        .distinct()
                        .count();
        if (values > 1) {
            return Optional.empty();
        }
        String why = "The target '" + study.target() + "' has " + (values == 0 ? "no value" : "one value alone")
                + " in the holdout: whatever is predicted is right, or can't be told.";
        Figure none = new Figure(id + ".assessed", title, Double.NaN, Optional.empty(), Optional.empty(), why);
        Finding finding = new Finding(
                id + ".one-class",
                Finding.Severity.WARNING,
                "Not assessed: " + Character.toLowerCase(why.charAt(0)) + why.substring(1, why.indexOf(':')),
                List.of(none),
                "Nothing is known of how well models predict that learned from the synthetic rows.",
                "Give a holdout with more real rows, in which the target has all of its values.");
        return Optional.of(new UtilitySection(id, title, List.of(none), List.of(), List.of(finding)));
    }
}
