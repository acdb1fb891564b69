package org.effigy.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gates at a low rate of false positives need many rows. Where there are too few, the gate of the same attack at the next
 * higher rate that can be assessed takes over, and says so: ids that end in {@code .tpr-at-} and a rate are such gates.
 */
final class StandIns {
    private static final String RATE = ".tpr-at-";

    private StandIns() {}

    /** The verdicts, each gate that could not be assessed with the one that takes over, where one does. */
    static List<Verdict> named(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> standIn(verdict, verdicts)
                        .map(other -> verdict.saying("The gate at " + rate(other) + " false positives takes over."))
                        .orElse(verdict))
                .toList();
    }

    private static Optional<Verdict> standIn(Verdict verdict, List<Verdict> verdicts) {
        return !isGate(verdict) || verdict.outcome() != Verdict.Outcome.NOT_ASSESSED
                ? Optional.empty()
                : verdicts.stream()
                        .filter(other -> isGate(other)
                                && stem(other).equals(stem(verdict))
                                && rate(other) > rate(verdict)
                                && (other.outcome() == Verdict.Outcome.PASS || other.outcome() == Verdict.Outcome.FAIL))
                        .min(Comparator.comparingDouble(StandIns::rate));
    }

    private static boolean isGate(Verdict verdict) {
        return verdict.rule().kind() == Rule.Kind.GATE
                && verdict.figure()
                        .filter(figure -> figure.id().matches(".*\\.tpr-at-[0-9]+(\\.[0-9]+)?"))
                        .isPresent();
    }

    private static String stem(Verdict verdict) {
        String id = verdict.figure().orElseThrow().id();
        return id.substring(0, id.lastIndexOf(RATE));
    }

    private static double rate(Verdict verdict) {
        String id = verdict.figure().orElseThrow().id();
        return Double.parseDouble(id.substring(id.lastIndexOf(RATE) + RATE.length()));
    }
}
