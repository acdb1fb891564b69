package org.effigy.domain;

/** What the order of an attribute's codes means. Public: it follows from the schema. */
public enum Ordering {
    /** Nothing: the codes are names. */
    NOMINAL,

    /** Higher codes stand for higher values. */
    ORDERED,

    /** As {@link #ORDERED}, but the last code stands for a value that is missing. */
    ORDERED_OR_MISSING
}
