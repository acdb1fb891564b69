package org.effigy.audit.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.audit.Claim;
import org.effigy.audit.Figure;
import org.effigy.audit.Grid;
import org.effigy.audit.Interval;
import org.effigy.audit.Policy;

/**
 * An attack's curve at rates of false positives that multiply, from 1 in 10,000 or from one outsider up, beside what
 * guessing finds and what the claim allows. Ends are each right at the usual level, not all at once.
 */
final class RocCurve {
    private static final double LEAST = 1e-4;
    private static final int A_DECADE = 8;

    private RocCurve() {}

    static Grid of(Attack attack, Roc roc, Optional<Claim> claim) {
        double[] rates = rates(roc.outsiders());
        List<String> columns =
                new ArrayList<>(List.of("absent people accused", "present people found", "from", "to", "guessing"));
        claim.ifPresent(claimed -> columns.add("the claim's ceiling (epsilon, delta)"));
        double[][] values = Arrays.stream(rates)
                .mapToObj(rate -> {
                    Interval ends = roc.truePositivesInterval(rate, Policy.USUAL_LEVEL);
                    double[] row = new double[columns.size()];
                    row[0] = rate;
                    row[1] = roc.truePositives(rate);
                    row[2] = ends.low();
                    row[3] = ends.high();
                    row[4] = rate;
                    if (claim.isPresent()) {
                        row[5] = claim.get().ceiling(rate);
                    }
                    return row;
                })
                .toArray(double[][]::new);
        return new Grid(
                "privacy.membership." + attack.id() + ".curve.log",
                "Membership by " + attack.title(),
                Arrays.stream(rates).mapToObj(Figure::number).toList(),
                columns,
                values,
                attack.words() + " Intervals hold at 95 % each, not all at once.");
    }

    /** Ascending; the last is 1. Below one outsider in all there is nothing to see. */
    private static double[] rates(int outsiders) {
        double least = Math.max(LEAST, 1.0 / outsiders);
        int steps = (int) Math.floor(-Math.log10(least) * A_DECADE + 1e-9);
        return IntStream.rangeClosed(0, steps)
                .mapToDouble(i -> i == steps ? 1 : Math.pow(10, (double) (i - steps) / A_DECADE))
                .toArray();
    }
}
