package org.effigy.table;

import java.util.Locale;
import java.util.Set;

/** Texts that are commonly written for a missing cell: for drafts of schemas, and for units that name nobody. */
final class MissingMarkers {
    /** What means the same in every column. */
    private static final Set<String> ALWAYS =
            Set.of("", "?", "na", "n/a", "#n/a", "<na>", "nan", "nat", "null", "(null)", "#null!", "\\n");

    /** What is a value in some columns of texts, as "none" of a drug, but no number and no date. */
    private static final Set<String> NO_NUMBERS = Set.of(
            ".",
            "..",
            "-",
            "--",
            "---",
            "*",
            "**",
            "#",
            "none",
            "nil",
            "missing",
            "unknown",
            "unk",
            "n.a.",
            "n.a",
            "not available",
            "not applicable",
            "not known",
            "nd",
            "tbd",
            "#value!",
            "#div/0!",
            "#ref!",
            "#name?",
            "#num!",
            "inf",
            "-inf",
            "+inf",
            "infinity",
            "-infinity",
            "+infinity",
            "blank",
            "empty");

    private MissingMarkers() {}

    /** Whether a text means a missing cell in every column. */
    static boolean isKnown(String cell) {
        return ALWAYS.contains(cell.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether a text means a missing cell where the others are numbers, dates or times. */
    static boolean isKnownAmongNumbers(String cell) {
        return isKnown(cell) || NO_NUMBERS.contains(cell.strip().toLowerCase(Locale.ROOT));
    }
}
