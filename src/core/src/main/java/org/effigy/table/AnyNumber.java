package org.effigy.table;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as spreadsheets and data frames write them: with groups of thousands, a currency, a percent sign, an exponent,
 * in parentheses where they are below 0.
 *
 * @param mark the decimal mark
 * @param share whether the column holds shares of one, so that 45 % is 0.45 and not 45
 */
record AnyNumber(char mark, boolean share) {
    private static final Pattern CURRENCY = Pattern.compile("^([A-Z]{3}|\\p{Sc})\\s*|\\s*([A-Z]{3}|\\p{Sc})$");

    private static final Pattern POINT = number("\\.", "[ ,'_\u2019\u00a0\u202f]");
    private static final Pattern COMMA = number(",", "[ .'_\u2019\u00a0\u202f]");

    private static Pattern number(String mark, String group) {
        return Pattern.compile("([+-]?)(\\d{1,3}(?:(" + group + ")\\d{3})(?:\\3\\d{3})*|\\d+|(?=" + mark + "\\d))(?:"
                + mark + "(\\d*))?(?:[eE]([+-]?\\d{1,3}))?");
    }

    /** The finite number of a text without blanks around it; empty if it is none. */
    Optional<Double> value(String text) {
        String bare = text.replace('\u2212', '-');
        if (bare.startsWith("'")) {
            bare = bare.substring(1);
        }
        boolean below = bare.length() > 2 && bare.startsWith("(") && bare.endsWith(")");
        if (below) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        String sign = "";
        if (bare.startsWith("-") || bare.startsWith("+")) {
            sign = bare.substring(0, 1);
            bare = bare.substring(1).strip();
        } else if (bare.endsWith("-") && bare.length() > 1) {
            sign = "-";
            bare = bare.substring(0, bare.length() - 1).strip();
        }
        boolean percent = bare.endsWith("%");
        if (percent) {
            bare = bare.substring(0, bare.length() - 1).strip();
        }
        Matcher found = (mark == ',' ? COMMA : POINT)
                .matcher(sign + CURRENCY.matcher(bare).replaceFirst(""));
        if (!found.matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(String.format(
                Locale.ROOT,
                "%s%s.%se%s",
                found.group(1),
                "0" + found.group(2).replaceAll("\\D", ""),
                found.group(4) == null ? "0" : found.group(4) + "0",
                found.group(5) == null ? "0" : found.group(5)));
        double signed = below ? -number : number;
        return Double.isInfinite(signed) ? Optional.empty() : Optional.of(percent && share ? signed / 100 : signed);
    }
}
