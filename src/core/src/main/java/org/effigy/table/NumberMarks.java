package org.effigy.table;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The marks in the numbers of a column, by the names of the Frictionless Table Schema. Marks are read where they stand and
 * demanded nowhere: {@code 1234} is a number of a column whose thousands are marked, too.
 *
 * @param decimal before the decimals ({@code decimalChar})
 * @param group between thousands ({@code groupChar}); empty if there is none. A blank stands for unbreakable ones too
 * @param bare whether there are digits and marks alone ({@code bareNumber}); else a currency, unit or percent sign may stand
 *     before or after the number and is dropped, and so may be a minus in the accountants' ways: {@code (12.00)},
 *     {@code 12.00-}
 */
record NumberMarks(char decimal, Optional<Character> group, boolean bare) {
    /** A point, and nothing else. */
    static final NumberMarks PLAIN = new NumberMarks('.', Optional.empty(), true);

    /** What {@link #plain} gives for a text that is no number. */
    static final String NONE = "";

    private static final String FORBIDDEN = "0123456789+-eE\"()";

    /** The longest text that is looked at as a number with its unit. */
    private static final int LONGEST = 64;

    /** Letters, currencies and signs of units, with blanks between; a point only ends an abbreviation. */
    private static final String UNIT = "(?:[\\p{L}\\p{Sc}%\\u2030\\u00b0/\\u00b2\\u00b3\\h]|(?<=\\p{L})\\.){0,16}";

    private static final Pattern DRESSED = Pattern.compile("(?<open>\\(?)(?<sign>[+\\-\\u2212]?)(?<before>" + UNIT
            + ")(?<inner>[+\\-\\u2212]?)(?<core>[0-9.,'\\u2019_\\h]*[0-9][.,]?(?:[eE][+-]?[0-9]+)?)(?<after>" + UNIT
            + ")(?<last>-?)(?<close>\\)?)");

    /** @throws IllegalArgumentException if a mark can't be told from a number's other signs */
    NumberMarks {
        if (FORBIDDEN.indexOf(decimal) >= 0) {
            throw new IllegalArgumentException(
                    "decimalChar is '" + decimal + "'; it must be one mark, such as a comma");
        }
        if (group.isPresent() && (FORBIDDEN.indexOf(group.get()) >= 0 || group.get() == decimal)) {
            throw new IllegalArgumentException("groupChar is '" + group.get()
                    + "'; it must be one mark, such as a comma, and another than decimalChar, which is '" + decimal
                    + "'");
        }
    }

    /** The text with a point and without all other marks, as {@code -1234.5}; {@link #NONE} if it can't be a number. */
    String plain(String text) {
        if (bare && group.isEmpty()) {
            return decimal == '.' ? text : text.indexOf('.') >= 0 ? NONE : text.replace(decimal, '.');
        }
        if (bare) {
            return ungrouped(text);
        }
        Matcher dressed = DRESSED.matcher(text);
        if (text.length() > LONGEST
                || !dressed.matches()
                || dressed.group("open").isEmpty() != dressed.group("close").isEmpty()) {
            return NONE;
        }
        int signs = 0;
        boolean negative = false;
        for (String part : new String[] {"open", "sign", "inner", "last"}) {
            signs += dressed.group(part).isEmpty() ? 0 : 1;
            negative |= !dressed.group(part).isEmpty() && !dressed.group(part).equals("+");
        }
        if (signs > 1) {
            return NONE;
        }
        String core = dressed.group("core").strip();
        String number = group.isPresent() ? ungrouped(core) : new NumberMarks(decimal, group, true).plain(core);
        return number.isEmpty() || !negative ? number : "-" + number;
    }

    /** The unit or currency around a number, without blanks; empty if there is none, or the text is no number. */
    String unitOf(String text) {
        Matcher dressed = DRESSED.matcher(text);
        return bare || !dressed.matches()
                ? ""
                : (dressed.group("before") + dressed.group("after")).replaceAll("\\h", "");
    }

    /** How numbers are marked, as it ends "a finite number"; empty if they are plain. */
    String words() {
        return (decimal == '.' ? "" : " with decimal mark '" + decimal + "'")
                + group.map(mark -> (decimal == '.' ? " with" : " and") + " '" + mark + "' between thousands")
                        .orElse("")
                + (bare ? "" : ", with or without a unit");
    }

    /** Groups are of three digits, or of two before a last one of three: 1,2 is not 12. */
    private String ungrouped(String text) {
        char mark = group.orElseThrow();
        int end = text.indexOf(decimal) < 0 ? text.length() : text.indexOf(decimal);
        StringBuilder plain = new StringBuilder(text.length());
        int digits = 0;
        int groups = 0;
        boolean two = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isMark(c, mark)) {
                boolean fits = i < end && (groups == 0 ? digits >= 1 && digits <= 3 : digits == 3 || digits == 2);
                boolean zero = groups == 0 && digits == 1 && text.charAt(i - 1) == '0';
                if (!fits || zero) {
                    return NONE;
                }
                two |= groups > 0 && digits == 2;
                if (two && digits == 3) {
                    return NONE;
                }
                groups++;
                digits = 0;
            } else if (c == decimal) {
                if (groups > 0 && digits != 3) {
                    return NONE;
                }
                groups = 0;
                plain.append('.');
            } else if (c == '.') {
                return NONE;
            } else {
                digits += c >= '0' && c <= '9' ? 1 : 0;
                plain.append(c);
            }
        }
        return groups > 0 && digits != 3 ? NONE : plain.toString();
    }

    private static boolean isMark(char c, char mark) {
        return c == mark || mark == ' ' && (c == '\u00a0' || c == '\u202f') || mark == '\'' && c == '\u2019';
    }
}
