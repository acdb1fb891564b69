package org.effigy.audit;

/** One part of an audit: an attack, or a group of measurements that belong together. */
public interface AuditSection {
    /** What people call it. */
    String title();

    /**
     * Its figures, at the levels that the case's policy asks for, and its curves. A figure that the tables can't give
     * (there is no holdout, no row, no such column) is there all the same, with the value NaN and a note that says why; a
     * curve that they can't give is left out.
     */
    Findings examine(AuditCase tables);
}
