package org.effigy.simulate;

import java.util.Map;
import java.util.TreeMap;

/**
 * The population of card payments, cut into cells that are alike to the fraud formula: the log odds without the
 * intercept, ascending, and the share of rows that have them.
 */
final class CardCells {
    private static final CardCells ALL = new CardCells();

    private final double[] terms;
    private final double[] shares;

    private CardCells() {
        Map<Double, Double> cells = new TreeMap<>();
        for (int i = 0; i < Merchants.CATEGORIES.size(); i++) {
            addCategory(cells, Merchants.CATEGORIES.get(i), CardUse.channel(i), Merchants.CATEGORY.probability(i));
        }
        terms = cells.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        shares = cells.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    static CardCells all() {
        return ALL;
    }

    private static void addCategory(
            Map<Double, Double> cells, Merchants.Category category, Choice channels, double share) {
        for (int channel = 0; channel < channels.size(); channel++) {
            for (int band = 0; band < Fraud.BANDS.length; band++) {
                double end = band + 1 < Fraud.BANDS.length ? Fraud.BANDS[band + 1] : Double.POSITIVE_INFINITY;
                double inBand = Amounts.below(category, end) - Amounts.below(category, Fraud.BANDS[band]);
                addUse(cells, category, channel, band, share * channels.probability(channel) * inBand);
            }
        }
    }

    private static void addUse(
            Map<Double, Double> cells, Merchants.Category category, int channel, int band, double share) {
        if (share == 0) {
            return;
        }
        boolean[] both = {false, true};
        for (boolean abroad : both) {
            for (boolean night : both) {
                for (boolean chip : both) {
                    for (boolean pin : both) {
                        double cell = share
                                * of(abroad, CardUse.abroad(channel))
                                * of(night, CardUse.night(channel))
                                * of(chip, CardUse.chip(channel, abroad))
                                * of(pin, CardUse.pin(channel, chip, Fraud.BANDS[band] >= CardUse.PIN_FROM));
                        double terms = Fraud.terms(category, channel, abroad, night, band, chip, pin);
                        cells.merge(terms, cell, Double::sum);
                    }
                }
            }
        }
    }

    private static double of(boolean event, double probability) {
        return event ? probability : 1 - probability;
    }

    /** The share of rows that are fraud, with this intercept. */
    double rate(double intercept) {
        double rate = 0;
        for (int i = 0; i < terms.length; i++) {
            rate += shares[i] * Logistic.probability(intercept + terms[i]);
        }
        return rate;
    }

    /** The area under the ROC curve of the true probabilities over the whole population, with this intercept. */
    double optimalAuc(double intercept) {
        double[] probabilities = new double[terms.length];
        for (int i = 0; i < terms.length; i++) {
            probabilities[i] = Logistic.probability(intercept + terms[i]);
        }
        return OptimalAuc.of(probabilities, shares);
    }
}
