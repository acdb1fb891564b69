package org.effigy.audit.privacy;

import java.util.List;
import org.effigy.audit.AuditTable;

/**
 * The weight of evidence that a real row was copied, over all synthetic rows and however blurred the copies are: for each
 * synthetic row the ratio of its likelihoods as a blurred copy of the real row ({@link Blur}) and as drawn from the
 * population or copied from any other real row, and the sum of their logarithms. Pairs of rows come from {@link Blocking};
 * all others count nothing. Nothing in a score depends on which table a real row is in.
 */
final class Evidence {
    /** Pairs that tell less than this, as a logarithm, are not kept. */
    private static final double LEAST = 2;

    /** How many pairs are kept for each row. */
    private static final int PAIRS = 4;

    private final Comparison rows;
    private final Blur blur;
    private final long[] pairs;
    private final double[] before;
    private final double[] after;

    private Evidence(Comparison rows, long seed) {
        this.rows = rows;
        this.blur = new Blur(rows);
        PairScores kept = new PairScores(PAIRS * (rows.reals() + rows.synthetics()), LEAST);
        new Blocking(rows, seed)
                .each((real, synthetic) -> kept.add(real, synthetic, Math.log(blur.ratio(real, synthetic))));
        this.pairs = kept.sorted();
        this.before = scores();
        blur.fit(pairs);
        this.after = scores();
    }

    /** Of rows that nothing is known of yet: train and holdout, and the synthetic table. */
    static Evidence of(List<AuditTable> pool, AuditTable synthetic, long seed) {
        Discretised cuts = Discretised.of(pool);
        int[][] bins = Scores.join(cuts.of(pool.get(0)), cuts.of(pool.get(1)));
        int[][] made = cuts.of(synthetic);
        return of(new Comparison(pool, synthetic, bins, made, new TreeDensity(bins, made, cuts.values())), seed);
    }

    /** Of rows that were made comparable. */
    static Evidence of(Comparison rows, long seed) {
        return new Evidence(rows, seed);
    }

    /** By fixed kinds of blur: for weak evidence of many rows, where what is fitted is mostly natural likeness. */
    double[] byFixedBlur() {
        return before;
    }

    /** By fixed kinds of blur and by those that were fitted to the tables. */
    double[] byFittedBlur() {
        return after;
    }

    /** The end of the pairs of one synthetic row. */
    static int end(long[] pairs, int from) {
        int to = from + 1;
        while (to < pairs.length && pairs[to] >>> 32 == pairs[from] >>> 32) {
            to++;
        }
        return to;
    }

    private double[] scores() {
        double[] scores = new double[rows.reals()];
        double one = blur.copied() / rows.reals();
        for (int from = 0; from < pairs.length; ) {
            int to = end(pairs, from);
            int synthetic = (int) (pairs[from] >>> 32);
            double[] ratios = new double[to - from];
            double all = 1 - blur.copied();
            for (int pair = from; pair < to; pair++) {
                ratios[pair - from] = one * blur.ratio((int) pairs[pair], synthetic);
                all += ratios[pair - from];
            }
            for (int pair = from; pair < to; pair++) {
                double others = Math.max(Double.MIN_NORMAL, all - ratios[pair - from]);
                // That the row is a copy of this one and not of another or of none.
                scores[(int) pairs[pair]] += Math.log1p(ratios[pair - from] / Math.max(1e-12 * all, others));
            }
            from = to;
        }
        return scores;
    }
}
