package org.effigy.attack;

/** What an attacker looks at. */
public enum Sight {
    /** The model file with its noisy counts, as the library gives it out on request: the stronger attack. */
    MODEL,
    /** The synthetic rows alone. */
    ROWS
}
