package org.effigy.table;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which texts of a unit column name nobody: a rule for each cell by itself, that follows from the schema alone. */
final class Placeholders {
    /** What people write for a unit that they don't know, beside what is a missing cell anywhere; in lower case. */
    private static final Set<String> WORDS = Set.of(
            "unspecified",
            "undefined",
            "anonymous",
            "nobody",
            "(blank)",
            "??",
            "unbekannt",
            "inconnu",
            "desconocido",
            "sconosciuto");

    /** No word that is looked for has more characters: most cells need no second look. */
    private static final int LONGEST = 16;

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
        return bare.length() <= LONGEST
                && (markers.contains(bare)
                        || MissingMarkers.isKnownAmongNumbers(bare)
                        || WORDS.contains(bare.toLowerCase(Locale.ROOT)));
    }
}
