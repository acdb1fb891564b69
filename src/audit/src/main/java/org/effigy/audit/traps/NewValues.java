package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Interval;
import org.effigy.audit.UtilityTables;
import org.effigy.table.FieldType;

/**
 * Values that don't occur: where a column holds a few numbers again and again, as densities of materials or tariffs do, a
 * number between them is none. What is new is told by the holdout, of which some values aren't in train either.
 */
final class NewValues {
    /** The share of cells with new values, beyond the holdout's, that matters. */
    private static final double MATTERS = 0.1;

    private NewValues() {}

    static TrapResult find(UtilityTables tables, double alarms) {
        AuditTable train = tables.train();
        double alpha = alarms / Math.max(1, train.columns().size()) / 2;
        List<Figure> found = new ArrayList<>();
        for (int c = 0; c < train.columns().size(); c++) {
            if (!isNumber(train.columns().get(c))) {
                continue;
            }
            double[] known = known(train.columns().get(c));
            double[] real = known(tables.holdout().columns().get(c));
            double[] made = known(tables.synthetic().columns().get(c));
            Set<Double> values = new HashSet<>();
            Arrays.stream(known).forEach(values::add);
            if (real.length == 0 || made.length == 0 || values.isEmpty()) {
                continue;
            }
            long strange =
                    Arrays.stream(made).filter(value -> !values.contains(value)).count();
            long natural =
                    Arrays.stream(real).filter(value -> !values.contains(value)).count();
            Interval ends = Interval.clopperPearson(strange, made.length, 1 - 2 * alpha);
            if (ends.low()
                    > Interval.clopperPearson(natural, real.length, 1 - 2 * alpha)
                                    .high()
                            + MATTERS) {
                found.add(new Figure(
                        NumbersPart.ID + ".new-values.evidence",
                        "Share of '" + train.columns().get(c).name() + "' with a value that no train row has ("
                                + values.size() + " values in train, "
                                + Arrays.stream(made).distinct().count() + " in the synthetic table)",
                        (double) strange / made.length,
                        Optional.of(Interval.clopperPearson(strange, made.length, 0.95)),
                        Optional.of((double) natural / real.length),
                        "reference: the holdout's rows"));
            }
        }
        return found.isEmpty()
                ? TrapResult.none()
                : new TrapResult(
                        List.of(),
                        List.of(new Finding(
                                NumbersPart.ID + ".new-values",
                                Finding.Severity.WARNING,
                                "Numbers occur that never occur among real rows, more than chance brings, in "
                                        + Traps.columns(found.size()) + ".",
                                Traps.strongest(found),
                                "Where the column is a list of possible values, the new ones are impossible: whatever"
                                        + " joins or counts by value finds nothing, or too much.",
                                "If the possible values are public, list them in the schema (constraints.enum), or give"
                                        + " the column its precision.")));
    }

    static boolean isNumber(AuditColumn column) {
        return column instanceof AuditColumn.Numbers
                && (column.field().type() == FieldType.INTEGER || column.field().type() == FieldType.NUMBER);
    }

    /** The numbers that are there; -0 is 0. */
    static double[] known(AuditColumn column) {
        return Arrays.stream(((AuditColumn.Numbers) column).values())
                .filter(value -> !Double.isNaN(value))
                .map(value -> value + 0.0)
                .toArray();
    }
}
