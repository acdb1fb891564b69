package org.effigy.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;

/**
 * What a table is good for and what not, in three lines each, with the error that is to be expected.
 *
 * @param document what was audited
 */
record GoodFor(AuditDocument document) {
    private static final int LINES = 3;

    /** How many rows in a hundred more than among as many real rows may stand elsewhere. */
    private static final double MORE = .03;

    private static final String VARIATION = "utility.fidelity.total-variation.";
    private static final String MODELS = "utility.lift.trees.roc-auc.";

    /** Adds what there is to say; nothing where usefulness was not examined. */
    void tell(List<String> good, List<String> bad) {
        likeness("1", "counts by one column", good, bad);
        likeness("2", "tables of two columns", good, bad);
        models(good, bad);
        document.parts().stream()
                .flatMap(part -> part.findings().stream())
                .filter(finding -> finding.severity() != Finding.Severity.NOTE)
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .map(Finding::title)
                .filter(title -> bad.size() < LINES)
                .forEach(title -> add(bad, title));
    }

    private static void add(List<String> lines, String line) {
        if (lines.size() < LINES) {
            lines.add(line.endsWith(".") ? line : line + ".");
        }
    }

    private void likeness(String columns, String what, List<String> good, List<String> bad) {
        Optional<Figure> off = figure(VARIATION + columns + ".holdout");
        if (off.isEmpty() || off.get().reference().isEmpty()) {
            return;
        }
        double chance = off.get().reference().get();
        add(
                off.get().value() - chance <= MORE ? good : bad,
                String.format(
                        Locale.ROOT,
                        "%s: of 100 rows about %s stand elsewhere than among real rows (%s of as many other real rows"
                                + " do)",
                        Character.toUpperCase(what.charAt(0)) + what.substring(1),
                        hundredths(off.get().value()),
                        hundredths(chance)));
    }

    private void models(List<String> good, List<String> bad) {
        Optional<Figure> made = figure(MODELS + "synthetic");
        Optional<Figure> real = figure(MODELS + "real");
        if (made.isEmpty() || real.isEmpty()) {
            return;
        }
        boolean isWorse = document.parts().stream()
                .flatMap(part -> part.findings().stream())
                .anyMatch(finding -> finding.id().startsWith("utility.lift.cost"));
        add(
                isWorse ? bad : good,
                String.format(
                        Locale.ROOT,
                        "Training a model: one that learned from it ranks real cases with an area of %.2f, one that"
                                + " learned from real rows with %.2f (0.50 is guessing)",
                        made.get().value(),
                        real.get().value()));
    }

    private static String hundredths(double share) {
        return share < .095 ? String.format(Locale.ROOT, "%.1f", 100 * share) : Long.toString(Math.round(100 * share));
    }

    private Optional<Figure> figure(String id) {
        return document.parts().stream()
                .flatMap(part -> part.figures().stream())
                .filter(figure -> figure.id().equals(id) && figure.isDefined())
                .findFirst();
    }
}
