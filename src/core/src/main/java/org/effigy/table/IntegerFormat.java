package org.effigy.table;

/**
 * Whole numbers: an optional sign and digits. Decimals may follow if all are zeros, since exports that know missing cells
 * write {@code 34.0} for 34.
 *
 * @param marks what stands between and around the digits
 */
record IntegerFormat(NumberMarks marks) implements CellFormat {
    /** The largest magnitude: every whole number up to here is exact in JSON readers and in a double. */
    static final long LARGEST = 1L << 53;

    /** Digits without marks. */
    IntegerFormat() {
        this(NumberMarks.PLAIN);
    }

    @Override
    public long parse(String cell) {
        String text = marks.plain(cell);
        int length = text.length();
        int point = text.indexOf('.');
        if (point > 0) {
            for (int i = point + 1; i < length; i++) {
                if (text.charAt(i) != '0') {
                    return NOT_OF_TYPE;
                }
            }
            length = point;
        }
        int at = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        if (length == at || length - at > 18) {
            return NOT_OF_TYPE;
        }
        long value = 0;
        for (int i = at; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NOT_OF_TYPE;
            }
            value = value * 10 + digit;
        }
        return text.charAt(0) == '-' ? -value : value;
    }

    @Override
    public long step(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e18 ? (long) value : NOT_OF_TYPE;
    }

    @Override
    public double value(long step) {
        return step;
    }

    @Override
    public String text(long step) {
        return Long.toString(step);
    }

    @Override
    public String rule() {
        return "a whole number (of at most 18 digits)" + marks.words();
    }
}
