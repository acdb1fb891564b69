package org.effigy.simulate;

import java.util.List;

/**
 * Whose cards they are. A hidden spending class (low, middle, high) decides how many payments an account makes, how
 * large they are, and whether it has a credit card; the home country is independent of it.
 */
final class Accounts {
    static final int MOST_PAYMENTS = 60;

    static final List<String> CARD_TYPES = List.of("debit", "credit");

    static final Choice SPENDING = Choice.of(0.50, 0.38, 0.12);
    /** The number of payments less one, by spending class. */
    static final List<Choice> PAYMENTS = List.of(
            Choice.geometric(MOST_PAYMENTS, 0.80),
            Choice.geometric(MOST_PAYMENTS, 0.90),
            Choice.geometric(MOST_PAYMENTS, 0.95));
    /** The card type, by spending class. */
    static final List<Choice> CARD_TYPE = List.of(Choice.of(0.75, 0.25), Choice.of(0.55, 0.45), Choice.of(0.2, 0.8));
    /** What the spending class adds to the logarithm of an amount that is no round price. */
    static final double[] AMOUNT_SHIFT = {-0.35, 0, 0.8};

    private Accounts() {}

    /** An account: spending class as a position in the lists above, home as one in {@link Countries#CODES}. */
    record Account(int spending, int home, String cardType) {}

    static Account draw(Draws draws) {
        int spending = SPENDING.draw(draws);
        return new Account(
                spending,
                Countries.HOME.draw(draws),
                CARD_TYPES.get(CARD_TYPE.get(spending).draw(draws)));
    }

    /** The distribution of the spending class over rows, which an account has one of a payment. */
    static Choice spendingOfRows() {
        return Choice.of(
                SPENDING.size(),
                i -> SPENDING.probability(i) * (1 + PAYMENTS.get(i).mean()));
    }

    /** The mean number of payments of an account. */
    static double meanPayments() {
        double mean = 0;
        for (int i = 0; i < SPENDING.size(); i++) {
            mean += SPENDING.probability(i) * (1 + PAYMENTS.get(i).mean());
        }
        return mean;
    }
}
