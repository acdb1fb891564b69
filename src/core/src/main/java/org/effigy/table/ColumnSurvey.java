package org.effigy.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the cells of one column look like, for {@link SchemaSuggestion}. */
final class ColumnSurvey {
    /** A string column with more values than this gets no enum. */
    static final int CATEGORIES = 100;

    /** Different texts after which it is settled how cells are written. */
    private static final int SETTLED = 20_000;

    private static final Set<String> INDEXES = Set.of("", "unnamed: 0", "x", "index", "...1", "rownames");

    private final String name;
    private final boolean commaFirst;
    private final Map<String, Integer> cells = new LinkedHashMap<>();
    private final Map<String, Long> missing = new LinkedHashMap<>();
    private final Map<String, Long> missingAmongNumbers = new LinkedHashMap<>();
    private final DistinctCount count = new DistinctCount();
    private Optional<Tally> tally = Optional.empty();
    private Notation notation = Notation.TEXTS;
    private long rows;

    /** @param commaFirst whether 1,234 is rather a decimal than a thousand */
    ColumnSurvey(String name, boolean commaFirst) {
        this.name = name;
        this.commaFirst = commaFirst;
    }

    /** Looks at a cell. */
    void see(String cell) {
        rows++;
        if (MissingMarkers.isKnown(cell)) {
            missing.merge(cell, 1L, Long::sum);
            return;
        }
        if (MissingMarkers.isKnownAmongNumbers(cell)) {
            missingAmongNumbers.merge(cell, 1L, Long::sum);
            return;
        }
        String bare = CellReader.bare(cell);
        count.add(IntegerTexts.canonical(bare));
        if (tally.isPresent()) {
            tally.get().see(bare, 1);
            return;
        }
        cells.merge(notation.type() == FieldType.STRING ? cell : bare, 1, Integer::sum);
        if (cells.size() > SETTLED) {
            settle();
        }
    }

    private void settle() {
        Map<String, Integer> bare = new LinkedHashMap<>();
        cells.forEach((cell, of) -> bare.merge(CellReader.bare(cell), of, Integer::sum));
        notation = Notation.of(bare, commaFirst);
        Tally seen = new Tally(notation);
        if (notation.type() != FieldType.STRING) {
            bare.forEach(seen::see);
        }
        tally = Optional.of(seen);
    }

    /** What the column seems to be. */
    Drafted draft() {
        boolean many = tally.isPresent();
        if (tally.isEmpty()) {
            settle();
        }
        if (count.rows() + sum(missingAmongNumbers) == 0) {
            return nothing();
        }
        if (isIndex()) {
            return Drafted.leftOut(name, "it numbers the rows, as a program's index does");
        }
        if (name.isBlank()) {
            return Drafted.leftOut(name, "it has values but no name: name it in the header line if it is needed");
        }
        Tally seen = tally.orElseThrow();
        if (notation.type() == FieldType.STRING || seen.hasManyMisfits() || seen.isBeyondNumbers()) {
            return new TextDraft(name, rows, texts(many), missing, missingAmongNumbers, count).draft();
        }
        Map<String, Long> markers = new LinkedHashMap<>(missing);
        missingAmongNumbers.forEach((marker, of) -> markers.merge(marker, of, Long::sum));
        return new ValueDraft(name, rows, notation, seen, markers, count).draft();
    }

    /** The different texts; empty if they are too many to be held. */
    private Optional<Map<String, Integer>> texts(boolean many) {
        return many ? Optional.empty() : Optional.of(cells);
    }

    private Drafted nothing() {
        return Drafted.leftOut(
                name,
                rows == 0
                        ? "the table has no rows"
                        : "nothing is in it (" + texts(missing.keySet())
                                + "): if a value is expected there, declare it");
    }

    /** A first column without a name, or a number for each row from 0 or 1 on under the name of an index. */
    private boolean isIndex() {
        if (!INDEXES.contains(name.strip().toLowerCase(Locale.ROOT))) {
            return false;
        }
        Tally seen = tally.orElseThrow();
        return notation.type() == FieldType.NUMBER
                && seen.misfitRows() == 0
                && seen.isWhole()
                && missing.isEmpty()
                && count.distinct() == count.rows()
                && (seen.least() == 0 || seen.least() == 1);
    }

    private static long sum(Map<String, Long> of) {
        return of.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Texts as a sentence quotes them. */
    static String texts(Iterable<String> texts) {
        Set<String> quoted = new LinkedHashSet<>();
        texts.forEach(text -> quoted.add("'" + Excerpt.of(text, 40) + "'"));
        String first = quoted.stream().limit(5).collect(Collectors.joining(", "));
        return quoted.size() > 5 ? first + " and " + (quoted.size() - 5) + " more" : first;
    }

    /** The markers, the most frequent first, since that one is written. */
    static List<String> byRows(Map<String, Long> markers) {
        return markers.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Texts in order. */
    static List<String> sorted(Iterable<String> texts) {
        Set<String> all = new TreeSet<>();
        texts.forEach(all::add);
        return List.copyOf(all);
    }
}
