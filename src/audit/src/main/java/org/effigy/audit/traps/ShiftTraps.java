package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;

/** Columns that the generator got wrong, and columns in which the world has moved on since it learned. */
final class ShiftTraps {
    /** A distance of single columns from which a synthetic table misleads. */
    private static final double WRONG = 0.1;

    /** A distance of single columns from which a later batch is another population. */
    private static final double DRIFTED = 0.05;

    private ShiftTraps() {}

    static TrapResult wrongColumns(
            AuditTable real, AuditTable synthetic, AuditTable holdout, AuditTable train, double alarms) {
        List<Figure> wrong = Shift.find(
                "wrong-columns.evidence",
                "synthetic against real; reference: holdout against train",
                real,
                synthetic,
                List.of(holdout, train),
                WRONG,
                alarms);
        return wrong.isEmpty()
                ? TrapResult.none()
                : new TrapResult(
                        List.of(),
                        List.of(new Finding(
                                Traps.ID + ".wrong-columns",
                                wrong.size() * 2 >= real.columns().size()
                                        ? Finding.Severity.SERIOUS
                                        : Finding.Severity.WARNING,
                                "The values of " + Traps.columns(wrong.size())
                                        + " are distributed otherwise than in the real table.",
                                Traps.strongest(wrong),
                                "Even simple counts, means and shares of these columns are wrong.",
                                "Check the schema's bins and bounds for these columns, and the budget; don't report"
                                        + " figures of them.")));
    }

    static TrapResult drift(AuditTable real, AuditTable synthetic, Optional<AuditTable> batch, double alarms) {
        if (batch.isEmpty()) {
            return TrapResult.none();
        }
        AuditTable later = batch.get();
        int width = real.columns().size();
        double mean = 0;
        double old = 0;
        for (int c = 0; c < width; c++) {
            mean += Shift.distance(later.columns().get(c), synthetic.columns().get(c)) / width;
            old += Shift.distance(later.columns().get(c), real.columns().get(c)) / width;
        }
        Figure figure = TrapResult.figure(
                "later-distance",
                "Distance of the later real rows from the synthetic ones, single columns, mean",
                mean,
                old,
                "reference: from the earlier real rows");
        List<Figure> evidence = new ArrayList<>(Shift.find(
                "drift.evidence",
                "later against earlier real rows; reference: synthetic against earlier real rows",
                real,
                later,
                List.of(synthetic, real),
                DRIFTED,
                alarms));
        if (evidence.isEmpty()) {
            return new TrapResult(List.of(figure), List.of());
        }
        int columns = evidence.size();
        List<Figure> shown = new ArrayList<>(List.of(figure));
        shown.addAll(evidence);
        return new TrapResult(
                List.of(figure),
                List.of(
                        new Finding(
                                Traps.ID + ".drift",
                                Finding.Severity.WARNING,
                                "The later real rows differ from those that the generator learned from in "
                                        + Traps.columns(columns) + ".",
                                Traps.strongest(shown),
                                "The synthetic table shows the world as it was: what is trained on it gets worse with every month.",
                                "Learn anew from recent rows, and compare each new batch like this before the table is used again.")));
    }
}
