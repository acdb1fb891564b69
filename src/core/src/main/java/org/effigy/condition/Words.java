package org.effigy.condition;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How names and values are written so that they can be read back. */
final class Words {
    /** Words of the grammar, which a name or value can't be unless it is quoted. */
    static final Set<String> RESERVED =
            Set.of("and", "or", "not", "in", "between", "is", "missing", "present", "implies");

    private Words() {}

    static boolean isBare(char c) {
        return Character.isLetterOrDigit(c) || "_.:+-/%$#@&*".indexOf(c) >= 0 || c > 0x7f && !Character.isWhitespace(c);
    }

    static boolean isBare(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> isBare((char) c))
                && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
    }

    /** A column's name on the left. */
    static String name(String name) {
        return isBare(name) ? name : quoted(name);
    }

    /** A value in a list or range, where a bare word is one. */
    static String value(String value) {
        return isBare(value) ? value : quoted(value);
    }

    static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    static String joined(List<Condition> parts, String word) {
        return parts.stream().map(Words::enclosed).collect(Collectors.joining(word));
    }

    /** In parentheses, unless it is a single comparison. */
    static String enclosed(Condition part) {
        boolean single = part instanceof Condition.Comparison
                || part instanceof Condition.OneOf
                || part instanceof Condition.Between
                || part instanceof Condition.Missing
                || part instanceof Condition.Not not && not.part() instanceof Condition.Missing;
        return single ? part.toString() : "(" + part + ")";
    }
}
