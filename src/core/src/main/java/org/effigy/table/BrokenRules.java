package org.effigy.table;

/** What becomes of a row that breaks a rule of the schema. */
public enum BrokenRules {
    /** The table is refused, with the places of its first problems. */
    REFUSE,
    /** The cells that the rule names count as missing, where they may be; a row that breaks it all the same is refused. */
    MISSING,
    /** The row stays as it is. Synthetic rows keep the rule: such a row moves no more than the counts that it is in. */
    KEEP
}
