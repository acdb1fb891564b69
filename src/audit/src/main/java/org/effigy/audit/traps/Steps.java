package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Interval;
import org.effigy.audit.UtilityTables;

/** Heaping: real amounts come in steps, of 10,000 or of 0.05, and synthetic ones may stand anywhere between. */
final class Steps {
    /** The share by which fewer synthetic values than real ones stand on a step, to matter. */
    private static final double MATTERS = 0.1;

    private static final int[] PARTS = {1, 2, 5};
    private static final int LOWEST = -3;
    private static final int HIGHEST = 6;

    private Steps() {}

    static TrapResult find(UtilityTables tables, double alarms) {
        AuditTable real = Pool.of("real", tables.train(), tables.holdout());
        AuditTable synthetic = tables.synthetic();
        int[] numbers = IntStream.range(0, real.columns().size())
                .filter(c -> NewValues.isNumber(real.columns().get(c)))
                .toArray();
        double alpha = alarms / Math.max(1, numbers.length) / (HIGHEST - LOWEST + 1) / PARTS.length;
        List<Figure> lost = new ArrayList<>();
        for (int c : numbers) {
            largest(
                            real.columns().get(c).name(),
                            NewValues.known(real.columns().get(c)),
                            NewValues.known(synthetic.columns().get(c)),
                            alpha)
                    .ifPresent(lost::add);
        }
        return lost.isEmpty()
                ? TrapResult.none()
                : new TrapResult(
                        List.of(),
                        List.of(new Finding(
                                NumbersPart.ID + ".steps",
                                Finding.Severity.WARNING,
                                "Numbers left the steps on which real ones stand in " + Traps.columns(lost.size())
                                        + ".",
                                Traps.strongest(lost),
                                "Amounts that nobody would write give the rows away as made, and rules about round"
                                        + " amounts find other cases.",
                                "Round the column to the step that the evidence names, after the fit or in the schema"
                                        + " (bins at the steps: effigy:bins).")));
    }

    /** The step on which the shares differ most, where chance doesn't explain it. */
    private static Optional<Figure> largest(String name, double[] real, double[] synthetic, double alpha) {
        Optional<Figure> worst = Optional.empty();
        double most = MATTERS;
        if (real.length == 0 || synthetic.length == 0) {
            return worst;
        }
        for (int power = LOWEST; power <= HIGHEST; power++) {
            for (int part : PARTS) {
                double step = part * Math.pow(10, power);
                long known = multiples(real, step);
                long made = multiples(synthetic, step);
                double level = 1 - alpha;
                double difference = (double) known / real.length - (double) made / synthetic.length;
                if (difference > most
                        && Interval.clopperPearson(known, real.length, level).low()
                                > Interval.clopperPearson(made, synthetic.length, level)
                                                .high()
                                        + MATTERS / 2) {
                    most = difference;
                    worst = Optional.of(new Figure(
                            NumbersPart.ID + ".steps.evidence",
                            "Share of '" + name + "' that are multiples of " + Figure.number(step),
                            (double) made / synthetic.length,
                            Optional.of(Interval.clopperPearson(made, synthetic.length, 0.95)),
                            Optional.of((double) known / real.length),
                            "reference: real rows"));
                }
            }
        }
        return worst;
    }

    /** How many are, to a millionth of the step or what doubles can tell; 0 is a multiple of everything and doesn't count. */
    private static long multiples(double[] values, double step) {
        return Arrays.stream(values)
                .filter(value -> {
                    double times = value / step;
                    return value != 0
                            && Math.abs(times - Math.rint(times)) < Math.max(1e-6, Math.abs(times) * 1e-12)
                            && Math.abs(times) < 1e12;
                })
                .count();
    }
}
