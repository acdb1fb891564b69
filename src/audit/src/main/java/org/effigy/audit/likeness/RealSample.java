package org.effigy.audit.likeness;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What samples of real rows score against the holdout, by their size: what a synthetic table's figures are held against.
 *
 * @param shares of train's rows, ascending; the last is 1
 * @param scores by measure, one a share
 * @param equal by measure: of a sample of as many rows as the synthetic table has, or all of train if that has fewer
 */
record RealSample(List<Double> shares, Map<Measure, double[]> scores, Map<Measure, Double> equal) {
    private static final double[] SHARES = {0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1};

    /** A sample of fewer rows says nothing. */
    private static final int FEWEST = 20;

    /** Draws a share are repeated until they have so many rows together, or this often. */
    private static final int ENOUGH = 20_000;

    private static final int MOST_DRAWS = 5;

    /** Compares samples of train with the holdout. */
    static RealSample of(Side train, Side holdout, int syntheticRows, Plan plan, long seed) {
        Likeness whole = Likeness.of(holdout, train, plan, false);
        List<Double> shares = new ArrayList<>();
        List<Map<Measure, Double>> scores = new ArrayList<>();
        for (double share : SHARES) {
            int rows = (int) Math.round(share * train.rows());
            if (share == 1) {
                shares.add(share);
                scores.add(whole.values());
            } else if (rows >= FEWEST) {
                shares.add(share);
                scores.add(sampled(train, holdout, rows, plan, seed));
            }
        }
        Map<Measure, double[]> byMeasure = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            double[] curve =
                    scores.stream().mapToDouble(score -> score.get(measure)).toArray();
            // Fewer rows are no better: where chance says so, the larger sample's score holds.
            for (int i = curve.length - 2; i >= 0; i--) {
                curve[i] = Math.max(curve[i], curve[i + 1]);
            }
            byMeasure.put(measure, curve);
        }
        Map<Measure, Double> equal =
                syntheticRows >= train.rows() ? whole.values() : sampled(train, holdout, syntheticRows, plan, seed);
        return new RealSample(shares, byMeasure, equal);
    }

    private static Map<Measure, Double> sampled(Side train, Side holdout, int rows, Plan plan, long seed) {
        int draws = Math.max(1, Math.min(MOST_DRAWS, ENOUGH / rows));
        Map<Measure, Double> means = new EnumMap<>(Measure.class);
        for (int draw = 0; draw < draws; draw++) {
            int[] chosen = Draw.of(seed, 1000L * rows + draw).rows(train.rows(), rows);
            Likeness.of(holdout, train.select(chosen, plan), plan, false)
                    .values()
                    .forEach((measure, value) -> means.merge(measure, value / draws, Double::sum));
        }
        return means;
    }

    /**
     * The share of train's rows that scores as a value does, between the shares that were tried by straight lines in
     * logarithms.
     *
     * @return 1 for a value as good as all of train's or better; the smallest share for one worse than that
     */
    double equivalent(Measure measure, double value) {
        double[] curve = scores.get(measure);
        int last = curve.length - 1;
        if (value <= curve[last]) {
            return 1;
        }
        if (value >= curve[0]) {
            return shares.get(0);
        }
        int above = IntStream.range(0, last)
                .filter(i -> curve[i + 1] < value)
                .findFirst()
                .orElse(last - 1);
        double from = Math.log(shares.get(above));
        double to = Math.log(shares.get(above + 1));
        double part = curve[above] == curve[above + 1] || curve[above + 1] <= 0
                ? 1
                : Math.log(curve[above] / value) / Math.log(curve[above] / curve[above + 1]);
        return Math.exp(from + part * (to - from));
    }
}
