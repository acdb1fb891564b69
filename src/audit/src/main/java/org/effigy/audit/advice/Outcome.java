package org.effigy.audit.advice;

import org.effigy.audit.learn.Predictions;

/**
 * What a learner said of rows that it did not learn from.
 *
 * @param predictions by class, then row
 * @param flagged the rows that it would call rare; not copied, not to be changed
 */
record Outcome(Predictions predictions, boolean[] flagged) {}
