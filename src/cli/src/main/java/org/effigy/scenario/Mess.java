package org.effigy.scenario;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.RowTexts;
import org.effigy.table.Schema;

/**
 * Something that goes wrong in files that people send: what a reader of such files has to bear. Immutable.
 *
 * @param sort what goes wrong
 * @param rate the share of rows in which it does, above 0 and at most 1
 * @param fields in one of which it does, by lot; of {@link Sort#SWAP} the two that are exchanged; empty for whole rows
 * @param markers for {@link Sort#MISSING}
 * @param by the factor of {@link Sort#UNIT}
 */
record Mess(Sort sort, double rate, List<Integer> fields, List<String> markers, double by) {
    /** What stands in cells that hold nothing, where a person names no others. */
    static final List<String> MARKERS = List.of("", "NA", "N/A", "null", "-", "?", "unknown");

    private static final int LONG = 5000;

    private static final List<String> DATES =
            List.of("dd/MM/yyyy", "MM/dd/yyyy", "yyyyMMdd", "d MMM uuuu", "dd.MM.yy", "uuuu-MM-dd");

    /** Spreadsheets count days from the end of 1899. */
    private static final int SPREADSHEET = 25_569;

    /** What goes wrong, by the word for it in a scenario. */
    enum Sort {
        /** A word that says that there is nothing. */
        MISSING(true),
        /** One character lost, doubled, exchanged with the next, or hit beside. */
        TYPO(true),
        /** The cells of two columns, each in the other's place. */
        SWAP(true),
        /** A number in another unit. */
        UNIT(true),
        /** The same value, written otherwise. */
        NOTATION(true),
        /** A value at the end of its range, just outside, or far outside. */
        EXTREME(true),
        /** The row a second time. */
        DUPLICATE(false),
        /** The row without its last cells. */
        TORN(false),
        /** The row with a cell too many. */
        EXTRA(false);

        private final boolean isOfCells;

        Sort(boolean isOfCells) {
            this.isOfCells = isOfCells;
        }

        /** The word in a scenario. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it befalls cells; else it befalls whole rows. */
        boolean isOfCells() {
            return isOfCells;
        }
    }

    Mess {
        fields = List.copyOf(fields);
        markers = List.copyOf(markers);
    }

    /**
     * Makes one cell wrong, or two, where there is something to be made wrong.
     *
     * @return what was done to which column, in words; empty if nothing could be
     */
    Optional<String> befall(List<String> row, Schema schema, RowTexts texts, RandomGenerator random) {
        int field = fields.get(random.nextInt(fields.size()));
        Field declared = schema.fields().get(field);
        if (sort == Sort.SWAP) {
            int other = fields.get(0) == field ? fields.get(1) : fields.get(0);
            String kept = row.get(field);
            if (kept.equals(row.get(other))) {
                return Optional.empty();
            }
            row.set(field, row.get(other));
            row.set(other, kept);
            return Optional.of("swap of " + schema.fields().get(fields.get(0)).name() + " and "
                    + schema.fields().get(fields.get(1)).name());
        }
        String before = row.get(field);
        if (sort != Sort.MISSING && texts.isMissing(field, before)) {
            return Optional.empty();
        }
        String after = switch (sort) {
            case MISSING -> markers.get(random.nextInt(markers.size()));
            case TYPO -> mistyped(before, random);
            case UNIT -> inUnits(texts.number(field, before) * by);
            case NOTATION -> otherwise(before, declared, texts, field, random);
            default -> extreme(before, declared, texts, field, random);
        };
        if (after.equals(before)) {
            return Optional.empty();
        }
        row.set(field, after);
        return Optional.of(sort.word() + " in " + declared.name());
    }

    private static String mistyped(String text, RandomGenerator random) {
        int at = random.nextInt(text.length());
        String head = text.substring(0, at);
        String tail = text.substring(at + 1);
        char c = text.charAt(at);
        if (Character.isSurrogate(c)) {
            return text + text.substring(text.length() - 1);
        }
        return switch (random.nextInt(4)) {
            case 0 -> text.length() > 1 ? head + tail : text + c;
            case 1 -> head + c + c + tail;
            case 2 ->
                at + 1 < text.length() && tail.charAt(0) != c && !Character.isSurrogate(tail.charAt(0))
                        ? head + tail.charAt(0) + c + tail.substring(1)
                        : head + c + c + tail;
            default -> head + beside(c, random) + tail;
        };
    }

    /** A key beside this one. */
    private static char beside(char c, RandomGenerator random) {
        for (String keys : List.of("1234567890", "qwertzuiop", "asdfghjkl", "yxcvbnm", ".,-")) {
            int at = keys.indexOf(Character.toLowerCase(c));
            if (at >= 0) {
                char hit = keys.charAt(
                        at == 0 ? 1 : at == keys.length() - 1 ? at - 1 : at + (random.nextBoolean() ? 1 : -1));
                return Character.isUpperCase(c) ? Character.toUpperCase(hit) : hit;
            }
        }
        return c == 'x' ? 'c' : 'x';
    }

    private static String inUnits(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    private static String otherwise(String text, Field field, RowTexts texts, int place, RandomGenerator random) {
        List<String> ways = new ArrayList<>();
        if (field.type() == FieldType.STRING || field.type() == FieldType.BOOLEAN) {
            ways.add(text.toUpperCase(Locale.ROOT));
            ways.add(text.toLowerCase(Locale.ROOT));
            ways.add(" " + text + " ");
            ways.add(text + "\u00a0");
        } else if (field.type() == FieldType.INTEGER || field.type() == FieldType.NUMBER) {
            double number = texts.number(place, text);
            ways.add(String.format(Locale.GERMANY, "%,.2f", number));
            ways.add(String.format(Locale.US, "%,.2f", number));
            ways.add(String.format(Locale.US, "%.3E", number));
            ways.add("$" + text);
            ways.add(number < 0 ? "(" + text.replace("-", "") + ")" : "+" + text);
        } else {
            LocalDate day = LocalDate.ofEpochDay((long) Math.floor(texts.number(place, text)));
            for (String pattern : DATES) {
                ways.add(DateTimeFormatter.ofPattern(pattern, Locale.US).format(day));
            }
            ways.add(Long.toString(day.toEpochDay() + SPREADSHEET));
        }
        ways.removeIf(text::equals);
        return ways.get(random.nextInt(ways.size()));
    }

    private static String extreme(String text, Field field, RowTexts texts, int place, RandomGenerator random) {
        List<String> ends = new ArrayList<>();
        if (field.type() == FieldType.STRING || field.type() == FieldType.BOOLEAN) {
            ends.add("x".repeat(LONG));
            ends.add("=1+1");
            ends.add("\"quoted\", and a comma");
            ends.add("two\nlines");
            ends.add("\ud83d\ude00\u202e\u0301");
            ends.add("<b>bold</b>");
            return ends.get(random.nextInt(ends.size()));
        }
        texts.range(place).ifPresent(range -> {
            ends.add(texts.text(place, range[0]));
            ends.add(texts.text(place, range[1]));
        });
        if (field.type() == FieldType.INTEGER || field.type() == FieldType.NUMBER) {
            texts.range(place).ifPresent(range -> {
                ends.add(inUnits(range[0] - 1));
                ends.add(inUnits(range[1] + 1));
            });
            ends.addAll(List.of("0", "-1", "1e308", "NaN", "99999999999999999999"));
        } else {
            ends.addAll(List.of("0001-01-01", "9999-12-31", "1900-02-29", "0000-00-00", "2024-13-01"));
        }
        return ends.get(random.nextInt(ends.size()));
    }
}
