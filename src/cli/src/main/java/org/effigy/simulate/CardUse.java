package org.effigy.simulate;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;

/** How a card is used: channel by category; abroad, hour and distance by channel; chip and PIN. */
final class CardUse {
    static final List<String> CHANNELS = List.of("in_store", "online", "phone", "atm");
    static final int IN_STORE = 0;
    static final int ONLINE = 1;
    static final int PHONE = 2;
    static final int ATM = 3;

    static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
    static final LocalDate LAST_DAY = LocalDate.of(2024, 12, 31);
    /** Hours 0 to this one, without it, are night in {@link Fraud}. */
    static final int MORNING = 6;
    /** Amounts from here on nearly always need the PIN, euros. */
    static final double PIN_FROM = 50;

    static final Decimal DISTANCE = new Decimal(0.1, 20_000, 1);

    private static final Calendar PERSONAL_DAYS =
            Calendar.of(FIRST_DAY, LAST_DAY, new double[] {0.88, 0.90, 0.94, 1.00, 1.20, 1.28, 0.80}, 0.08, 350);
    private static final Calendar REMOTE_DAYS =
            Calendar.of(FIRST_DAY, LAST_DAY, new double[] {1.06, 1.00, 0.98, 0.98, 0.98, 0.92, 1.08}, 0.15, 335);

    private static final List<Choice> CHANNEL =
            Merchants.CATEGORIES.stream().map(CardUse::channel).toList();

    /** The hour, by channel. */
    private static final List<Choice> HOURS = List.of(
            Choice.of(3, 2, 1, 1, 1, 4, 15, 35, 50, 55, 65, 75, 90, 80, 70, 72, 80, 95, 90, 65, 40, 25, 14, 7),
            Choice.of(25, 14, 8, 6, 5, 7, 14, 25, 38, 48, 52, 54, 58, 55, 52, 52, 54, 58, 65, 76, 85, 82, 65, 42),
            Choice.of(1, 1, 1, 1, 1, 1, 4, 12, 60, 95, 100, 95, 70, 85, 90, 90, 80, 60, 30, 15, 8, 4, 2, 1),
            Choice.of(9, 6, 4, 3, 2, 3, 12, 28, 45, 60, 72, 75, 78, 70, 65, 65, 70, 80, 75, 60, 45, 38, 28, 16));

    /** The probability that a payment is abroad, by channel. */
    private static final double[] ABROAD = {0.06, 0.28, 0.03, 0.08};

    private static final LogNormal NEAR = LogNormal.ofMedian(5, 1.3);
    private static final LogNormal FAR = LogNormal.ofMedian(1400, 0.8);

    private CardUse() {}

    /** The channel, by category as a position in {@link Merchants#CATEGORIES}. */
    static Choice channel(int category) {
        return CHANNEL.get(category);
    }

    private static Choice channel(Merchants.Category category) {
        boolean cash = category.name().equals("cash");
        double present = 1 - category.online() - category.phone();
        return Choice.of(cash ? 0 : present, category.online(), category.phone(), cash ? present : 0);
    }

    /** The probability that a payment is abroad, by channel. */
    static double abroad(int channel) {
        return ABROAD[channel];
    }

    /** The probability that a payment falls into the night. */
    static double night(int channel) {
        double night = 0;
        for (int hour = 0; hour < MORNING; hour++) {
            night += HOURS.get(channel).probability(hour);
        }
        return night;
    }

    static Choice hour(int channel) {
        return HOURS.get(channel);
    }

    static Calendar days(int channel) {
        return cardPresent(channel) ? PERSONAL_DAYS : REMOTE_DAYS;
    }

    static boolean cardPresent(int channel) {
        return channel == IN_STORE || channel == ATM;
    }

    /** The probability that the chip is read. */
    static double chip(int channel, boolean abroad) {
        if (!cardPresent(channel)) {
            return 0;
        }
        return channel == ATM ? 0.99 : abroad ? 0.80 : 0.95;
    }

    /** The probability that the PIN is typed in. */
    static double pin(int channel, boolean chip, boolean fromPinLimit) {
        if (!chip) {
            return 0;
        }
        return channel == ATM ? 1 : fromPinLimit ? 0.92 : 0.22;
    }

    static OptionalDouble drawDistance(Draws draws, int channel, boolean abroad) {
        if (!cardPresent(channel)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(DISTANCE.round((abroad ? FAR : NEAR).at(draws.normal())));
    }
}
