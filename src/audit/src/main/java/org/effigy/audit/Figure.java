package org.effigy.audit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;
import java.util.Optional;

/**
 * One number of an audit, with how sure it is and what to hold it against: no number stands alone.
 *
 * @param id its name in policies and JSON, as {@code privacy.membership.distance.tpr-at-0.001}
 * @param title its name for people
 * @param value the number; NaN if it is not defined on these tables, which {@code note} then explains
 * @param interval where the true value may lie; empty for a number that is not an estimate
 * @param reference what a table without the fault scores (chance, a control group, an equal sample of real rows), if
 *     there is such a number
 * @param note how to read it, or why it is not defined; may be empty
 * @param power what a gate on it can find on tables of this size, where that is known
 * @param point where on an attack's curve it is read, if it is
 */
public record Figure(
        String id,
        String title,
        double value,
        Optional<Interval> interval,
        Optional<Double> reference,
        String note,
        Optional<Power> power,
        Optional<CurvePoint> point) {
    /** @throws IllegalArgumentException if the id is not lower-case words, digits, dots and hyphens */
    public Figure {
        if (!id.matches("[a-z0-9][a-z0-9.-]*")) {
            throw new IllegalArgumentException("a figure's id is made of a-z, 0-9, '.' and '-'; it is '" + id + "'");
        }
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(power, "power");
        Objects.requireNonNull(point, "point");
    }

    /** A figure that no gate is on, or of whose power nothing is known. */
    public Figure(
            String id,
            String title,
            double value,
            Optional<Interval> interval,
            Optional<Double> reference,
            String note) {
        this(id, title, value, interval, reference, note, Optional.empty(), Optional.empty());
    }

    /** This figure, with what a gate on it can find. */
    public Figure with(Power known) {
        return new Figure(id, title, value, interval, reference, note, Optional.of(known), point);
    }

    /** This figure, as one that is read off a curve. */
    public Figure at(CurvePoint place) {
        return new Figure(id, title, value, interval, reference, note, power, Optional.of(place));
    }

    /** Whether the number is defined. */
    public boolean isDefined() {
        return !Double.isNaN(value);
    }

    /** The number and its interval for people, as "0.0095 [0.0082, 0.011]", or as "at least 0.5" where it has no upper end. */
    public String words() {
        return isLeast()
                ? "at least " + number(value)
                : number(value)
                        + interval.map(ends -> " [" + number(ends.low()) + ", " + number(ends.high()) + "]")
                                .orElse("");
    }

    /** Whether all that is known is that it is no less. */
    private boolean isLeast() {
        return interval.filter(ends -> ends.low() == value && ends.high() == Double.POSITIVE_INFINITY)
                .isPresent();
    }

    /** A number with at most four digits that count. */
    public static String number(double number) {
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "not defined" : number > 0 ? "infinity" : "-infinity";
        }
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString((long) number);
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(4)).stripTrailingZeros();
        return Math.abs(number) < 1e-4 ? rounded.toString().replace("E", "e") : rounded.toPlainString();
    }
}
