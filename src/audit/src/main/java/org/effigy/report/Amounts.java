package org.effigy.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.effigy.privacy.Charge;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Promise;
import org.effigy.synth.Provenance;
import org.effigy.table.Discovered;

/** Amounts of privacy as people read them: six digits, what is spent rounded up and what is left rounded down. */
public final class Amounts {
    private Amounts() {}

    /** What is spent, or promised. */
    public static String spent(PrivacyLoss loss) {
        return words(loss, RoundingMode.CEILING);
    }

    /** What is left. */
    public static String left(PrivacyLoss loss) {
        return words(loss, RoundingMode.FLOOR);
    }

    /** A budget over all releases: how many rows of a unit are used is each release's own affair. */
    public static String overall(PrivacyBudget budget) {
        return budget(
                budget,
                budget.unit().column().map(name -> "all rows of one " + name).orElse("one row"));
    }

    /** A release's budget. */
    public static String release(PrivacyBudget budget) {
        return budget(budget, budget.unit().words());
    }

    /** What a model promises to people by itself, or that it promises nothing and why. */
    public static String promise(Provenance provenance) {
        return provenance.promised().map(Amounts::promise).orElseGet(provenance::promise);
    }

    /** What is promised. */
    public static String promise(Promise promise) {
        return words(
                promise.epsilon(),
                promise.delta(),
                promise.neighbours(),
                promise.unit().words());
    }

    /** What a discovery cost. */
    public static String loss(Discovered how) {
        return number(how.loss(), RoundingMode.CEILING)
                + (how.delta() > 0 ? ", delta " + number(how.delta(), RoundingMode.CEILING) : "");
    }

    /** What is left or set aside of delta. */
    public static String delta(double delta) {
        return "delta " + number(delta, RoundingMode.FLOOR);
    }

    /** One charge, as a line of a list. */
    public static String charge(Charge charge) {
        return String.format(
                Locale.ROOT,
                "  %-36s noise scale %-10.4g %s",
                charge.query(),
                charge.mechanism().scale(),
                spent(charge.loss()));
    }

    private static String budget(PrivacyBudget budget, String unit) {
        return words(budget.epsilon(), budget.delta(), budget.neighbours(), unit);
    }

    private static String words(double epsilon, double delta, Neighbours neighbours, String unit) {
        return "epsilon " + number(epsilon, RoundingMode.CEILING) + ", delta " + number(delta, RoundingMode.CEILING)
                + " (" + neighbours.words() + " " + unit + ")";
    }

    private static String words(PrivacyLoss loss, RoundingMode rounding) {
        if (loss instanceof PrivacyLoss.Pure pure) {
            return "epsilon " + number(pure.epsilon(), rounding);
        }
        if (loss instanceof PrivacyLoss.Approximate approximate) {
            return "epsilon " + number(approximate.epsilon(), rounding) + ", delta "
                    + number(approximate.delta(), rounding);
        }
        if (loss instanceof PrivacyLoss.ApproximateConcentrated both) {
            return "rho " + number(both.rho(), rounding) + ", delta " + number(both.delta(), rounding);
        }
        return "rho " + number(((PrivacyLoss.ZeroConcentrated) loss).rho(), rounding);
    }

    private static String number(double value, RoundingMode rounding) {
        // Through the shortest decimal that is this double: 1e-9 must not become 1.00001e-9 by its binary tail.
        BigDecimal rounded = new BigDecimal(Double.toString(value))
                .round(new MathContext(6, rounding))
                .stripTrailingZeros();
        boolean isPlain = rounded.scale() < 0 && rounded.precision() - rounded.scale() <= 6;
        return (isPlain ? rounded.setScale(0) : rounded).toString().replace("E", "e");
    }
}
