package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.effigy.audit.Figure;

/**
 * Kinds of rows that ought to be among the synthetic ones, and how often they are: collects those that are rarer there, or
 * more frequent, than chance and a stated factor explain. All are tested at once, so each at its part of the rate of false
 * alarms.
 */
final class Missed {
    private final long syntheticRows;
    private final long realRows;
    private final List<Kind> kinds = new ArrayList<>();

    private record Kind(String name, long synthetic, long real) {
        double expected(long syntheticRows, long realRows) {
            return (double) real * syntheticRows / realRows;
        }
    }

    private record Found(Kind kind, double chance) {}

    /** Among so many synthetic and real rows. */
    Missed(long syntheticRows, long realRows) {
        this.syntheticRows = syntheticRows;
        this.realRows = realRows;
    }

    /** A kind of rows, as "occupation = Armed-Forces", with how many rows are of it. */
    void add(String name, long synthetic, long real) {
        kinds.add(new Kind(name, synthetic, real));
    }

    /**
     * Those that are missed, the most significant first, as shares of rows beside the real ones.
     *
     * @param id of the figures
     * @param factor only kinds whose share is under this part of the real one
     * @param alarms how often chance alone may find any
     */
    List<Figure> significant(String id, double factor, double alarms) {
        List<Found> found = new ArrayList<>();
        for (Kind kind : kinds) {
            if (kind.synthetic() < factor * kind.expected(syntheticRows, realRows)) {
                found.add(new Found(kind, Chance.fewer(kind.synthetic(), syntheticRows, kind.real(), realRows)));
            }
        }
        return figures(id, found, alarms, "few");
    }

    /**
     * Those of which there are too many, the most significant first, as shares of rows beside the real ones.
     *
     * @param id of the figures
     * @param factor only kinds whose share in the real rows is under this part of the synthetic one
     * @param alarms how often chance alone may find any
     */
    List<Figure> swollen(String id, double factor, double alarms) {
        List<Found> found = new ArrayList<>();
        for (Kind kind : kinds) {
            if (kind.expected(syntheticRows, realRows) < factor * kind.synthetic()) {
                found.add(new Found(kind, Chance.fewer(kind.real(), realRows, kind.synthetic(), syntheticRows)));
            }
        }
        return figures(id, found, alarms, "many");
    }

    private List<Figure> figures(String id, List<Found> found, double alarms, String so) {
        double each = alarms / Math.max(1, kinds.size());
        return found.stream()
                .filter(one -> one.chance() < each)
                .sorted(Comparator.comparingDouble(Found::chance)
                        .thenComparing(one -> one.kind().name()))
                .map(one -> TrapResult.figure(
                        id,
                        one.kind().name(),
                        (double) one.kind().synthetic() / syntheticRows,
                        (double) one.kind().real() / realRows,
                        String.format(
                                Locale.ROOT,
                                "%d synthetic %s, %.1f expected; chance of so %s %.1g",
                                one.kind().synthetic(),
                                one.kind().synthetic() == 1 ? "row" : "rows",
                                one.kind().expected(syntheticRows, realRows),
                                so,
                                one.chance())))
                .toList();
    }
}
