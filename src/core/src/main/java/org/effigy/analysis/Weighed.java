package org.effigy.analysis;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.effigy.analysis.Cells.Member;
import org.effigy.analysis.Cells.Span;
import org.effigy.model.NoisyCounts;
import org.effigy.model.Simplex;

/**
 * Sums over the rows of cells of a function of what a row holds, with what noise, sampling and bins leave open of them. The
 * values of bins count as their middles, and the rows of a cell that may be meant as half of them.
 */
final class Weighed {
    /** Of one cell no more numbers than this may be known in bins alone. */
    private static final int MOST_OPEN = 12;

    private final NoisyCounts pooled;
    private final Member[] members;
    private final Span[] spans;
    private final int rowsPerUnit;
    private final double[] counts;
    /** The counts brought to what can be: for bounds, which want no negative rows. */
    private final double[] likely;

    private final double rows;

    /** @param spans what a row holds, in the order in which functions get it */
    Weighed(Cells cells, Member[] members, Span[] spans, int rowsPerUnit) {
        this.pooled = cells.pooled();
        this.members = members;
        this.spans = spans;
        this.rowsPerUnit = rowsPerUnit;
        this.counts = pooled.counts();
        double[] meant = new double[counts.length];
        double sum = 0;
        for (int cell = 0; cell < meant.length; cell++) {
            counts[cell] *= weight(cell);
            sum += counts[cell];
        }
        this.rows = sum;
        int inside = 0;
        for (int cell = 0; cell < meant.length; cell++) {
            if (members[cell] != Member.NO) {
                meant[inside++] = counts[cell];
            }
        }
        double[] projected = Simplex.project(Arrays.copyOf(meant, inside), Math.max(1, sum));
        this.likely = new double[counts.length];
        inside = 0;
        for (int cell = 0; cell < meant.length; cell++) {
            likely[cell] = members[cell] == Member.NO ? 0 : projected[inside++];
        }
    }

    private double weight(int cell) {
        return switch (members[cell]) {
            case YES -> 1;
            case MAYBE -> .5;
            case NO -> 0;
        };
    }

    /** How many rows there are; a noisy number. */
    double rows() {
        return rows;
    }

    /** The sum over all rows, a noisy number. */
    double sum(ToDoubleFunction<double[]> function) {
        return sum(counts, function);
    }

    /** The sum over all rows as they most likely are: no cell has fewer than none. */
    double likelySum(ToDoubleFunction<double[]> function) {
        return sum(likely, function);
    }

    private double sum(double[] weights, ToDoubleFunction<double[]> function) {
        double[] row = new double[spans.length];
        double sum = 0;
        for (int cell = 0; cell < weights.length; cell++) {
            if (weights[cell] != 0) {
                middle(cell, row);
                sum += weights[cell] * function.applyAsDouble(row);
            }
        }
        return sum;
    }

    private void middle(int cell, double[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = spans[i].middle()[cell];
        }
    }

    /** The variance of the sum by noise. */
    double noise(ToDoubleFunction<double[]> function) {
        return pooled.variance(values(function));
    }

    /** The variance of the sum by noise and by sampling, where it is 0 in the population. */
    double variance(ToDoubleFunction<double[]> function) {
        double[] values = values(function);
        double[] squares = Arrays.stream(values).map(value -> value * value).toArray();
        return pooled.variance(values) + rowsPerUnit * Math.max(0, pooled.sum(squares));
    }

    private double[] values(ToDoubleFunction<double[]> function) {
        double[] row = new double[spans.length];
        double[] values = new double[counts.length];
        for (int cell = 0; cell < values.length; cell++) {
            if (members[cell] != Member.NO) {
                middle(cell, row);
                values[cell] = weight(cell) * function.applyAsDouble(row);
            }
        }
        return values;
    }

    /** How far the sum may be below and above what middles make of it, as far as corners of bins show. */
    double[] inside(ToDoubleFunction<double[]> function) throws UnanswerableException {
        double below = 0;
        double above = 0;
        double[] row = new double[spans.length];
        for (int cell = 0; cell < likely.length; cell++) {
            if (likely[cell] > 0) {
                middle(cell, row);
                double taken = weight(cell) * function.applyAsDouble(row);
                double[] ends = ends(cell, function);
                if (members[cell] == Member.MAYBE) {
                    ends[0] = Math.min(0, ends[0]);
                    ends[1] = Math.max(0, ends[1]);
                }
                below += likely[cell] / weight(cell) * Math.max(0, taken - ends[0]);
                above += likely[cell] / weight(cell) * Math.max(0, ends[1] - taken);
            }
        }
        return new double[] {below, above};
    }

    /** The least and the most of a function over the corners of a cell. */
    private double[] ends(int cell, ToDoubleFunction<double[]> function) throws UnanswerableException {
        int[] open = IntStream.range(0, spans.length)
                .filter(i -> spans[i].low()[cell] < spans[i].high()[cell])
                .toArray();
        if (open.length > MOST_OPEN) {
            throw new UnanswerableException(
                    "too much of what is asked is known in bins alone",
                    "name fewer columns, or declare bins that tell their values apart (effigy:bins)");
        }
        double[] row = new double[spans.length];
        middle(cell, row);
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int corner = 0; corner < 1 << open.length; corner++) {
            for (int i = 0; i < open.length; i++) {
                Span span = spans[open[i]];
                row[open[i]] = (corner >> i & 1) == 0 ? span.low()[cell] : span.high()[cell];
            }
            double value = function.applyAsDouble(row);
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return new double[] {least, most};
    }
}
