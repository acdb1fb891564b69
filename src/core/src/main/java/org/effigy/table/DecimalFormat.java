package org.effigy.table;

/**
 * Decimal numbers on a grid of 10^-decimals; a step is a grid point. Texts may have more decimals, or an exponent, and
 * are rounded to the nearest grid point (ties to even). NaN and infinities are not numbers here; -0.0 is 0.
 *
 * @param decimals the digits after the decimal mark, 0 to 15
 * @param marks what stands between and around the digits
 */
record DecimalFormat(int decimals, NumberMarks marks) implements CellFormat {
    /**
     * The largest magnitude of a step: up to here the two roundings in {@code number * 10^decimals} stay below half a
     * step, so that the text of a grid point gives that point back.
     */
    static final long LARGEST = 1L << 50;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    /** The decimal mark. */
    char mark() {
        return marks.decimal();
    }

    /** The number of a text; NaN if it is none. Never infinite: a text beyond the largest double is NaN too. */
    double number(String cell) {
        String text = marks.plain(cell);
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digit |= c >= '0' && c <= '9';
            // Keeps out what parseDouble takes besides: "NaN", "Infinity", "1d", hexadecimal and blanks.
            if (!(c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E')) {
                return Double.NaN;
            }
        }
        if (!digit) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isInfinite(number) ? Double.NaN : number;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The grid point nearest to a finite number; beyond {@link #LARGEST}, one past it. */
    @Override
    public long step(double number) {
        double scaled = Math.rint(number * POWERS[decimals]);
        return Math.abs(scaled) > LARGEST ? (scaled > 0 ? LARGEST + 1 : -LARGEST - 1) : (long) scaled;
    }

    /** The number of a grid point. */
    double number(long step) {
        return step / POWERS[decimals];
    }

    @Override
    public double value(long step) {
        return number(step);
    }

    @Override
    public long parse(String text) {
        double number = number(text);
        return Double.isNaN(number) ? NOT_OF_TYPE : step(number);
    }

    @Override
    public String text(long step) {
        if (decimals == 0) {
            return Long.toString(step);
        }
        String digits = Long.toString(Math.abs(step));
        StringBuilder text = new StringBuilder(digits.length() + decimals + 3);
        if (step < 0) {
            text.append('-');
        }
        int whole = digits.length() - decimals;
        if (whole <= 0) {
            text.append('0').append(mark());
            text.append("0".repeat(-whole)).append(digits);
        } else {
            text.append(digits, 0, whole).append(mark()).append(digits, whole, digits.length());
        }
        return text.toString();
    }

    @Override
    public String rule() {
        return "a finite number" + marks.words();
    }
}
