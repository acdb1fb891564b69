package org.effigy.table;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the cells of a column mean that are not written as its field declares. A table that is judged may come from any
 * tool: what a spreadsheet or a data frame makes of 34, of a day or of true is still read. Of the notations that are
 * known, the one is taken in which most cells are something; where two are as good and say different things (3/4 may be
 * in March or in April), the cells stay unread: nothing is guessed.
 */
public final class AnyNotation {
    private static final Set<String> MISSING = Set.of(
            "", "na", "n/a", "nan", "nat", "none", "null", "nil", "<na>", "#n/a", "-", "--", "?", ".", "*", "missing");
    private static final Set<String> TRUE =
            Set.of("true", "t", "yes", "y", "1", "1.0", "on", "ja", "j", "oui", "o", "si", "s\u00ed", "wahr", "vrai");
    private static final Set<String> FALSE =
            Set.of("false", "f", "no", "n", "0", "0.0", "off", "nein", "non", "falsch", "faux");

    /** What a cell means in a notation; empty if nothing. Numbers, booleans, and moments. */
    private interface Notation {
        Optional<Object> value(String text);
    }

    private AnyNotation() {}

    /**
     * What each text means; those that mean nothing are not in it.
     *
     * @param declared the field with its domain
     * @param texts of cells that could not be read, and how many cells have each
     */
    static Map<String, Object> read(Field declared, Map<String, Integer> texts) {
        List<Map<String, Object>> best = new ArrayList<>();
        long most = 0;
        for (Notation notation : notations(declared)) {
            Map<String, Object> values = new HashMap<>();
            long cells = 0;
            for (Map.Entry<String, Integer> text : texts.entrySet()) {
                Optional<Object> value = notation.value(text.getKey().strip());
                if (value.isPresent()) {
                    values.put(text.getKey(), value.get());
                    cells += text.getValue();
                }
            }
            if (cells > most) {
                best.clear();
                most = cells;
            }
            if (cells == most && cells > 0 && (isOpen(declared) || best.isEmpty())) {
                best.add(values);
            }
        }
        return agreed(best);
    }

    /** Whether notations that are as good are all heard: of numbers the field's own mark is the first, and decides. */
    private static boolean isOpen(Field declared) {
        return declared.type() == FieldType.DATE || declared.type() == FieldType.DATETIME;
    }

    /** What is the same in all of them. */
    private static Map<String, Object> agreed(List<Map<String, Object>> readings) {
        if (readings.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> agreed = new HashMap<>(readings.get(0));
        readings.forEach(reading -> agreed.entrySet().retainAll(reading.entrySet()));
        return agreed;
    }

    /** Whether a cell that is no value of its type is one that tools write for nothing. */
    public static boolean isMissing(String text) {
        return MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    private static Collection<Notation> notations(Field declared) {
        return switch (declared.type()) {
            case INTEGER, NUMBER -> numbers(declared);
            case BOOLEAN -> List.of(AnyNotation::truth, text -> declared(declared, text));
            case DATE, DATETIME -> moments(declared);
            case STRING -> List.of();
        };
    }

    private static List<Notation> numbers(Field declared) {
        boolean share = declared.maximum().map(Double::parseDouble).orElse(100.0) <= 1;
        AnyNumber own = new AnyNumber(declared.decimalMark(), share);
        AnyNumber other = new AnyNumber(declared.decimalMark() == ',' ? '.' : ',', share);
        return List.of(
                text -> own.value(text).map(value -> value),
                // 1,234 is a number either way: the field's own mark decides, unless more cells are numbers by the
                // other.
                text -> other.value(text).map(value -> value),
                text -> truth(text).map(value -> (Boolean) value ? 1.0 : 0.0));
    }

    private static Optional<Object> truth(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return TRUE.contains(word) ? Optional.of(true) : FALSE.contains(word) ? Optional.of(false) : Optional.empty();
    }

    /** The field's own words in other letters, and with numbers as other tools write them. */
    private static Optional<Object> declared(Field field, String text) {
        String word = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        if (field.trueValues().stream().anyMatch(word::equalsIgnoreCase)) {
            return Optional.of(true);
        }
        return field.falseValues().stream().anyMatch(word::equalsIgnoreCase) ? Optional.of(false) : Optional.empty();
    }

    private static List<Notation> moments(Field declared) {
        List<Notation> notations = new ArrayList<>();
        Set<String> patterns = new HashSet<>();
        for (String pattern : AnyMoment.DAYS) {
            if (patterns.add(pattern)) {
                AnyMoment moment = new AnyMoment(pattern);
                notations.add(text -> moment.value(text).map(value -> day(declared, value)));
            }
        }
        if (declared.type() == FieldType.DATETIME) {
            notations.add(text -> AnyMoment.sinceEpoch(text).map(value -> value));
        } else {
            notations.add(text -> AnyMoment.serialDay(text).map(value -> value));
        }
        return notations;
    }

    private static Object day(Field declared, LocalDateTime moment) {
        return declared.type() == FieldType.DATE ? moment.toLocalDate().atStartOfDay() : moment;
    }
}
