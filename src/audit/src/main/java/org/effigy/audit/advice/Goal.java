package org.effigy.audit.advice;

import java.util.Arrays;
import java.util.Locale;
import org.effigy.audit.learn.Answers;
import org.effigy.audit.learn.ScoreKind;
import org.effigy.audit.learn.Statistic;

/** What a person wants of predictions. */
public enum Goal {
    /** The average precision: how well rows of the rare class are ranked first. */
    PR_AUC("average precision", true),
    /** The area under the ROC curve. */
    ROC_AUC("ROC-AUC", true),
    /** The share of the rare class that is found while one in a hundred of the others is accused. */
    RECALL("recall at 1 % false alarms", true),
    /** The mean squared error of probabilities: whether they can be believed. */
    BRIER("Brier score", false),
    /** The harmonic mean of precision and recall of decisions. */
    F1("F1 of decisions", true),
    /** What wrong decisions cost, by row. */
    COST("cost by row", false);

    private static final double FALSE_ALARMS = .01;

    private final String title;
    private final boolean higherIsBetter;

    Goal(String title, boolean higherIsBetter) {
        this.title = title;
        this.higherIsBetter = higherIsBetter;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Its name in JSON and on the command line, as {@code pr-auc}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether more is better. */
    public boolean isHigherBetter() {
        return higherIsBetter;
    }

    /** How much better one value is than another: above 0 if it is. */
    double gain(double value, double than) {
        return higherIsBetter ? value - than : than - value;
    }

    /**
     * The value as a function of the rows' weights.
     *
     * @param rare the class that is looked for
     * @param cost of a false alarm and of a miss
     */
    Statistic of(Answers truth, int rare, Outcome outcome, Cost cost) {
        return switch (this) {
            case PR_AUC -> ScoreKind.ranking(truth, outcome.predictions(), rare)::precision;
            case ROC_AUC -> ScoreKind.ranking(truth, outcome.predictions(), rare)::area;
            case RECALL -> recall(truth, rare, outcome);
            case BRIER -> ScoreKind.BRIER.of(truth, outcome.predictions());
            case F1 -> f1(truth, rare, outcome.flagged());
            case COST -> Statistic.mean(costs(truth, rare, outcome.flagged(), cost));
        };
    }

    private static Statistic recall(Answers truth, int rare, Outcome outcome) {
        double[] scores = outcome.predictions().scores()[rare];
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
        return weights -> {
            long found = 0;
            long accused = 0;
            long all = 0;
            long others = 0;
            for (int row = 0; row < scores.length; row++) {
                all += truth.classes()[row] == rare ? weights[row] : 0;
                others += truth.classes()[row] == rare ? 0 : weights[row];
            }
            for (int i = 0; i < order.length; ) {
                long tiedFound = 0;
                long tiedAccused = 0;
                double score = scores[order[i]];
                for (; i < order.length && scores[order[i]] == score; i++) {
                    int weight = weights[order[i]];
                    tiedFound += truth.classes()[order[i]] == rare ? weight : 0;
                    tiedAccused += truth.classes()[order[i]] == rare ? 0 : weight;
                }
                if (accused + tiedAccused > FALSE_ALARMS * others) {
                    break;
                }
                found += tiedFound;
                accused += tiedAccused;
            }
            return all == 0 ? Double.NaN : (double) found / all;
        };
    }

    private static Statistic f1(Answers truth, int rare, boolean[] flagged) {
        return weights -> {
            long right = 0;
            long wrong = 0;
            for (int row = 0; row < flagged.length; row++) {
                boolean is = truth.classes()[row] == rare;
                right += is && flagged[row] ? weights[row] : 0;
                wrong += is != flagged[row] ? weights[row] : 0;
            }
            return 2 * right + wrong == 0 ? Double.NaN : 2.0 * right / (2 * right + wrong);
        };
    }

    private static double[] costs(Answers truth, int rare, boolean[] flagged, Cost cost) {
        double[] costs = new double[flagged.length];
        for (int row = 0; row < costs.length; row++) {
            boolean is = truth.classes()[row] == rare;
            costs[row] = is && !flagged[row] ? cost.miss() : !is && flagged[row] ? cost.falseAlarm() : 0;
        }
        return costs;
    }
}
