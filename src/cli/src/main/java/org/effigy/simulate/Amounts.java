package org.effigy.simulate;

/**
 * What is paid: by category, a round price with a known probability, and else a log-normal amount that the spending
 * class shifts.
 */
final class Amounts {
    static final Decimal GRID = new Decimal(0.5, 50_000, 2);

    private Amounts() {}

    /** Euros and cents. */
    static double draw(Draws draws, Merchants.Category category, int spending) {
        if (draws.chance(category.roundShare())) {
            return category.prices()[Merchants.PRICE.draw(draws)];
        }
        LogNormal amounts = category.amounts().shifted(Accounts.AMOUNT_SHIFT[spending]);
        return GRID.round(amounts.at(draws.normal()));
    }

    /** The probability that an amount of this category is below {@code x}, a point of the grid, over all rows. */
    static double below(Merchants.Category category, double x) {
        if (x > GRID.maximum()) {
            return 1;
        }
        double round = 0;
        for (int i = 0; i < Merchants.PRICE.size(); i++) {
            round += category.prices()[i] < x ? Merchants.PRICE.probability(i) : 0;
        }
        double other = 0;
        Choice spendings = Accounts.spendingOfRows();
        for (int i = 0; i < spendings.size(); i++) {
            LogNormal amounts = category.amounts().shifted(Accounts.AMOUNT_SHIFT[i]);
            // An amount is rounded to the grid, so it stands below x from half a step under x on.
            double share = x > GRID.minimum() ? amounts.below(x - GRID.half()) : 0;
            other += spendings.probability(i) * share;
        }
        return category.roundShare() * round + (1 - category.roundShare()) * other;
    }
}
