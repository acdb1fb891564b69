package org.effigy.audit.likeness;

import java.util.List;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Interval;

/**
 * The propensity score mean squared error (Woo, Reiter, Oganian, Karr 2009; Snoke, Raab, Nowok, Dibben, Slavkovic 2018):
 * a logistic regression on main effects tries to tell synthetic rows from real ones; the error is how far its
 * probabilities stray from the synthetic share.
 *
 * @param error the mean of (p - c)^2 over all rows
 * @param share c, the synthetic rows' share
 * @param rows N, of both tables
 * @param rank k, the coefficients, the constant among them
 */
record Propensity(double error, double share, int rows, int rank) {
    /** Fits and measures. */
    static Propensity of(AuditTable real, AuditTable synthetic) {
        Design design = Design.of(List.of(real, synthetic));
        Design.Rows zeros = design.rows(real);
        Design.Rows ones = design.rows(synthetic);
        LogisticModel model = LogisticModel.fit(zeros, ones, design.features());
        int rows = zeros.rows() + ones.rows();
        double share = (double) ones.rows() / rows;
        double sum = 0;
        for (Design.Rows table : List.of(zeros, ones)) {
            for (double probability : model.probabilities(table)) {
                sum += (probability - share) * (probability - share);
            }
        }
        return new Propensity(sum / rows, share, rows, model.rank());
    }

    /**
     * What the error is on average where the synthetic rows are drawn from a right model that was fitted to the real rows
     * (Snoke et al. 2018): (k - 1)(1 - c)^2 c / N.
     */
    double expectedOfFitted() {
        return (rank - 1) * (1 - share) * (1 - share) * share / rows;
    }

    /** What the error is on average between two independent samples of one population: (k - 1)(1 - c) c / N. */
    double expectedOfSamples() {
        return (rank - 1) * (1 - share) * share / rows;
    }

    /** The error over {@link #expectedOfSamples}: 1 for a real sample, on average. NaN if no column varies. */
    double ratio() {
        return rank > 1 ? error / expectedOfSamples() : Double.NaN;
    }

    /** Where the ratio may lie: the error is a noncentral chi-square, here by its mean and variance. */
    Interval ratioInterval(double level) {
        double free = rank - 1.0;
        double beyond = Math.max(0, free * ratio() - free);
        Interval wide = Interval.normal(ratio(), Math.sqrt(2 * (free + 2 * beyond)) / free, level);
        return new Interval(Math.max(0, wide.low()), wide.high(), level);
    }
}
