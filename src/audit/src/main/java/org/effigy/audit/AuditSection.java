package org.effigy.audit;

import java.util.Map;

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

    /**
     * What tests of its figures can find at best on tables of this size, by the figure's id: from the schema, the options
     * and numbers of rows alone. A gate that can find nothing gives its share of false alarms to the others. Figures of
     * which nothing can be said beforehand are left out.
     */
    default Map<String, Power> foresee(AuditCase tables) {
        return Map.of();
    }
}
