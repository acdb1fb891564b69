package org.effigy.report;

import java.util.Arrays;
import org.effigy.audit.Figure;

/**
 * A range that a value lies in, one of a few that never change: what a redacted page says in place of the value.
 *
 * @param low its lower end, not in it; minus infinity in the first
 * @param high its upper end, in it; infinity in the last
 */
record Bucket(double low, double high) {
    private static final double[] ENDS = {0, 0.01, 0.05, 0.1, 0.25, 0.45, 0.55, 0.75, 1, 2, 5};

    /** How many there are. */
    static final int COUNT = ENDS.length + 1;

    /**
     * The range that holds a value.
     *
     * @throws IllegalArgumentException if it is NaN
     */
    static Bucket of(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("a value that is not defined lies in no range");
        }
        int at = Arrays.binarySearch(ENDS, value);
        int next = at >= 0 ? at : -at - 1;
        return new Bucket(
                next == 0 ? Double.NEGATIVE_INFINITY : ENDS[next - 1],
                next == ENDS.length ? Double.POSITIVE_INFINITY : ENDS[next]);
    }

    /** As people read it: "above 0.01, up to 0.05". */
    String words() {
        if (Double.isInfinite(low)) {
            return "up to " + Figure.number(high);
        }
        return "above " + Figure.number(low) + (Double.isInfinite(high) ? "" : ", up to " + Figure.number(high));
    }
}
