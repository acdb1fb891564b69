package org.effigy.simulate;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The 400 merchants, by a Zipf law, and their 24 categories. Both are named by digits with leading zeros: text that a
 * careless reader turns into numbers.
 */
final class Merchants {
    static final int COUNT = 400;
    private static final double ZIPF = 1.05;

    /**
     * A category of merchants.
     *
     * @param code four digits
     * @param name in words, for people
     * @param online share of its payments made online
     * @param phone share made by phone; the rest is made in person
     * @param amounts of payments that have no round price
     * @param roundShare share of payments at one of the round prices
     * @param prices the round prices, euros, likeliest first
     * @param risk what it adds to the log odds of fraud
     */
    record Category(
            String code,
            String name,
            double online,
            double phone,
            LogNormal amounts,
            double roundShare,
            double[] prices,
            double risk) {}

    /** The weights of the three round prices of every category. */
    static final Choice PRICE = Choice.of(0.5, 0.3, 0.2);

    static final List<Category> CATEGORIES = List.of(
            of("0011", "groceries", 0.08, 0, 28, 0.75, 0.10, 20, 10, 50, 0),
            of("0042", "restaurants", 0.15, 0.02, 32, 0.7, 0.20, 20, 50, 100, 0),
            of("0110", "fuel", 0, 0, 55, 0.4, 0.35, 50, 20, 60, 0.4),
            of("0118", "public transport", 0.5, 0, 9, 0.8, 0.50, 2.90, 3.20, 49, 0),
            of("0999", "cash", 0, 0, 90, 0.7, 0.95, 50, 100, 200, 0.3),
            of("0057", "coffee", 0, 0, 5, 0.45, 0.35, 3.50, 4.50, 5, -0.3),
            of("0205", "pharmacies", 0.15, 0.01, 17, 0.7, 0.10, 9.99, 5.99, 19.99, 0),
            of("0217", "clothing", 0.45, 0.01, 55, 0.8, 0.35, 29.99, 19.99, 49.99, 0.3),
            of("0601", "streaming", 1, 0, 10, 0.3, 0.85, 9.99, 7.99, 14.99, 0),
            of("0023", "bakeries", 0, 0, 6, 0.5, 0.25, 5, 2.50, 10, -0.3),
            of("0301", "electronics", 0.5, 0.02, 160, 1.1, 0.30, 99, 199, 999, 1.0),
            of("0614", "games", 1, 0, 12, 1.0, 0.60, 4.99, 0.99, 59.99, 0.7),
            of("0412", "books", 0.5, 0, 18, 0.6, 0.30, 9.99, 14.99, 19.99, 0),
            of("0520", "travel agencies", 0.65, 0.15, 450, 0.9, 0.10, 199, 99, 499, 0.6),
            of("0548", "hotels", 0.4, 0.1, 190, 0.7, 0.10, 99, 120, 150, 0.3),
            of("0309", "furniture", 0.3, 0.02, 240, 1.0, 0.30, 199, 49.90, 499, 0.2),
            of("0533", "airlines", 0.9, 0.03, 280, 0.9, 0.05, 99, 49.99, 199, 0.8),
            of("0755", "hairdressers", 0, 0, 35, 0.5, 0.50, 25, 40, 60, -0.3),
            of("0466", "toys", 0.4, 0, 27, 0.8, 0.35, 19.99, 9.99, 29.99, 0.2),
            of("0742", "veterinary services", 0.02, 0.05, 85, 0.7, 0.05, 50, 75, 100, 0),
            of("0806", "insurance", 0.6, 0.3, 75, 0.8, 0.20, 49, 99, 120, 0),
            of("0881", "charities", 0.7, 0.1, 20, 1.0, 0.80, 10, 5, 50, 0.5),
            of("0907", "gift cards", 0.5, 0, 40, 0.8, 0.90, 50, 25, 100, 1.6),
            of("0913", "jewellery", 0.3, 0.03, 420, 1.3, 0.20, 499, 99, 999, 1.3));

    /** The merchant less one, likeliest first. */
    static final Choice MERCHANT = Choice.of(COUNT, i -> StrictMath.pow(i + 1, -ZIPF));

    /** The category of a payment, as a position in {@link #CATEGORIES}. */
    static final Choice CATEGORY = Choice.of(
            CATEGORIES.size(),
            category -> IntStream.range(0, COUNT)
                    .filter(merchant -> category(merchant) == category)
                    .mapToDouble(MERCHANT::probability)
                    .sum());

    private static final List<String> IDS = IntStream.range(0, COUNT)
            // Multiples of 157 modulo the prime 9973 are all different and show no order of size.
            .mapToObj(i -> String.format(Locale.ROOT, "%05d", (i + 1) * 157 % 9973))
            .toList();

    private Merchants() {}

    /** The category of a merchant, as a position in {@link #CATEGORIES}. */
    static int category(int merchant) {
        return merchant % CATEGORIES.size();
    }

    static Category categoryOf(int merchant) {
        return CATEGORIES.get(category(merchant));
    }

    /**
     * The category of this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Category withCode(String code) {
        return CATEGORIES.stream()
                .filter(category -> category.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no category has the code \"" + code + "\""));
    }

    static List<String> ids() {
        return IDS;
    }

    static List<String> codes() {
        return CATEGORIES.stream().map(Category::code).toList();
    }

    private static Category of(
            String code,
            String name,
            double online,
            double phone,
            double median,
            double spread,
            double roundShare,
            double price1,
            double price2,
            double price3,
            double risk) {
        LogNormal amounts = LogNormal.ofMedian(median, spread);
        return new Category(
                code, name, online, phone, amounts, roundShare, new double[] {price1, price2, price3}, risk);
    }
}
