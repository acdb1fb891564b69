package org.effigy.audit.learn;

import org.effigy.audit.AuditTable;

/** What was learned: it scores rows. */
@FunctionalInterface
public interface Model {
    /**
     * Scores rows of a table that was coded together with the training rows.
     *
     * @param rows its target is not looked at
     */
    Predictions score(AuditTable rows);
}
