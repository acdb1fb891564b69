package org.effigy.simulate;

import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The four laboratory tests. Given diagnosis, age, sex and comorbidities their logarithms are jointly normal: means
 * below, one correlation matrix for all. A test that is not ordered leaves a missing value, which tells something:
 * how often depends on the diagnosis, creatinine and haemoglobin are ordered together or not at all, and CRP is
 * ordered more often when it is high.
 */
public enum Laboratory {
    /** Serum creatinine, micromoles a litre. */
    CREATININE(
            "creatinine",
            new Decimal(15, 2000, 0),
            LogNormal.ofMedian(72, 0.30),
            new Effects(0.20, 0.03, 0.03),
            Map.of("N00-N99", 0.60, "I00-I99", 0.12)),
    /** Haemoglobin, grams a decilitre. */
    HAEMOGLOBIN(
            "haemoglobin",
            new Decimal(2, 24, 1),
            LogNormal.ofMedian(13.4, 0.11),
            new Effects(0.08, -0.012, -0.012),
            Map.of("D50-D89", -0.35, "C00-D48", -0.12, "N00-N99", -0.10, "O00-O99", -0.08)),
    /** Glucose in plasma, millimoles a litre. */
    GLUCOSE(
            "glucose",
            new Decimal(0.8, 80, 1),
            LogNormal.ofMedian(5.6, 0.20),
            new Effects(0.02, 0.015, 0.03),
            Map.of("E00-E90", 0.45)),
    /** C-reactive protein, milligrams a litre. */
    CRP(
            "crp",
            new Decimal(0.1, 900, 1),
            LogNormal.ofMedian(5, 1.0),
            new Effects(0.05, 0.05, 0.05),
            Map.of("A00-B99", 2.2, "J00-J99", 1.6, "K00-K93", 0.8, "N00-N99", 0.7, "S00-T98", 0.6));

    /** What each adds to the logarithm: being male, ten years of age beyond 45, one comorbidity. */
    private record Effects(double male, double perDecade, double perComorbidity) {}

    /** Scores above this make a doctor order CRP that would otherwise be left out. */
    private static final double FEVER_SCORE = 0.7;
    /** Of the missing CRP values that a diagnosis implies, the share that stays missing above that score. */
    private static final double FEVER_MISSING = 0.25;

    private static final double[][] CORRELATIONS = {
        {1, -0.35, 0.15, 0.20},
        {-0.35, 1, -0.05, -0.40},
        {0.15, -0.05, 1, 0.30},
        {0.20, -0.40, 0.30, 1}
    };

    private static final RealMatrix ROOT =
            new CholeskyDecomposition(new Array2DRowRealMatrix(CORRELATIONS, false)).getL();

    private static final Map<String, Double> BLOOD_COUNT_MISSING =
            Map.of("F00-F99", 0.35, "Z00-Z99", 0.30, "H00-H59", 0.40, "M00-M99", 0.18, "A00-B99", 0.02, "D50-D89", 0.0);
    private static final Map<String, Double> GLUCOSE_MISSING =
            Map.of("E00-E90", 0.03, "F00-F99", 0.50, "H00-H59", 0.45, "S00-T98", 0.35);
    private static final Map<String, Double> CRP_MISSING = Map.of(
            "A00-B99", 0.10, "J00-J99", 0.12, "K00-K93", 0.25, "F00-F99", 0.75, "O00-O99", 0.60, "Z00-Z99", 0.70);

    private final String column;
    private final Decimal grid;
    private final LogNormal base;
    private final Effects effects;
    private final Map<String, Double> byDiagnosis;

    Laboratory(String column, Decimal grid, LogNormal base, Effects effects, Map<String, Double> byDiagnosis) {
        this.column = column;
        this.grid = grid;
        this.base = base;
        this.effects = effects;
        this.byDiagnosis = byDiagnosis;
    }

    /** The name of its column. */
    public String column() {
        return column;
    }

    Decimal grid() {
        return grid;
    }

    /** The distribution of its values, ordered or not, before they are rounded, among such patients. */
    LogNormal among(String diagnosis, int age, boolean male, int comorbidities) {
        return base.shifted((male ? effects.male : 0)
                + effects.perDecade * (age - 45) / 10.0
                + effects.perComorbidity * comorbidities
                + byDiagnosis.getOrDefault(diagnosis, 0.0));
    }

    /** The correlation of the logarithms of two tests, given diagnosis, age, sex and comorbidities. */
    static double correlation(Laboratory one, Laboratory other) {
        return CORRELATIONS[one.ordinal()][other.ordinal()];
    }

    /** The probability that the result is missing, given the diagnosis. */
    double missingRate(String diagnosis) {
        double high = LogNormal.normalBelow(-FEVER_SCORE);
        return switch (this) {
            case CREATININE, HAEMOGLOBIN -> BLOOD_COUNT_MISSING.getOrDefault(diagnosis, 0.08);
            case GLUCOSE -> GLUCOSE_MISSING.getOrDefault(diagnosis, 0.20);
            case CRP -> crpMissing(diagnosis) * (1 - high + FEVER_MISSING * high);
        };
    }

    /**
     * Which tests are missing, in order of the constants.
     *
     * @param scores the standard normal scores of the four values
     */
    static boolean[] drawMissing(Draws draws, String diagnosis, double[] scores) {
        boolean bloodCount = draws.chance(CREATININE.missingRate(diagnosis));
        boolean glucose = draws.chance(GLUCOSE.missingRate(diagnosis));
        double fever = scores[CRP.ordinal()] > FEVER_SCORE ? FEVER_MISSING : 1;
        return new boolean[] {bloodCount, bloodCount, glucose, draws.chance(crpMissing(diagnosis) * fever)};
    }

    /** Four standard normal scores with the correlations of the tests. */
    static double[] drawScores(Draws draws) {
        double[] independent = new double[CORRELATIONS.length];
        double[] scores = new double[CORRELATIONS.length];
        for (int i = 0; i < scores.length; i++) {
            independent[i] = draws.normal();
            for (int j = 0; j <= i; j++) {
                scores[i] += ROOT.getEntry(i, j) * independent[j];
            }
        }
        return scores;
    }

    private static double crpMissing(String diagnosis) {
        return CRP_MISSING.getOrDefault(diagnosis, 0.40);
    }
}
