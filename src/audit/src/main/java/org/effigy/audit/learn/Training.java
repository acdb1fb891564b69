package org.effigy.audit.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/** Rows to learn a task from: the only rows that a learner and its encoder see. Immutable. */
public final class Training {
    private final Task task;
    private final AuditTable rows;
    private final Answers answers;
    private final boolean balanced;

    private Training(Task task, AuditTable rows, Answers answers, boolean balanced) {
        this.task = task;
        this.rows = rows;
        this.answers = answers;
        this.balanced = balanced;
    }

    /**
     * Takes the rows whose target is known.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Training of(Task task, AuditTable rows) {
        AuditTable known = task.known(rows);
        if (known.rows() == 0) {
            throw new IllegalArgumentException("table '" + rows.name() + "' has no row whose '" + task.target()
                    + "' is one of the real tables' values: nothing can be learned from it");
        }
        return new Training(task, known, task.answers(known), false);
    }

    /** The same rows, each weighted so that every class that occurs weighs as much as any other, and all as much as before. */
    public Training balanced() {
        return new Training(task, rows, answers, answers.isNominal());
    }

    /** The weight of each class; empty where all rows weigh the same. */
    Optional<double[]> weights() {
        if (!balanced) {
            return Optional.empty();
        }
        double[] rowsOfClass = new double[answers.count()];
        for (int c : answers.classes()) {
            rowsOfClass[c]++;
        }
        long present = Arrays.stream(rowsOfClass).filter(count -> count > 0).count();
        return Optional.of(Arrays.stream(rowsOfClass)
                .map(count -> count > 0 ? answers.rows() / (present * count) : 0)
                .toArray());
    }

    /** What is learned. */
    public Task task() {
        return task;
    }

    /** The columns to learn from: all but the target, in the table's order. */
    public List<AuditColumn> features() {
        return features(rows);
    }

    /** The same columns of other rows. */
    List<AuditColumn> features(AuditTable other) {
        List<AuditColumn> features = new ArrayList<>(other.columns());
        features.remove(other.position(task.target()));
        return features;
    }

    /** The true answers. */
    public Answers answers() {
        return answers;
    }

    /** Learns; rows of one class only teach that all rows have it. */
    public Model fit(Learner learner) {
        int single = answers.single();
        return single < 0
                ? learner.fit(this)
                : table -> {
                    double[][] scores = new double[answers.count()][table.rows()];
                    Arrays.fill(scores[single], 1);
                    return new Predictions(scores);
                };
    }
}
