package org.effigy.simulate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is true of the population of {@link CardTransactions}, exactly: sums over the same tables that rows are drawn
 * from. Shares are of rows, not of accounts.
 */
public final class CardTruth {
    private final Map<String, Map<String, Double>> shares = new LinkedHashMap<>();
    private final Fraud fraud;

    private CardTruth(Fraud fraud) {
        this.fraud = fraud;
        Choice spendings = Accounts.spendingOfRows();
        for (int i = 0; i < spendings.size(); i++) {
            addAll("card_type", Accounts.CARD_TYPES, Accounts.CARD_TYPE.get(i), spendings.probability(i));
        }
        addAll("home_country", Countries.CODES, Countries.HOME, 1);
        addAll("merchant_id", Merchants.ids(), Merchants.MERCHANT, 1);
        addAll("category", Merchants.codes(), Merchants.CATEGORY, 1);
        for (int i = 0; i < Merchants.CATEGORIES.size(); i++) {
            Choice channels = CardUse.channel(i);
            addAll("channel", CardUse.CHANNELS, channels, Merchants.CATEGORY.probability(i));
        }
        double abroad = abroadRate();
        for (int home = 0; home < Countries.HOME.size(); home++) {
            addCountries(Countries.HOME.probability(home), abroad, home);
        }
    }

    static CardTruth of(Fraud fraud) {
        return new CardTruth(fraud);
    }

    private void addCountries(double weight, double abroad, int home) {
        add("country", Countries.CODES.get(home), weight * (1 - abroad));
        add("currency", currency(home), weight * (1 - abroad));
        Choice countries = Countries.abroad(home);
        for (int country = 0; country < countries.size(); country++) {
            double visited = weight * abroad * countries.probability(country);
            add("country", Countries.CODES.get(country), visited);
            add("currency", currency(country), visited * (1 - Countries.CONVERTED));
            add("currency", currency(home), visited * Countries.CONVERTED);
        }
    }

    private static String currency(int country) {
        return Countries.CURRENCIES.get(Countries.currency(country));
    }

    private void addAll(String column, List<String> names, Choice choice, double weight) {
        for (int i = 0; i < choice.size(); i++) {
            add(column, names.get(i), weight * choice.probability(i));
        }
    }

    private void add(String column, String value, double share) {
        shares.computeIfAbsent(column, key -> new LinkedHashMap<>()).merge(value, share, Double::sum);
    }

    /** The names of the columns whose shares are known: card type, merchant, country, and so on. */
    public List<String> knownColumns() {
        return List.copyOf(shares.keySet());
    }

    /**
     * The share of rows that each value of a column has, as written in a cell; they sum to 1.
     *
     * @throws IllegalArgumentException if the column is not one of {@link #knownColumns()}
     */
    public Map<String, Double> shareOfRows(String column) {
        Map<String, Double> known = shares.get(column);
        if (known == null) {
            throw new IllegalArgumentException(
                    "the shares of \"" + column + "\" have no closed form here; known are " + knownColumns());
        }
        return Collections.unmodifiableMap(known);
    }

    /** The mean number of rows of an account. */
    public double meanPayments() {
        return Accounts.meanPayments();
    }

    /** The share of rows whose country is not the home country. */
    public double abroadRate() {
        double abroad = 0;
        for (int channel = 0; channel < CardUse.CHANNELS.size(); channel++) {
            abroad += channelShare(channel) * CardUse.abroad(channel);
        }
        return abroad;
    }

    /** The share of rows without a distance: those without a card present. */
    public double distanceMissingRate() {
        return channelShare(CardUse.ONLINE) + channelShare(CardUse.PHONE);
    }

    private double channelShare(int channel) {
        return shares.get("channel").get(CardUse.CHANNELS.get(channel));
    }

    /**
     * The share of rows whose amount is below {@code euros}.
     *
     * @param euros a whole number of cents
     */
    public double amountBelow(double euros) {
        double below = 0;
        for (int i = 0; i < Merchants.CATEGORIES.size(); i++) {
            below += Merchants.CATEGORY.probability(i) * Amounts.below(Merchants.CATEGORIES.get(i), euros);
        }
        return below;
    }

    /**
     * The share of rows whose amount is exactly {@code euros}: large for round prices.
     *
     * @param euros a whole number of cents
     */
    public double amountExactly(double euros) {
        double next = Math.rint(euros * 100 + 1) / 100;
        return amountBelow(next) - amountBelow(euros);
    }

    /** The share of rows that are fraud. */
    public double fraudRate() {
        return fraud.rate();
    }

    /** The area under the ROC curve that no classifier can beat on average, over the whole population. */
    public double optimalAuc() {
        return CardCells.all().optimalAuc(fraud.intercept());
    }

    /** The probability that the label of this row is true, given all else in the row. */
    public double fraudProbability(Transaction row) {
        return fraud.probability(row);
    }
}
