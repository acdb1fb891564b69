package org.effigy.attack;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.effigy.audit.Interval;

/**
 * How often an attacker said "in" of units that were out and of units that were in, each time independently of the
 * others: what no private mechanism lets differ by much. The bounds below all rest on one upper bound of the rate of
 * false alarms and one lower bound of the rate of hits (Clopper, Pearson 1934), which both hold with the probability
 * {@code level} or more, so all of them hold together. The rule by which the attacker decides must have been fixed
 * before these trials.
 *
 * @param falseAlarms units that were out and called in, {@code 0 .. outs}
 * @param outs units that were out, at least 1
 * @param hits units that were in and called in, {@code 0 .. ins}
 * @param ins units that were in, at least 1
 */
public record Rates(long falseAlarms, long outs, long hits, long ins) {
    private static final NormalDistribution NORMAL = new NormalDistribution();

    /** Orders of Renyi's divergence that are tried: {@code 1 + 10^(i / 32)}, beyond 1 by a thousandth to ten thousand. */
    private static final int ORDERS = 225;

    /** @throws IllegalArgumentException if a number is out of its range */
    public Rates {
        if (outs < 1 || ins < 1 || falseAlarms < 0 || falseAlarms > outs || hits < 0 || hits > ins) {
            throw new IllegalArgumentException("rates need trials on both sides, and from 0 to all of them called in;"
                    + " they are " + falseAlarms + " of " + outs + " and " + hits + " of " + ins);
        }
    }

    /** The most that the rate of false alarms may be. */
    public double mostFalseAlarms(double level) {
        return Interval.clopperPearson(falseAlarms, outs, level).high();
    }

    /** The least that the rate of hits may be. */
    public double leastHits(double level) {
        return Interval.clopperPearson(hits, ins, level).low();
    }

    /**
     * The epsilon that the mechanism has at least, at this delta: an event of probability {@code f} without the unit has
     * at most {@code e^epsilon f + delta} with it, and so has its opposite the other way round (Kairouz, Oh, Viswanath
     * 2015). At least 0.
     */
    public double epsilon(double delta, double level) {
        double alarms = mostFalseAlarms(level);
        double found = leastHits(level);
        return Math.max(0, Math.max(logRatio(found - delta, alarms), logRatio(1 - alarms - delta, 1 - found)));
    }

    private static double logRatio(double above, double below) {
        return above > 0 ? Math.log(above / below) : 0;
    }

    /**
     * The rho of zero-concentrated differential privacy that the mechanism has at least: saying "in" or "out" is a
     * function of what was published, so its Renyi divergence of every order {@code a > 1} between units in and out, and
     * between out and in, is at most {@code a rho} (Bun, Steinke 2016, Definition 1.1 and Lemma 2.2). At least 0.
     */
    public double rho(double level) {
        double alarms = mostFalseAlarms(level);
        double found = leastHits(level);
        if (found <= alarms) {
            return 0;
        }
        double most = Math.max(kullbackLeibler(found, alarms), kullbackLeibler(alarms, found));
        for (int i = 0; i < ORDERS; i++) {
            double order = 1 + Math.pow(10, i / 32.0 - 3);
            most = Math.max(most, renyi(found, alarms, order) / order);
            most = Math.max(most, renyi(alarms, found, order) / order);
        }
        return most;
    }

    private static double kullbackLeibler(double p, double q) {
        return term(p, q) + term(1 - p, 1 - q);
    }

    private static double term(double p, double q) {
        return p == 0 ? 0 : p * Math.log(p / q);
    }

    /** Of one coin from another, in logarithms so that high orders don't overflow. */
    private static double renyi(double p, double q, double order) {
        double heads = p == 0 ? Double.NEGATIVE_INFINITY : order * Math.log(p) + (1 - order) * Math.log(q);
        double tails = p == 1 ? Double.NEGATIVE_INFINITY : order * Math.log1p(-p) + (1 - order) * Math.log1p(-q);
        double larger = Math.max(heads, tails);
        return (larger + Math.log1p(Math.exp(Math.min(heads, tails) - larger))) / (order - 1);
    }

    /**
     * The mu of Gaussian differential privacy that the mechanism has at least (Dong, Roth, Su 2022): how many standard
     * deviations apart two normals must be to be told apart so well. At least 0.
     */
    public double mu(double level) {
        double alarms = mostFalseAlarms(level);
        double found = leastHits(level);
        return found <= alarms
                ? 0
                : NORMAL.inverseCumulativeProbability(found) - NORMAL.inverseCumulativeProbability(alarms);
    }
}
