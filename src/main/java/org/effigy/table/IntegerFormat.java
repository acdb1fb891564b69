package org.effigy.table;

/** Whole numbers: an optional sign and digits, nothing else. */
record IntegerFormat() implements CellFormat {
    /** The largest magnitude: every whole number up to here is exact in JSON readers and in a double. */
    static final long LARGEST = 1L << 53;

    @Override
    public long parse(String text) {
        int length = text.length();
        int at = length > 1 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
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
        return "a whole number (of at most 18 digits)";
    }
}
