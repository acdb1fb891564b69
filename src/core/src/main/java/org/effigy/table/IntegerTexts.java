package org.effigy.table;

/** Whole numbers that programs write with decimals where other cells are missing. */
final class IntegerTexts {
    private IntegerTexts() {}

    /** The text without decimals that are zeros: 8767974.0 and 8767974 name one person. */
    static String canonical(String text) {
        int point = text.indexOf('.');
        if (point <= 0 || point < text.length() - 3 || !Character.isDigit(text.charAt(0))) {
            return text;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i != point && (i < point ? c < '0' || c > '9' : c != '0')) {
                return text;
            }
        }
        return text.substring(0, point);
    }
}
