package org.effigy.table;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds units that are written in several ways, as 00001 and 1, in constant memory: all of up to {@value #MOST} units, else
 * those that a hash draws. For the screen alone.
 */
final class SpellingCount {
    private static final int MOST = 1 << 15;

    /** Spellings of one unit that are told apart. */
    private static final int SHOWN = 4;

    private final Field unit;
    private final Map<String, Set<String>> held = new HashMap<>();
    private int level;

    /** @param unit a field of texts */
    SpellingCount(Field unit) {
        this.unit = unit;
    }

    /** Sees a unit's text. */
    void add(String text) {
        String key = Spelling.ALIKE.key(IntegerTexts.canonical(CellReader.bare(text)));
        if (!DistinctCount.isDrawn(key, level)) {
            return;
        }
        Set<String> spellings = held.computeIfAbsent(key, alike -> new TreeSet<>());
        if (spellings.size() < SHOWN) {
            spellings.add(unit.spelling().key(text));
        }
        while (held.size() > MOST) {
            level++;
            held.keySet().removeIf(alike -> !DistinctCount.isDrawn(alike, level));
        }
    }

    /** What a person should know; empty if each unit is written in one way. */
    Optional<String> warning() {
        long several = held.values().stream().filter(of -> of.size() > 1).count() << level;
        return held.values().stream()
                .filter(of -> of.size() > 1)
                .findFirst()
                .map(example -> String.format(
                        Locale.ROOT,
                        "%s%,d of '%s' seem to be written in several ways, as %s: each spelling is protected by"
                                + " itself, so whoever has m of them is protected with m times epsilon. Write them alike,"
                                + " or declare \"effigy:spellings\": [\"case\", \"blanks\", \"zeros\"] at '%s', as far as"
                                + " these differences mean nothing",
                        level > 0 ? "about " : "",
                        several,
                        unit.name(),
                        ColumnSurvey.texts(example).replace("', '", "' and '"),
                        unit.name()));
    }
}
