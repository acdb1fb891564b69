package org.effigy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.effigy.analysis.Cells.Member;
import org.effigy.analysis.Cells.Span;

/**
 * Coefficients as roots of their estimating equations over the noisy counts, with the variance of the equations (a sandwich:
 * Huber 1967) made of the noise, which is known, and of the sampling of rows. Errors of second order, which the noise and
 * the bins of the equations' slopes make, are bounded; where they aren't small there is no answer.
 */
final class Regression {
    private static final int ITERATIONS = 60;

    /** The most that an error of second order by noise may be of one of first order. */
    private static final double SECOND_ORDER = .3;

    /** The most that the curvature of a logistic regression may add: where an outcome hardly occurs, it adds more. */
    private static final double CURVATURE = .15;

    /** The most by which bins may move the equations' slopes, as a share of them. */
    private static final double BINS = .5;

    private static final String MORE = "ask of fewer terms, or fit with a larger epsilon or fewer questions";

    private static final String FINER = "declare finer bins (effigy:bins), and measure the columns together";

    private final Weighed rows;
    private final List<String> names;
    private final boolean isLogistic;
    private final double z;
    private final int terms;
    private final double[] centres;
    private final double[] scales;
    private final double[] coefficients;
    private final double[][] inverse;
    private final double[] deviations;
    /** The covariances of the scaled coefficients. */
    private final double[][] covariances;

    private Regression(
            Cells cells,
            Member[] members,
            List<String> names,
            List<Span> predictors,
            Span outcome,
            boolean isLogistic,
            int rowsPerUnit,
            double z)
            throws UnanswerableException {
        this.names = names;
        this.isLogistic = isLogistic;
        this.z = z;
        this.terms = predictors.size() + 1;
        List<Span> all = new ArrayList<>(predictors);
        all.add(outcome);
        this.rows = new Weighed(cells, members, all.toArray(Span[]::new), rowsPerUnit);
        this.centres = new double[terms];
        this.scales = new double[terms];
        scale();
        this.coefficients = solve();
        this.inverse = SquareMatrix.inverse(slopes(coefficients, false)).orElseThrow(Regression::hidden);
        this.deviations = new double[terms];
        for (int j = 0; j < terms; j++) {
            deviations[j] = Math.sqrt(rows.variance(influence(inverse[j])));
        }
        this.covariances = isLogistic ? covariances() : new double[0][];
    }

    private double[][] covariances() {
        double[][] all = new double[terms][terms];
        for (int a = 0; a < terms; a++) {
            for (int b = 0; b <= a; b++) {
                double[] sum = new double[terms];
                for (int j = 0; j < terms; j++) {
                    sum[j] = inverse[a][j] + inverse[b][j];
                }
                // Of the sum, by polarisation.
                all[a][b] =
                        (rows.variance(influence(sum)) - deviations[a] * deviations[a] - deviations[b] * deviations[b])
                                / 2;
                all[b][a] = all[a][b];
            }
        }
        return all;
    }

    /** How far the equations bend along a direction within the error of the coefficients. */
    private double curvature(double[] direction) {
        return rows.likelySum(row -> {
            double expected = expected(row, coefficients);
            double variance = 0;
            for (int a = 0; a < terms; a++) {
                for (int b = 0; b < terms; b++) {
                    variance += covariances[a][b] * term(row, a) * term(row, b);
                }
            }
            return Math.abs(along(row, direction) * (1 - 2 * expected))
                    * expected
                    * (1 - expected)
                    * Math.max(0, variance)
                    / 2;
        });
    }

    /**
     * The coefficients, the intercept first.
     *
     * @param names of the predictors
     */
    static List<Answer.Term> of(
            Cells cells,
            Member[] members,
            List<String> names,
            List<Span> predictors,
            Span outcome,
            boolean isLogistic,
            int rowsPerUnit,
            double z)
            throws UnanswerableException {
        return new Regression(cells, members, names, predictors, outcome, isLogistic, rowsPerUnit, z).terms();
    }

    private static UnanswerableException hidden() {
        return new UnanswerableException("noise hides how the predictors vary together", MORE);
    }

    /** Brings predictors to mean 0 and deviation 1, so that one bound suits all. */
    private void scale() {
        double n = rows.likelySum(row -> 1);
        scales[0] = 1;
        for (int j = 1; j < terms; j++) {
            int at = j - 1;
            double mean = rows.likelySum(row -> row[at]) / n;
            double variance = rows.likelySum(row -> (row[at] - mean) * (row[at] - mean)) / n;
            centres[j] = mean;
            scales[j] = variance > 0 ? Math.sqrt(variance) : 1;
        }
    }

    /** A row's term, scaled. */
    private double term(double[] row, int j) {
        return j == 0 ? 1 : (row[j - 1] - centres[j]) / scales[j];
    }

    private double expected(double[] row, double[] at) {
        double sum = 0;
        for (int j = 0; j < terms; j++) {
            sum += at[j] * term(row, j);
        }
        return isLogistic ? 1 / (1 + Math.exp(-sum)) : sum;
    }

    private double slope(double[] row, double[] at) {
        if (!isLogistic) {
            return 1;
        }
        double expected = expected(row, at);
        return expected * (1 - expected);
    }

    private double[][] slopes(double[] at, boolean likely) {
        double[][] slopes = new double[terms][terms];
        for (int a = 0; a < terms; a++) {
            for (int b = 0; b <= a; b++) {
                int i = a;
                int j = b;
                ToDoubleFunction<double[]> entry = row -> slope(row, at) * term(row, i) * term(row, j);
                slopes[a][b] = likely ? rows.likelySum(entry) : rows.sum(entry);
                slopes[b][a] = slopes[a][b];
            }
        }
        return slopes;
    }

    /** Newton's method, first over counts as they most likely are, from there over the noisy ones. */
    private double[] solve() throws UnanswerableException {
        double[] at = new double[terms];
        newton(at, true);
        newton(at, false);
        return at;
    }

    private void newton(double[] at, boolean likely) throws UnanswerableException {
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[][] inverted = SquareMatrix.inverse(slopes(at, likely)).orElseThrow(Regression::hidden);
            double[] errors = new double[terms];
            for (int j = 0; j < terms; j++) {
                int i = j;
                ToDoubleFunction<double[]> error = row -> term(row, i) * (row[terms - 1] - expected(row, at));
                errors[j] = likely ? rows.likelySum(error) : rows.sum(error);
            }
            double moved = 0;
            double[] step = new double[terms];
            for (int j = 0; j < terms; j++) {
                step[j] = dot(inverted[j], errors);
                moved = Math.max(moved, Math.abs(step[j]) / (1 + Math.abs(at[j])));
            }
            double share = isLogistic && moved > 1 ? 1 / moved : 1;
            for (int j = 0; j < terms; j++) {
                at[j] += share * step[j];
            }
            if (moved < 1e-9) {
                return;
            }
        }
        throw hidden();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private double along(double[] row, double[] direction) {
        double sum = 0;
        for (int j = 0; j < terms; j++) {
            sum += direction[j] * term(row, j);
        }
        return sum;
    }

    private ToDoubleFunction<double[]> influence(double[] direction) {
        return row -> along(row, direction) * (row[terms - 1] - expected(row, coefficients));
    }

    private ToDoubleFunction<double[]> second(double[] direction, int b) {
        return row -> along(row, direction) * term(row, b) * slope(row, coefficients);
    }

    private List<Answer.Term> terms() throws UnanswerableException {
        double[][] inside = new double[terms][];
        double worst = 0;
        double widest = 0;
        for (int j = 0; j < terms; j++) {
            inside[j] = rows.inside(influence(inverse[j]));
            widest = Math.max(widest, Math.max(inside[j][0], inside[j][1]));
            worst = Math.max(worst, moved(inverse[j]));
        }
        if (widest > 0 && !(worst <= BINS)) {
            throw new UnanswerableException(
                    "the columns were counted together in bins too wide for this: values inside them could change the answer"
                            + " by as much as it is",
                    FINER);
        }
        List<Answer.Term> all = new ArrayList<>();
        for (int j = 0; j < terms; j++) {
            double[] contrast = contrast(j);
            double[] direction = new double[terms];
            for (int b = 0; b < terms; b++) {
                for (int c = 0; c < terms; c++) {
                    direction[b] += contrast[c] * inverse[c][b];
                }
            }
            all.add(term(j == 0 ? "intercept" : names.get(j - 1), contrast, direction, widest, worst));
        }
        return all;
    }

    /** The coefficient of a term as it was before scaling, made of the scaled ones. */
    private double[] contrast(int j) {
        double[] contrast = new double[terms];
        contrast[j] = 1 / scales[j];
        for (int b = 1; j == 0 && b < terms; b++) {
            contrast[b] = -centres[b] / scales[b];
        }
        return contrast;
    }

    /** By how much bins may move the slopes along a direction, in all. */
    private double moved(double[] direction) throws UnanswerableException {
        double moved = 0;
        for (int b = 0; b < terms; b++) {
            double[] ends = rows.inside(second(direction, b));
            moved += Math.max(ends[0], ends[1]);
        }
        return moved;
    }

    private Answer.Term term(String name, double[] contrast, double[] direction, double widest, double worst)
            throws UnanswerableException {
        ToDoubleFunction<double[]> influence = influence(direction);
        double first = Math.sqrt(rows.variance(influence));
        double second = 0;
        for (int b = 0; b < terms; b++) {
            second += rows.noise(second(direction, b)) * deviations[b] * deviations[b];
        }
        second = Math.sqrt(second);
        if (!(second <= SECOND_ORDER * first)) {
            throw hidden();
        }
        double bent = isLogistic ? curvature(direction) : 0;
        if (!(bent <= CURVATURE * first)) {
            throw new UnanswerableException(
                    "the outcome hardly occurs, or hardly fails to, in some of the rows, and noise hides how often",
                    MORE);
        }
        double[] inside = rows.inside(influence);
        double more = widest > 0 ? moved(direction) * widest / (1 - worst) : 0;
        double reach = z * Math.hypot(first, second) + bent;
        double estimate = dot(contrast, coefficients);
        return new Answer.Term(
                name,
                estimate,
                estimate - reach - inside[0] - more,
                estimate + reach + inside[1] + more,
                inside[0] + inside[1] + 2 * more);
    }

    /** Pearson's correlation of two numbers. */
    static Answer.Term correlation(Cells cells, Member[] members, Span one, Span other, int rowsPerUnit, double z)
            throws UnanswerableException {
        Weighed rows = new Weighed(cells, members, new Span[] {one, other}, rowsPerUnit);
        double n = rows.rows();
        double[] means = new double[2];
        double[] scales = new double[2];
        for (int i = 0; i < 2; i++) {
            int at = i;
            means[i] = rows.sum(row -> row[at]) / n;
            double variance = rows.sum(row -> Math.pow(row[at] - means[at], 2)) / n;
            if (!(variance > 0)) {
                throw new UnanswerableException("noise hides how the columns vary", MORE);
            }
            scales[i] = Math.sqrt(variance);
        }
        double correlation = rows.sum(row -> (row[0] - means[0]) * (row[1] - means[1])) / (n * scales[0] * scales[1]);
        ToDoubleFunction<double[]> influence = row -> {
            double a = (row[0] - means[0]) / scales[0];
            double b = (row[1] - means[1]) / scales[1];
            return (a * b - correlation * (a * a + b * b) / 2) / n;
        };
        double first = Math.sqrt(rows.variance(influence));
        double relative = 0;
        double worst = 0;
        for (int i = 0; i < 2; i++) {
            int at = i;
            ToDoubleFunction<double[]> square = row -> Math.pow((row[at] - means[at]) / scales[at], 2) / n;
            relative = Math.max(relative, Math.sqrt(rows.noise(row -> square.applyAsDouble(row) - 1 / n)));
            double[] ends = rows.inside(square);
            worst = Math.max(worst, Math.max(ends[0], ends[1]));
        }
        if (!(relative <= SECOND_ORDER)) {
            throw new UnanswerableException("noise hides how the columns vary", MORE);
        }
        if (!(worst <= BINS)) {
            throw new UnanswerableException(
                    "the columns were counted together in bins too wide for this: values inside them could change the answer"
                            + " by as much as it is",
                    FINER);
        }
        double[] inside = rows.inside(influence);
        double reach = z * first * Math.sqrt(1 + relative * relative);
        DoubleUnaryOperator possible = value -> Math.max(-1, Math.min(1, value));
        return new Answer.Term(
                "",
                possible.applyAsDouble(correlation),
                possible.applyAsDouble(correlation - reach - inside[0] / (1 - worst)),
                possible.applyAsDouble(correlation + reach + inside[1] / (1 - worst)),
                (inside[0] + inside[1]) / (1 - worst));
    }
}
