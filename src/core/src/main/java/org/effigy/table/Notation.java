package org.effigy.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A way in which a column's cells may be written, for drafts of schemas.
 *
 * @param type NUMBER for whole numbers too; STRING where nothing else fits
 * @param marks of numbers
 * @param pattern of dates and times
 * @param format reads the cells; empty for texts
 * @param rival another way that reads the same cells as other values; empty if there is none
 */
record Notation(
        FieldType type, NumberMarks marks, String pattern, Optional<CellFormat> format, Optional<String> rival) {
    /** Cells that are no numbers or dates in a column of them; more kinds make it a column of texts. */
    static final int MOST_MISFITS = 5;

    /** A column with fewer different numbers among other texts is one of texts. */
    private static final int FEWEST_NUMBERS = 20;

    private static final int SAMPLE = 200;

    static final Notation TEXTS =
            new Notation(FieldType.STRING, NumberMarks.PLAIN, "default", Optional.empty(), Optional.empty());

    private static final List<Notation> NUMBERS = numbers();
    private static final List<Notation> DAYS = days();
    private static final List<Notation> MOMENTS = moments();

    private static Notation number(char decimal, Character group, boolean bare) {
        NumberMarks marks = new NumberMarks(decimal, Optional.ofNullable(group), bare);
        return new Notation(
                FieldType.NUMBER, marks, "default", Optional.of(new DecimalFormat(0, marks)), Optional.empty());
    }

    private static Notation date(FieldType type, String pattern) {
        return new Notation(
                type, NumberMarks.PLAIN, pattern, Optional.of(DateFormat.of(type, pattern)), Optional.empty());
    }

    private static List<Notation> numbers() {
        List<Notation> all = new ArrayList<>();
        for (boolean bare : new boolean[] {true, false}) {
            all.add(number('.', null, bare));
            all.add(number('.', ',', bare));
            all.add(number(',', null, bare));
            all.add(number(',', '.', bare));
            all.add(number('.', ' ', bare));
            all.add(number(',', ' ', bare));
            all.add(number('.', '\'', bare));
        }
        return all;
    }

    private static List<Notation> days() {
        List<Notation> all = new ArrayList<>();
        for (String pattern : List.of(
                "default",
                "%d.%m.%Y",
                "%d/%m/%Y",
                "%m/%d/%Y",
                "%Y/%m/%d",
                "%d-%m-%Y",
                "%m-%d-%Y",
                "%Y.%m.%d",
                "%d.%m.%y",
                "%d/%m/%y",
                "%m/%d/%y",
                "%d-%m-%y",
                "%d %b %Y",
                "%d-%b-%Y",
                "%d-%b-%y",
                "%d%b%Y",
                "%b %d, %Y",
                "%d %B %Y",
                "%B %d, %Y",
                "%d. %B %Y",
                "%Y-%b-%d",
                "%Y-%m",
                "%m/%Y",
                "%Y/%m",
                "%m.%Y",
                "%b %Y",
                "%B %Y",
                "%b-%y",
                "%a %d %b %Y",
                "%A, %B %d, %Y")) {
            all.add(date(FieldType.DATE, pattern));
        }
        return all;
    }

    private static List<Notation> moments() {
        List<Notation> all = new ArrayList<>();
        for (String day : List.of(
                "%Y-%m-%d",
                "%d.%m.%Y",
                "%d/%m/%Y",
                "%m/%d/%Y",
                "%Y/%m/%d",
                "%d-%m-%Y",
                "%d/%m/%y",
                "%m/%d/%y",
                "%d.%m.%y",
                "%d-%b-%Y",
                "%d-%b-%y",
                "%d %b %Y",
                "%b %d, %Y",
                "%Y%m%d")) {
            for (String between : List.of(" ", "T", ":")) {
                for (String time : List.of("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%H%M%S")) {
                    all.add(date(FieldType.DATETIME, day + between + time));
                }
            }
        }
        all.add(date(FieldType.DATETIME, "default"));
        for (String pattern : List.of(
                "%d.%m.%Y %H:%M:%S.%f",
                "%d/%m/%Y %H:%M:%S.%f", "%m/%d/%Y %H:%M:%S.%f", "%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")) {
            all.add(date(FieldType.DATETIME, pattern));
        }
        return all;
    }

    /** Whether a cell, without blanks around it, is written so. */
    boolean reads(String cell) {
        if (format.isEmpty()) {
            return true;
        }
        if (format.get() instanceof DateFormat dates && !dates.looksLike(cell)) {
            return false;
        }
        return format.get().parse(cell) != CellFormat.NOT_OF_TYPE;
    }

    /** Whether cells are dates or times. */
    boolean isCalendar() {
        return type == FieldType.DATE || type == FieldType.DATETIME;
    }

    /**
     * The way in which cells are written that aren't known to be missing.
     *
     * @param cells different texts without blanks around them, with their rows
     * @param commaFirst whether 1,234 is rather a decimal than a thousand: in files with semicolons between fields
     */
    static Notation of(Map<String, Integer> cells, boolean commaFirst) {
        List<String> sample = cells.keySet().stream().limit(SAMPLE).toList();
        if (sample.isEmpty()) {
            return TEXTS;
        }
        List<Notation> tried = new ArrayList<>();
        List.of("%Y%m%d", "%Y%m").forEach(pattern -> tried.add(date(FieldType.DATE, pattern)));
        List.of("%Y%m%d%H%M%S", "%Y%m%d%H%M").forEach(pattern -> tried.add(date(FieldType.DATETIME, pattern)));
        tried.removeIf(digits -> !cells.keySet().stream().allMatch(digits::isPlausible));
        boolean mayBeMonths = tried.size() > 0;
        tried.addAll(NUMBERS);
        if (commaFirst) {
            tried.removeIf(numbers ->
                    numbers.marks.decimal() == ',' && numbers.marks.group().isEmpty());
            tried.add(mayBeMonths ? tried.size() - NUMBERS.size() + 3 : 1, number(',', null, true));
            tried.add(number(',', null, false));
        }
        tried.addAll(DAYS);
        tried.addAll(MOMENTS);
        tried.removeIf(way -> 2 * held(sample, way::reads) < sample.size() || !way.suits(cells));
        Notation best = TEXTS;
        long most = 0;
        long all = cells.values().stream().mapToLong(Integer::longValue).sum();
        List<Notation> whole = new ArrayList<>();
        for (Notation way : tried) {
            long rows = rows(cells, way::reads);
            if (rows > most) {
                most = rows;
                best = way;
                whole.clear();
            } else if (rows == most) {
                whole.add(way);
            }
        }
        Notation found = best;
        List<String> others =
                cells.keySet().stream().filter(cell -> !found.reads(cell)).toList();
        // V57 among numbers says that these are codes.
        boolean codes = others.stream().anyMatch(cell -> cell.matches("\\p{L}+[-.]?[0-9].*"));
        boolean few = others.size() <= MOST_MISFITS && cells.size() - others.size() >= FEWEST_NUMBERS;
        boolean fits = most == all || few && !codes && 2 * most >= all;
        return fits ? best.withRival(whole, sample) : TEXTS;
    }

    /**
     * What a column of texts is made of that are numbers or dates in part: each way with the share of rows that it reads, the
     * most frequent first; empty if hardly any cell is a number or date.
     *
     * @param cells different texts with their rows
     */
    static Optional<String> mixture(Map<String, Integer> cells) {
        Map<String, Integer> left = new LinkedHashMap<>();
        cells.entrySet().stream().limit(SAMPLE).forEach(cell -> left.put(cell.getKey(), cell.getValue()));
        long all = rows(left, cell -> true);
        List<String> parts = new ArrayList<>();
        List<Notation> tried = new ArrayList<>(NUMBERS.subList(0, 7));
        tried.addAll(DAYS);
        tried.addAll(MOMENTS);
        left.keySet().removeIf(Notation::isPadded);
        while (parts.size() < 3 && !left.isEmpty()) {
            Notation best = TEXTS;
            long most = 0;
            for (Notation way : tried) {
                long held = rows(left, way::reads);
                if (held > most) {
                    most = held;
                    best = way;
                }
            }
            if (most * 10 < all) {
                break;
            }
            Notation found = best;
            String example =
                    left.keySet().stream().filter(found::reads).findFirst().orElseThrow();
            parts.add(Drafted.percent(most, all) + " " + (best.isCalendar() ? "dates" : "numbers") + " as '" + example
                    + "'");
            left.keySet().removeIf(found::reads);
        }
        // What is of one kind is texts for another reason.
        return parts.isEmpty() || parts.size() == 1 && left.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", parts));
    }

    private static long rows(Map<String, Integer> cells, Predicate<String> reads) {
        return cells.entrySet().stream()
                .filter(cell -> reads.test(cell.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static long held(Iterable<String> cells, Predicate<String> reads) {
        long held = 0;
        for (String cell : cells) {
            held += reads.test(cell) ? 1 : 0;
        }
        return held;
    }

    /** Digits alone are a date only if all of them can be. */
    private boolean isPlausible(String cell) {
        return cell.matches("(18|19|20|99)[0-9]+") && reads(cell);
    }

    /** What rules a way out although it reads cells: codes with zeros before them, and several units or none. */
    private boolean suits(Map<String, Integer> cells) {
        if (type != FieldType.NUMBER) {
            return true;
        }
        String unit = "";
        boolean dressed = false;
        for (String cell : cells.keySet()) {
            String plain = marks.plain(cell);
            if (isPadded(plain)) {
                return false;
            }
            if (!marks.bare() && reads(cell)) {
                String found = marks.unitOf(cell);
                if (!found.isEmpty() && !unit.isEmpty() && !found.equals(unit)
                        || cell.matches("[+-]?\\p{L}+[+-]?[0-9].*")) {
                    return false;
                }
                unit = found.isEmpty() ? unit : found;
                dressed |= !found.isEmpty() || cell.startsWith("(") || cell.endsWith("-");
            }
        }
        return marks.bare() || dressed;
    }

    /** 007 is a code: as a number it would lose its zeros. */
    private static boolean isPadded(String plain) {
        return plain.matches("[+-]?0[0-9]+(\\.0*)?");
    }

    /** Names the first of other ways that reads one of the cells as another value. */
    private Notation withRival(List<Notation> others, List<String> cells) {
        for (Notation other : others) {
            boolean sameKind = other.type == type;
            for (String cell : cells) {
                if (sameKind && reads(cell) && other.reads(cell) && !value(cell).equals(other.value(cell))) {
                    return new Notation(
                            type,
                            marks,
                            pattern,
                            format,
                            Optional.of(
                                    other.isCalendar()
                                            ? other.pattern
                                            : "decimalChar \"" + other.marks.decimal() + "\""));
                }
            }
        }
        return this;
    }

    private Object value(String cell) {
        return format.orElseThrow() instanceof DateFormat dates
                ? dates.time(dates.parse(cell))
                : (Object) ((DecimalFormat) format.get()).number(cell);
    }
}
