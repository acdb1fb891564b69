package org.effigy.table;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which texts of a unit column name nobody: a rule for each cell by itself, that follows from the schema alone. */
final class Placeholders {
    /** What people write for a unit that they don't know, in lower case. */
    private static final Set<String> WORDS = Set.of(
            "",
            "unknown",
            "unk",
            "unspecified",
            "undefined",
            "anonymous",
            "missing",
            "not known",
            "not available",
            "not applicable",
            "na",
            "n/a",
            "#n/a",
            "<na>",
            "nan",
            "null",
            "(null)",
            "none",
            "nil",
            "nobody",
            "(blank)",
            "tbd",
            "unbekannt",
            "inconnu",
            "desconocido",
            "sconosciuto",
            "?",
            "??",
            "-",
            "--",
            ".",
            "*");

    private final Set<String> markers = new HashSet<>();

    /** Those of a schema: the usual words, and whatever marks a missing cell in any of its columns. */
    Placeholders(Schema schema) {
        schema.fields().forEach(field -> markers.addAll(field.missingValues()));
    }

    /** Whether a unit's cell names nobody. */
    boolean contains(String cell) {
        if (markers.contains(cell)) {
            return true;
        }
        String bare = cell.strip();
        return bare.length() <= 16 && (markers.contains(bare) || WORDS.contains(bare.toLowerCase(Locale.ROOT)));
    }
}
