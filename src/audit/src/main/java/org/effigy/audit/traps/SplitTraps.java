package org.effigy.audit.traps;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Origin;

/** A holdout that is not as unseen as it looks, and models that learn from models. Facts, not tests. */
final class SplitTraps {
    private SplitTraps() {}

    /** Units (patients, accounts) that have rows in both train and holdout. */
    static TrapResult groups(AuditTable train, AuditTable holdout) {
        if (train.units().isEmpty() || holdout.units().isEmpty()) {
            return TrapResult.none();
        }
        boolean[] seen = new boolean[train.units().get().labels().size()];
        for (int unit : train.units().get().codes()) {
            if (unit >= 0) {
                seen[unit] = true;
            }
        }
        long shared = IntStream.of(holdout.units().get().codes())
                .filter(unit -> unit >= 0 && seen[unit])
                .count();
        Figure figure = TrapResult.figure(
                "shared-units",
                "Share of the holdout's rows whose " + train.units().get().name() + " has rows in train",
                (double) shared / holdout.rows(),
                0,
                "reference: a split by unit");
        return new TrapResult(
                List.of(figure),
                shared == 0
                        ? List.of()
                        : List.of(new Finding(
                                Traps.ID + ".group-leakage",
                                Finding.Severity.WARNING,
                                shared + " of the holdout's rows belong to a "
                                        + train.units().get().name() + " that has rows in train too.",
                                List.of(figure),
                                "The holdout is not unseen: a model that recognises the person scores too well on it, on"
                                        + " real and on synthetic training rows alike.",
                                "Split by unit: all rows of one "
                                        + train.units().get().name() + " to one side.")));
    }

    /** Training rows that are no earlier than the first row of the holdout. */
    static TrapResult time(AuditTable train, AuditTable holdout, String column) {
        if (!(train.column(column) instanceof AuditColumn.Numbers before)) {
            throw new IllegalArgumentException("column '" + column
                    + "' has no order, so it can't say when a row is from: name a date, datetime or number");
        }
        double first = Arrays.stream(((AuditColumn.Numbers) holdout.column(column)).values())
                .filter(value -> !Double.isNaN(value))
                .min()
                .orElse(Double.NaN);
        long late =
                Arrays.stream(before.values()).filter(value -> value >= first).count();
        Figure figure = TrapResult.figure(
                "late-train",
                "Share of training rows that are no earlier than the holdout's first, by " + column,
                (double) late / train.rows(),
                0,
                "reference: a split in time");
        return new TrapResult(
                List.of(figure),
                late == 0
                        ? List.of()
                        : List.of(new Finding(
                                Traps.ID + ".time-leakage",
                                Finding.Severity.WARNING,
                                late + " training rows are no earlier than the holdout's first, by " + column + ".",
                                List.of(figure),
                                "The generator learned from the future that the holdout is to stand for: forecasts look"
                                        + " better than they will be.",
                                "Split at a moment: train before it, holdout from it on.")));
    }

    /** Generations of synthetic rows, by the tables' manifests. */
    static TrapResult feedback(Origin train, Origin synthetic) {
        int generation = Math.max(synthetic.generation(), train.isSynthetic() ? train.generation() + 1 : 0);
        if (generation == 0) {
            return TrapResult.none();
        }
        Figure figure = TrapResult.figure(
                "generation",
                "Models between real people and these rows",
                generation,
                1,
                "by the tables' manifests; reference: a model fitted on real rows");
        if (generation == 1) {
            return new TrapResult(List.of(figure), List.of());
        }
        return new TrapResult(
                List.of(figure),
                List.of(new Finding(
                        Traps.ID + ".feedback-loop",
                        Finding.Severity.SERIOUS,
                        "The synthetic rows come from a model of generation " + generation
                                + ": it learned from synthetic rows.",
                        List.of(figure),
                        "Each generation adds its own errors and loses more of the tail; after a few, the table shows what"
                                + " models believe, not what is.",
                        "Fit on real rows. If that can't be, say the generation wherever the table is used, and audit"
                                + " against real rows only.")));
    }
}
