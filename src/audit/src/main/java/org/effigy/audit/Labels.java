package org.effigy.audit;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.effigy.table.AnyNotation;

/**
 * Which category a text means that is written in other letters, with blanks or quotes around it, or as a number in
 * another notation (007 as 7, 250 as 250.0): the one of the schema or of the real tables that is the same otherwise, if
 * there is one alone. What no one means stays what it is.
 */
final class Labels {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?");

    private final Set<String> known;
    /** By what is left of a label: the label, or "" where several have it. */
    private final Map<String, String> plain = new HashMap<>();

    /** @param known labels that mean themselves */
    Labels(Collection<String> known) {
        this.known = Set.copyOf(known);
        for (String label : this.known) {
            plain.merge(plain(label), label, (one, other) -> "");
        }
    }

    /** The label that a text means; the text itself where that isn't known. */
    String meant(String text) {
        if (known.contains(text)) {
            return text;
        }
        String label = plain.getOrDefault(plain(text), "");
        return label.isEmpty() ? text : label;
    }

    /** Whether a text stands for a missing cell, being no label and what tools write for nothing. */
    boolean isMissing(String text) {
        return !known.contains(meant(text)) && AnyNotation.isMissing(text);
    }

    /** What is left of a text without what changes on its way through tools. */
    static String plain(String text) {
        String bare = Normalizer.normalize(text, Normalizer.Form.NFKC).strip().replaceAll("\\s+", " ");
        if (bare.length() > 1
                && "'\"".indexOf(bare.charAt(0)) >= 0
                && bare.charAt(0) == bare.charAt(bare.length() - 1)) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        if (NUMBER.matcher(bare).matches()) {
            return new BigDecimal(bare).stripTrailingZeros().toPlainString();
        }
        return bare.toLowerCase(Locale.ROOT);
    }
}
