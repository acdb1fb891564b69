package org.effigy.audit;

/** One part of a utility audit, which fills a section of its report. */
@FunctionalInterface
public interface UtilityPart {
    /**
     * Looks at the tables.
     *
     * @throws IllegalArgumentException if they, or its own options, don't allow it, with what to do
     */
    UtilitySection examine(UtilityTables tables);
}
