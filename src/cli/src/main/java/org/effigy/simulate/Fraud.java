package org.effigy.simulate;

/**
 * The formula of the target: the log odds of fraud, from what the row shows. All its terms are steps, so the rate in
 * the population is a finite sum, and the intercept is solved for a stated rate.
 */
final class Fraud {
    /** The share of rows that are fraud. */
    static final double RATE = 0.003;

    /** Where the terms of the amount start, euros, and what each band adds. */
    static final double[] BANDS = {0, 10, 50, 100, 1000};

    private static final double[] BY_BAND = {0.2, 0, 0, 0.8, 1.5};
    private static final int LARGE = 4;

    private final double intercept;

    private Fraud(double intercept) {
        this.intercept = intercept;
    }

    /**
     * The formula whose rate in the population is {@code rate}, by bisection on the intercept to the last bit.
     *
     * @throws IllegalArgumentException if the rate is not between 1e-6 and 1/2
     */
    static Fraud atRate(double rate) {
        if (!(rate >= 1e-6 && rate <= 0.5)) {
            throw new IllegalArgumentException("the rate of fraud is between 1e-6 and 0.5; got " + rate);
        }
        CardCells cells = CardCells.all();
        double low = -30;
        double high = 30;
        for (int i = 0; i < 64; i++) {
            double middle = (low + high) / 2;
            if (cells.rate(middle) < rate) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Fraud((low + high) / 2);
    }

    double intercept() {
        return intercept;
    }

    /** The share of rows that are fraud under this formula. */
    double rate() {
        return CardCells.all().rate(intercept);
    }

    /** The probability that the label of this row is true. */
    double probability(Transaction row) {
        return Logistic.probability(intercept
                + terms(
                        Merchants.withCode(row.category()),
                        CardUse.CHANNELS.indexOf(row.channel()),
                        !row.country().equals(row.homeCountry()),
                        row.time().getHour() < CardUse.MORNING,
                        band(row.amount()),
                        row.chipUsed(),
                        row.pinUsed()));
    }

    /** All of the log odds but the intercept. */
    static double terms(
            Merchants.Category category,
            int channel,
            boolean abroad,
            boolean night,
            int band,
            boolean chip,
            boolean pin) {
        boolean online = channel == CardUse.ONLINE;
        boolean unread = CardUse.cardPresent(channel) && !chip;
        return category.risk()
                + BY_BAND[band]
                + (online ? 1.0 : 0)
                + (abroad ? 0.9 : 0)
                + (night ? 0.8 : 0)
                + (unread ? 1.6 : 0)
                + (pin ? -1.2 : 0)
                + (online && abroad ? 0.9 : 0)
                + (online && night ? 0.7 : 0)
                + (online && band == LARGE ? 0.7 : 0)
                + (unread && abroad ? 1.0 : 0);
    }

    /** The band of an amount: the last of {@link #BANDS} that it reaches. */
    static int band(double amount) {
        int band = BANDS.length - 1;
        while (band > 0 && amount < BANDS[band]) {
            band--;
        }
        return band;
    }
}
