package org.effigy.report;

import java.math.BigDecimal;
import java.util.Locale;

/** Shares as people say them. */
final class Shares {
    /** Above it a share is said in hundredths. */
    private static final double MANY = .1;

    private Shares() {}

    /** As "12 %", "1.4 %", "0.07 %"; "none" for none. */
    static String percent(double share) {
        double percent = 100 * share;
        String digits = Math.abs(percent) >= 9.95 ? "%.0f" : Math.abs(percent) >= .95 ? "%.1f" : "%.2g";
        return share == 0 ? "0 %" : plain(String.format(Locale.ROOT, digits, percent)) + " %";
    }

    /** As "none", "1 in 250", "34 in 100". */
    static String of(double share) {
        if (share <= 0) {
            return "none";
        }
        return share >= MANY
                ? Math.round(100 * share) + " in 100"
                : String.format(Locale.ROOT, "1 in %,d", Math.round(1 / share));
    }

    /** A difference of two shares, as "4 points" or "0.2 points", without its sign. */
    static String points(double difference) {
        double points = Math.abs(100 * difference);
        String digits = points >= 9.95 ? "%.0f" : "%.1f";
        String number = plain(String.format(Locale.ROOT, digits, points));
        return number + (number.equals("1") ? " point" : " points");
    }

    private static String plain(String number) {
        BigDecimal exact = new BigDecimal(number).stripTrailingZeros();
        return exact.signum() == 0 ? "0" : exact.toPlainString();
    }
}
