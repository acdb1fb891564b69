package org.effigy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 200,000 fresh rows, and 800,000 for the rare label, against the truth that the generator states. */
class CardTruthTest {
    private static final long SEED = 20_261_121;
    private static final int ROWS = 200_000;
    private static final CardTruth TRUTH = CardTransactions.truth();
    private static final List<List<Transaction>> ACCOUNTS = new ArrayList<>();

    @BeforeAll
    static void draw() {
        CardTransactions table = CardTransactions.of(SEED);
        for (int count = 0;
                count < ROWS;
                count += ACCOUNTS.get(ACCOUNTS.size() - 1).size()) {
            ACCOUNTS.add(table.unit(ACCOUNTS.size()));
        }
    }

    @AfterAll
    static void free() {
        ACCOUNTS.clear();
    }

    private static Stream<Transaction> rows() {
        return ACCOUNTS.stream().flatMap(List::stream);
    }

    /** 462 values, 2 exp(-21) each: false alarm at most 7e-7. A share of 0.1 off by a tenth surprises by 111. */
    @Test
    void sharesOfNominalColumnsAreTheTruth() {
        for (String column : TRUTH.knownColumns()) {
            Map<String, Double> truth = TRUTH.shareOfRows(column);
            assertEquals(1, truth.values().stream().mapToDouble(share -> share).sum(), 1e-12);
            double surprise = Surprise.ofShares(ACCOUNTS, row -> cell(row, column), truth);
            assertTrue(surprise < 21, column + ": " + surprise);
        }
    }

    /** Seven bands and three prices, 2 exp(-18) each: false alarm at most 4e-7. */
    @Test
    void amountsFollowTheirDistribution() {
        double surprise = Surprise.ofShares(ACCOUNTS, row -> band(row.amount()), bands());
        assertTrue(surprise < 18, "bands: " + surprise);
        for (double price : new double[] {9.99, 20, 50}) {
            Map<String, Double> truth =
                    Map.of("true", TRUTH.amountExactly(price), "false", 1 - TRUTH.amountExactly(price));
            double exact = Surprise.ofShares(ACCOUNTS, row -> Boolean.toString(row.amount() == price), truth);
            assertTrue(exact < 18, price + ": " + exact);
        }
    }

    /** A tail of 1,000 to 10,000 euros that is a fifth thinner lacks some 500 of 2,500 rows: a surprise near 50. */
    @Test
    void amountsOfAnotherDistributionAreCaught() {
        Map<String, Double> wrong = bands();
        double cut = wrong.get("1000.0") / 5;
        wrong.merge("1000.0", -cut, Double::sum);
        wrong.merge("10.0", cut, Double::sum);
        assertTrue(Surprise.ofShares(ACCOUNTS, row -> band(row.amount()), wrong) > 18);
    }

    private static final double[] EDGES = {0, 1, 10, 50, 100, 1000, 10_000};

    private static Map<String, Double> bands() {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int i = 0; i < EDGES.length; i++) {
            double end = i + 1 < EDGES.length ? TRUTH.amountBelow(EDGES[i + 1]) : 1;
            shares.put(Double.toString(EDGES[i]), end - TRUTH.amountBelow(EDGES[i]));
        }
        return shares;
    }

    private static String band(double amount) {
        int i = EDGES.length - 1;
        while (amount < EDGES[i]) {
            i--;
        }
        return Double.toString(EDGES[i]);
    }

    /** Both shares have the same deviation: false alarm at most 2 exp(-15) = 6e-7. */
    @Test
    void distanceIsMissingWithoutACardPresent() {
        double rate = TRUTH.distanceMissingRate();
        Map<String, Double> truth = Map.of("true", rate, "false", 1 - rate);
        double surprise = Surprise.ofShares(
                ACCOUNTS, row -> Boolean.toString(row.distanceKm().isEmpty()), truth);
        assertTrue(surprise < 15, "surprise " + surprise);
        assertTrue(rows().allMatch(row -> row.distanceKm().isEmpty()
                == (row.channel().equals("online") || row.channel().equals("phone"))));
    }

    @Test
    void theStatedRateIsTheSumOverThePopulation() {
        assertEquals(0.003, TRUTH.fraudRate(), 1e-12);
        assertEquals(0.0036, Fraud.atRate(0.0036).rate(), 1e-12);
    }

    /**
     * The stated probabilities of 200,000 rows average to the stated rate: their standard deviation is under 0.011 and
     * those of an account are nearly independent, so 2e-4 is over seven standard errors.
     */
    @Test
    void probabilitiesAverageToTheRate() {
        assertEquals(
                0.003, rows().mapToDouble(TRUTH::fraudProbability).average().orElseThrow(), 2e-4);
    }

    /** 800,000 rows, about 2,400 frauds; false alarm at most 2 exp(-15) = 6e-7. */
    @Test
    void fraudFollowsTheFormula() {
        double surprise = fraudSurprise(CardTransactions.of(SEED));
        assertTrue(surprise < 15, "surprise " + surprise);
    }

    /**
     * Power: the check alarms from about 275 frauds too many on, and a rate of 0.0036 gives 480 with a standard deviation
     * of 53: missed with a probability of 6e-5.
     */
    @Test
    void aGeneratorWithAnotherFraudRateIsCaught() {
        double surprise = fraudSurprise(CardTransactions.withFraudRate(SEED, 0.0036));
        assertTrue(surprise > 15, "surprise " + surprise);
    }

    private static double fraudSurprise(CardTransactions table) {
        double[] sums = LongStream.range(0, 96_300)
                .parallel()
                .mapToObj(table::unit)
                .flatMap(List::stream)
                .collect(
                        () -> new double[2],
                        (sum, row) -> {
                            double p = TRUTH.fraudProbability(row);
                            sum[0] += (row.fraud() ? 1 : 0) - p;
                            sum[1] += p * (1 - p);
                        },
                        (sum, other) -> {
                            sum[0] += other[0];
                            sum[1] += other[1];
                        });
        return Surprise.ofSum(sums[0], sums[1]);
    }

    @Test
    void theBestClassifierIsGoodAndNotPerfect() {
        // The two figures that the README of the table states.
        assertEquals(0.899, TRUTH.optimalAuc(), 0.0005);
        assertEquals(-7.819, Fraud.atRate(0.003).intercept(), 0.0005);
        double sample =
                OptimalAuc.of(rows().mapToDouble(TRUTH::fraudProbability).toArray());
        assertEquals(TRUTH.optimalAuc(), sample, 0.02);
    }

    @Test
    void accountsPayOneToSixtyTimes() {
        assertTrue(ACCOUNTS.stream().allMatch(rows -> !rows.isEmpty() && rows.size() <= 60));
        // The standard error of the mean over 24,000 accounts is 0.05.
        assertEquals(TRUTH.meanPayments(), (double) ROWS / ACCOUNTS.size(), 0.3);
    }

    @Test
    void rowsOfAnAccountAgreeWithEachOther() {
        for (List<Transaction> payments : ACCOUNTS) {
            for (int i = 1; i < payments.size(); i++) {
                Transaction row = payments.get(i);
                Transaction before = payments.get(i - 1);
                assertEquals(before.accountId(), row.accountId());
                assertEquals(before.cardType() + before.homeCountry(), row.cardType() + row.homeCountry());
                assertTrue(!row.time().isBefore(before.time()));
            }
        }
    }

    @Test
    void merchantsAreManyAndTheirCodesStartWithZeros() {
        assertEquals(400, Merchants.ids().stream().distinct().count());
        assertTrue(Merchants.ids().stream().allMatch(id -> id.matches("0\\d{4}")));
        assertTrue(Merchants.codes().stream().allMatch(code -> code.matches("0\\d{3}")));
        assertEquals(24, Merchants.codes().stream().distinct().count());
        assertTrue(rows().anyMatch(row -> row.country().equals("NA")));
    }

    private static String cell(Transaction row, String column) {
        return switch (column) {
            case "card_type" -> row.cardType();
            case "home_country" -> row.homeCountry();
            case "merchant_id" -> row.merchantId();
            case "category" -> row.category();
            case "channel" -> row.channel();
            case "country" -> row.country();
            case "currency" -> row.currency();
            default -> throw new AssertionError(column);
        };
    }
}
