package org.effigy.audit.drift;

import java.util.List;
import java.util.Optional;

/**
 * What was found of a batch.
 *
 * @param name of the batch
 * @param rows of it
 * @param farthest the largest distance of a column from the reference, whether or not chance explains it
 * @param score of a model of the reference on the batch; empty without a target
 * @param reference its score on rows of the reference that it did not learn from
 * @param changes beyond chance, the surest first
 */
public record BatchDrift(
        String name,
        int rows,
        double farthest,
        Optional<Double> score,
        Optional<Double> reference,
        List<Change> changes) {
    /** Copies the list. */
    public BatchDrift {
        changes = List.copyOf(changes);
    }

    /** Whether anything changed beyond chance. */
    public boolean hasDrifted() {
        return !changes.isEmpty();
    }

    /** What to do, in a sentence. */
    public String advice() {
        boolean worse = changes.stream()
                .anyMatch(change -> change.kind() == Change.Kind.SCORE || change.kind() == Change.Kind.SLICE);
        if (worse) {
            return "Refit: predictions have become worse. Make the table anew from recent rows, under a budget of the"
                    + " ledger.";
        }
        boolean large = changes.stream().anyMatch(change -> change.size() >= Drift.LARGE);
        if (large) {
            return "Refit before the table is used for what has changed; until then say so to those who use it.";
        }
        return hasDrifted()
                ? "Watch: the changes are small. Look again at the next batch before you spend a budget on a refit."
                : "Nothing to do: the batch is as the reference, as far as chance can be told.";
    }
}
