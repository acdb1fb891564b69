package org.effigy.attack;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.effigy.audit.Interval;

/**
 * How well one attacker told two tables apart, each as likely as the other, by lines that were fixed before the fits that
 * are counted here. Each of the three bounds holds with the level's probability for itself.
 *
 * @param even by the line at which both tables seem as likely: for mu and rho
 * @param far by a line that may call "in" only where that is far likelier: for epsilon
 * @param delta at which epsilon is bounded
 */
public record Telling(Rates even, Rates far, double delta) {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /**
     * The least mu of Gaussian differential privacy: of as many fits on the one table as on the other, no attacker is
     * right about more than {@code Phi(mu / 2)} (Dong, Roth, Su 2022: the sum of the two errors). The number of right
     * guesses is a sum of independent ones with two rates; its upper tail is at most that of the binomial law with their
     * mean (Hoeffding 1956), so one Clopper-Pearson bound is enough, where bounds of the two rates take two. At least 0.
     *
     * @param level above one half
     */
    public double mu(double level) {
        long right = even.hits() + even.outs() - even.falseAlarms();
        long all = even.ins() + even.outs();
        // Of a two-sided interval at this level, the lower end alone holds at the level asked for.
        double least = Interval.clopperPearson(right, all, 2 * level - 1).low();
        return Math.max(0, 2 * NORMAL.inverseCumulativeProbability(least));
    }

    /** The least rho of zero-concentrated differential privacy. */
    public double rho(double level) {
        return even.rho(level);
    }

    /** The least epsilon at delta. */
    public double epsilon(double level) {
        return far.epsilon(delta, level);
    }

    /**
     * What scores tell.
     *
     * @param even called in from here on, fixed beforehand; counted on all scores
     * @param out scores of fits on the table without the unit; their first half fixes the line for epsilon, the second is
     *     counted
     * @param in scores of fits on the table with it, likewise
     */
    static Telling of(Cut even, double[] out, double[] in, double delta, double level) {
        Cut far = Cut.highest(first(out), first(in), rates -> rates.epsilon(delta, level));
        return new Telling(even.rates(out, in), far.rates(second(out), second(in)), delta);
    }

    private static double[] first(double[] scores) {
        return Arrays.copyOf(scores, scores.length / 2);
    }

    private static double[] second(double[] scores) {
        return Arrays.copyOfRange(scores, scores.length / 2, scores.length);
    }
}
