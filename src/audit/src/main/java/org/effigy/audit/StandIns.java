package org.effigy.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gates at a low rate of false positives need many rows. Where there are too few, the gate of the same attack at the next
 * higher rate that can be assessed takes over, and says so: gates on figures that are read off the curve of one attack.
 */
final class StandIns {
    private StandIns() {}

    /** The verdicts, each gate that could not be assessed with the one that takes over, where one does. */
    static List<Verdict> named(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> standIn(verdict, verdicts)
                        .map(other -> verdict.saying("The gate at " + other + " false positives takes over."))
                        .orElse(verdict))
                .toList();
    }

    /** The rate at which another gate takes over. */
    private static Optional<Double> standIn(Verdict verdict, List<Verdict> verdicts) {
        return point(verdict)
                .filter(point -> verdict.outcome() == Verdict.Outcome.NOT_ASSESSED)
                .flatMap(point -> verdicts.stream()
                        .filter(other ->
                                other.outcome() == Verdict.Outcome.PASS || other.outcome() == Verdict.Outcome.FAIL)
                        .flatMap(other -> point(other).stream())
                        .filter(other -> other.attack().equals(point.attack()))
                        .map(CurvePoint::falsePositives)
                        .filter(rate -> rate > point.falsePositives())
                        .min(Comparator.naturalOrder()));
    }

    /** Where a gate's figure is read; empty for one that is read off no curve, and for what is no gate. */
    private static Optional<CurvePoint> point(Verdict verdict) {
        return verdict.rule().kind() == Rule.Kind.GATE ? verdict.figure().flatMap(Figure::point) : Optional.empty();
    }
}
