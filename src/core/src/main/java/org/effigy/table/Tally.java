package org.effigy.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the cells of a column hold that are written in one way: bounds, decimals, and values that may stand for none. */
final class Tally {
    /** More kinds of cells that are not written so are not listed. */
    private static final int MISFITS = 100;

    /** From so many significant digits on, a number is a double as a program writes it, and the last ones are noise. */
    private static final int DOUBLE = 15;

    private static final Pattern NINES = Pattern.compile("-?9{2,}|-[1789]");
    private static final Set<String> DAYS = Set.of(
            "1000-01-01",
            "1111-11-11",
            "1753-01-01",
            "1800-01-01",
            "1899-12-30",
            "1899-12-31",
            "1900-01-01",
            "1901-01-01",
            "1970-01-01");

    private final Notation notation;
    private final Map<String, Long> misfits = new HashMap<>();
    private final TreeMap<Double, Map<String, Long>> special = new TreeMap<>();
    private long rows;
    private long misfitRows;
    private long longDoubles;
    private boolean whole = true;
    private int decimals;
    private long divisor;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    Tally(Notation notation) {
        this.notation = notation;
    }

    /** Looks at a cell without blanks around it, of so many rows. */
    void see(String cell, long of) {
        if (!notation.reads(cell)) {
            misfitRows += of;
            if (misfits.size() <= MISFITS || misfits.containsKey(cell)) {
                misfits.merge(cell, of, Long::sum);
            }
            return;
        }
        rows += of;
        CellFormat format = notation.format().orElseThrow();
        double value = format instanceof DecimalFormat decimal ? number(decimal, cell, of) : format.parse(cell);
        if (isSpecial(format, cell, value)) {
            special.computeIfAbsent(value, key -> new HashMap<>()).merge(cell, of, Long::sum);
            return;
        }
        take(value);
    }

    private double number(DecimalFormat format, String cell, long of) {
        BigDecimal exact = new BigDecimal(notation.marks().plain(cell)).stripTrailingZeros();
        if (exact.precision() >= DOUBLE) {
            longDoubles += of;
            exact = exact.round(new MathContext(DOUBLE - 1)).stripTrailingZeros();
        }
        if (exact.scale() > 0) {
            whole = false;
            decimals = Math.max(decimals, exact.scale());
        } else {
            whole &= exact.abs().compareTo(BigDecimal.valueOf(IntegerFormat.LARGEST)) <= 0;
        }
        return format.number(cell);
    }

    private boolean isSpecial(CellFormat format, String cell, double value) {
        if (format instanceof DateFormat dates) {
            if (!dates.isOfDays()) {
                return false;
            }
            String day = dates.date((long) value).toString();
            int year = dates.date((long) value).getYear();
            return year >= 2200 || year < 1700 || DAYS.contains(day) || day.equals("2099-12-31");
        }
        return NINES.matcher(notation.marks().plain(cell).replaceFirst("\\.0*$", ""))
                .matches();
    }

    /** Takes a value as one like the others. */
    void take(double value) {
        least = Math.min(least, value);
        most = Math.max(most, value);
        if (divisor != 1) {
            // From 2^53 on a double tells no longer which whole number it was.
            divisor = value == Math.rint(value) && Math.abs(value) < IntegerFormat.LARGEST
                    ? divisor(divisor, Math.abs((long) value))
                    : 1;
        }
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    /** The largest whole number that all values are multiples of; 0 if there is only 0, 1 if not all are whole. */
    long divisor() {
        return divisor;
    }

    /** The values that may stand for none, with their texts and rows; not copied. */
    TreeMap<Double, Map<String, Long>> special() {
        return special;
    }

    /** The cells that are not written so, with their rows; the first ones. */
    Map<String, Long> misfits() {
        return misfits;
    }

    /** The rows of these. */
    long misfitRows() {
        return misfitRows;
    }

    /** Whether there are more kinds of them than can be markers. */
    boolean hasManyMisfits() {
        return misfits.size() > Notation.MOST_MISFITS;
    }

    /** The cells that are written so. */
    long rows() {
        return rows;
    }

    /** Whether all numbers are whole, and small enough for the type. */
    boolean isWhole() {
        return whole;
    }

    /** Whether most numbers have more digits than anybody measured. */
    boolean isOfDoubles() {
        return 2 * longDoubles > rows;
    }

    /** The decimals that are written, but for the noise of doubles. */
    int decimals() {
        return decimals;
    }

    /** Whether numbers have more digits than the type holds: they are codes, then. */
    boolean isBeyondNumbers() {
        double largest = rows == 0 || least > most ? 0 : Math.max(Math.abs(least), Math.abs(most));
        return notation.type() == FieldType.NUMBER && largest > DecimalFormat.LARGEST / 2.0 && !whole;
    }

    /** The lowest value, those apart that may stand for none; of dates and times the step. */
    double least() {
        return least;
    }

    /** The highest value, those apart that may stand for none. */
    double most() {
        return most;
    }
}
