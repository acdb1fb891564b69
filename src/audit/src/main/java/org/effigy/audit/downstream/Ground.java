package org.effigy.audit.downstream;

import java.util.ArrayList;
import java.util.List;
import org.effigy.audit.AuditTable;
import org.effigy.audit.UtilityOptions;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.learn.Answers;
import org.effigy.audit.learn.Bootstrap;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.Subsample;
import org.effigy.audit.learn.Task;
import org.effigy.audit.learn.Training;

/**
 * The tables of a study, ready to be learned from: rows whose target is known, at most as many as the study takes.
 *
 * @param task what is predicted
 * @param train real rows to learn from
 * @param synthetic synthetic rows to learn from
 * @param holdout real rows to test on
 * @param truth their answers
 * @param bootstrap draws of them
 * @param options of the audit
 * @param note which rows were left out; may be empty
 */
record Ground(
        Task task,
        AuditTable train,
        AuditTable synthetic,
        AuditTable holdout,
        Answers truth,
        Bootstrap bootstrap,
        UtilityOptions options,
        String note) {
    /** The share of the tolerated false alarms that one part of an audit takes, of about ten that give findings. */
    private static final double PART = 0.1;

    /** @throws IllegalArgumentException if the target is none, or a table has no row with one of its real values */
    static Ground of(Study study, UtilityTables tables) {
        Task task = Task.of(study.target(), tables.train(), tables.holdout());
        if (study.positive().isPresent()) {
            task = task.withPositive(study.positive().get());
        }
        List<String> notes = new ArrayList<>();
        long seed = tables.options().seed();
        AuditTable train = ready(task, tables.train(), study.rows(), seed, notes);
        AuditTable synthetic = ready(task, tables.synthetic(), study.rows(), seed + 1, notes);
        AuditTable holdout = ready(task, tables.holdout(), study.rows(), seed + 2, notes);
        return new Ground(
                task,
                train,
                synthetic,
                holdout,
                task.answers(holdout),
                Bootstrap.of(holdout, study.draws(), seed + 3).keepingDraws(),
                tables.options(),
                String.join(" ", notes));
    }

    private static AuditTable ready(Task task, AuditTable table, int most, long seed, List<String> notes) {
        AuditTable known = task.known(table);
        if (known.rows() == 0) {
            throw new IllegalArgumentException("the " + table.name() + " table has no row whose '" + task.target()
                    + "' is a value that real rows have: no model can be trained or tested on it");
        }
        if (known.rows() < table.rows()) {
            notes.add((table.rows() - known.rows()) + " " + table.name()
                    + " rows whose target is missing, or no value of the real tables, are left out.");
        }
        if (known.rows() > most) {
            notes.add("Of the " + known.rows() + " " + table.name() + " rows a random " + most + " are used.");
        }
        return Subsample.of(known, most, seed);
    }

    /** What a model that learned from these rows says of the holdout. */
    Predictions predict(Learner learner, AuditTable rows) {
        return Training.of(task, rows).fit(learner).score(holdout);
    }

    /** The one-sided error of each of a number of tests, so that their part of the audit keeps to its share. */
    double alpha(int tests) {
        return options.falseAlarms() * PART / Math.max(1, tests);
    }
}
