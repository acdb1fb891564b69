package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.likeness.BinnedTable;
import org.effigy.audit.likeness.Draw;

/** Scale illusion and loss of diversity: many rows, but the same ones again, or few different values. */
final class LostVariety {
    /** A tenth has to be lost. */
    private static final double FACTOR = 0.9;

    private LostVariety() {}

    static TrapResult find(AuditTable real, AuditTable synthetic, long seed, double alarms) {
        int rows = Math.min(real.rows(), synthetic.rows());
        AuditTable known = real.select(Draw.of(seed, -6).rows(real.rows(), rows));
        AuditTable judged = synthetic.select(Draw.of(seed, -7).rows(synthetic.rows(), rows));
        AuditTable both = Pool.of("both", known, judged);
        Variety exact = Variety.of(Patterns.exact(both));
        Variety binned =
                Variety.of(Patterns.binned(BinnedTable.of(known, List.of(both)).get(0)));
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("distinct-rows", "Different rows among " + rows, exact));
        figures.add(TrapResult.figure(
                "effective-rows",
                "How many real rows hold as many different rows as " + rows + " synthetic ones",
                exact.equivalent(),
                rows,
                "by rarefaction; reference: as many real rows"));
        figures.add(figure("distinct-patterns", "Different rows among " + rows + ", numbers as bins", binned));
        List<Finding> findings = new ArrayList<>();
        boolean repeated = isLost(exact, alarms / 3);
        if (repeated) {
            findings.add(new Finding(
                    Traps.ID + ".scale-illusion",
                    Finding.Severity.WARNING,
                    String.format(
                            Locale.ROOT,
                            "Rows repeat: %d synthetic rows hold as many different ones as %.0f real rows do.",
                            rows,
                            exact.equivalent()),
                    figures,
                    "The number of rows promises more than is there. Intervals and tests that count rows come out too sure,"
                            + " and a row that lands in training and test data flatters a model.",
                    "Count different rows, not rows. Draw anew with another model or seed instead of copying rows."));
        }
        List<Figure> poorer = columns(both, alarms / 3);
        boolean fewer = !repeated && isLost(binned, alarms / 3);
        if (fewer || !poorer.isEmpty()) {
            List<Figure> evidence = new ArrayList<>(poorer);
            if (fewer) {
                evidence.add(figures.get(2));
            }
            findings.add(new Finding(
                    Traps.ID + ".lost-diversity",
                    Finding.Severity.WARNING,
                    poorer.isEmpty()
                            ? "There are fewer different combinations of values than among as many real rows."
                            : "There are fewer different values than among as many real rows in "
                                    + Traps.columns(poorer.size()) + ".",
                    Traps.strongest(evidence),
                    "The table shows fewer kinds of cases than the world has: what is tested on it is tested on less.",
                    "Check bins and groups of the schema: a wide bin or group gives few values back. Look at the tail"
                            + " figures, and prefer a model that keeps relations among more columns."));
        }
        return new TrapResult(figures, findings);
    }

    private static boolean isLost(Variety variety, double alarms) {
        return variety.judged() < FACTOR * variety.real() && variety.chance() < alarms;
    }

    private static Figure figure(String id, String title, Variety variety) {
        return TrapResult.figure(id, title, variety.judged(), variety.real(), "reference: as many real rows");
    }

    private static List<Figure> columns(AuditTable both, double alarms) {
        double each = alarms / both.columns().size();
        return both.columns().parallelStream()
                .map(column -> {
                    Variety variety = Variety.of(Patterns.exact(column));
                    return isLost(variety, each)
                            ? Optional.of(
                                    figure("lost-diversity.evidence", column.name() + ": different values", variety))
                            : Optional.<Figure>empty();
                })
                .flatMap(Optional::stream)
                .toList();
    }
}
