package org.effigy.audit.utility;

import java.util.Arrays;
import java.util.List;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Interval;

/**
 * A classifier two-sample test (Lopez-Paz, Oquab 2017): a learner sees one half of both tables and has to tell the rows of
 * the other halves apart, and the other way round.
 *
 * @param auc the mean of both ways; 0.5 if the tables can't be told apart
 * @param deviation of it by chance in the rows that were scored
 */
record TwoSample(double auc, double deviation) {
    /** Tests two tables of at least 4 rows each. */
    static TwoSample of(Discriminator discriminator, AuditTable real, AuditTable synthetic, long seed) {
        int[][] realHalves = halves(real.rows(), seed, -2);
        int[][] syntheticHalves = halves(synthetic.rows(), seed, -3);
        double sum = 0;
        double variance = 0;
        for (int way = 0; way < 2; way++) {
            List<double[]> scores = discriminator.scores(
                    real.select(realHalves[way]),
                    synthetic.select(syntheticHalves[way]),
                    List.of(real.select(realHalves[1 - way]), synthetic.select(syntheticHalves[1 - way])));
            Auc auc = Auc.of(scores.get(0), scores.get(1));
            sum += auc.value() / 2;
            variance += auc.deviation() * auc.deviation() / 4;
        }
        return new TwoSample(sum, Math.sqrt(variance));
    }

    private static int[][] halves(int rows, long seed, long purpose) {
        int[] order = Draw.of(seed, purpose).rows(rows, rows);
        return new int[][] {Arrays.copyOf(order, rows / 2), Arrays.copyOfRange(order, rows / 2, rows)};
    }

    /** Where the area may lie. */
    Interval interval(double level) {
        Interval wide = Interval.normal(auc, deviation, level);
        return new Interval(Math.max(0, wide.low()), Math.min(1, wide.high()), level);
    }
}
