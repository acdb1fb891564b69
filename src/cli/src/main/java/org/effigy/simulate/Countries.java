package org.effigy.simulate;

import java.util.List;
import java.util.stream.IntStream;

/** Where accounts live, where they pay when abroad, and in which currency. */
final class Countries {
    /** ISO 3166 codes. NA is Namibia, a value that many readers take for a missing one. */
    static final List<String> CODES = List.of("DE", "FR", "GB", "ES", "IT", "NL", "PL", "US", "CH", "SE", "NA", "JP");

    static final List<String> CURRENCIES = List.of("EUR", "GBP", "PLN", "USD", "CHF", "SEK", "NAD", "JPY");

    /** The home of an account. */
    static final Choice HOME = Choice.of(0.26, 0.17, 0.13, 0.10, 0.10, 0.08, 0.06, 0.04, 0.03, 0.02, 0.006, 0.004);

    /** The share of payments abroad that are charged in the currency of the home country. */
    static final double CONVERTED = 0.04;

    private static final double[] TRAVEL = {0.10, 0.16, 0.10, 0.20, 0.18, 0.05, 0.03, 0.10, 0.04, 0.02, 0.01, 0.01};

    private static final int[] CURRENCY_OF = {0, 0, 1, 0, 0, 0, 2, 3, 4, 5, 6, 7};

    private static final List<Choice> ABROAD = IntStream.range(0, CODES.size())
            .mapToObj(home -> Choice.of(CODES.size(), i -> i == home ? 0 : TRAVEL[i]))
            .toList();

    private Countries() {}

    /** The country of a payment abroad, by home. */
    static Choice abroad(int home) {
        return ABROAD.get(home);
    }

    /** The currency of a country, as a position in {@link #CURRENCIES}. */
    static int currency(int country) {
        return CURRENCY_OF[country];
    }
}
