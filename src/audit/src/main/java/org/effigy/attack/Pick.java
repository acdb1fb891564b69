package org.effigy.attack;

/** Which units an attack of many fits asks about. */
public enum Pick {
    /** Those whose values are rarest, alone and in pairs of columns. */
    RAREST,
    /** Those whose being in changes the audit's weight of evidence most, in other fits than the attack's own. */
    EXPOSED,
    /** Any, by lot. */
    RANDOM
}
