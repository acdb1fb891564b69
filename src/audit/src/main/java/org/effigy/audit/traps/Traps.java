package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.UtilityPart;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.likeness.Plan;

/**
 * Looks for the ways in which a synthetic table is known to mislead, and says what goes wrong and what to do. A finding
 * needs a difference that chance doesn't explain and that is large enough to matter. The tests share the rate of false
 * alarms of the options: given a fresh sample of real rows as the synthetic table, all of them together find anything at
 * most that often. Facts (units on both sides of the split, generations) are no tests and have no such rate.
 */
public final class Traps implements UtilityPart {
    /** The section's id. */
    public static final String ID = "utility.trap";

    /** Traps that rest on tests. */
    private static final int TESTED = 6;

    private final Optional<String> time;

    private Traps(Optional<String> time) {
        this.time = time;
    }

    /** All traps that need no learner. */
    public static Traps of() {
        return new Traps(Optional.empty());
    }

    /** The same, with the column that says when a row is from: train is to be earlier than the holdout. */
    public Traps withTime(String column) {
        return new Traps(Optional.of(column));
    }

    @Override
    public UtilitySection examine(UtilityTables tables) {
        AuditTable train = tables.train();
        AuditTable holdout = tables.holdout();
        AuditTable synthetic = tables.synthetic();
        AuditTable real = Pool.of("real", train, holdout);
        long seed = tables.options().seed();
        double alarms = tables.options().falseAlarms() / TESTED;
        List<TrapResult> results = new ArrayList<>();
        results.add(SplitTraps.feedback(tables.trainOrigin(), tables.syntheticOrigin()));
        results.add(LostRelations.find(real, synthetic, Plan.of(train, seed), seed, alarms));
        results.add(ShiftTraps.wrongColumns(real, synthetic, holdout, train, alarms));
        results.add(LostTail.find(real, synthetic, alarms));
        results.add(LostVariety.find(real, synthetic, seed, alarms));
        results.add(TooClean.find(real, synthetic, alarms));
        results.add(ShiftTraps.drift(real, synthetic, tables.later(), alarms));
        results.add(SplitTraps.groups(train, holdout));
        time.ifPresent(column -> results.add(SplitTraps.time(train, holdout, column)));
        return new UtilitySection(
                ID,
                "Where it misleads",
                results.stream().flatMap(result -> result.figures().stream()).toList(),
                List.of(),
                results.stream()
                        .flatMap(result -> result.findings().stream())
                        .sorted(Comparator.comparing(Finding::severity).reversed())
                        .toList());
    }

    /** A number of columns in words. */
    public static String columns(int count) {
        return count == 1 ? "one column" : count + " columns";
    }

    /** The first figures, of many. */
    static List<Figure> strongest(List<Figure> figures) {
        return figures.subList(0, Math.min(TrapResult.EVIDENCE, figures.size()));
    }
}
