package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.Charge;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableCodec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each question is charged the share of the budget that the proofs say: the ledger keeps a fit within its budget whatever
 * the shares are, so nothing else would tell that one is off by 1.3. Exact, with no noise.
 */
class SharesTest {
    private static final Schema SCHEMA = SchemaJson.parse("""
        {"fields": [
          {"name": "a", "type": "integer", "constraints": {"minimum": 0, "maximum": 5, "required": true}},
          {"name": "b", "type": "integer", "constraints": {"minimum": 0, "maximum": 4, "required": true}},
          {"name": "c", "type": "string", "constraints": {"enum": ["x", "y", "z"], "required": true}},
          {"name": "d", "type": "string", "constraints": {"enum": ["p", "q", "r", "s"], "required": true}}]}
        """, "shares");

    private static final Schema WIDE = SchemaJson.parse("""
        {"fields": [
          {"name": "w", "type": "integer", "constraints": {"minimum": 0, "maximum": 9999, "required": true}},
          {"name": "c", "type": "string", "constraints": {"enum": ["x", "y", "z"], "required": true}},
          {"name": "v", "type": "integer", "constraints": {"minimum": 0, "maximum": 9999, "required": true}}]}
        """, "wide");

    private static final int[] SIZES = {6, 5, 3, 4};

    static Stream<PrivacyBudget> budgets() {
        return Stream.of(PrivacyBudget.of(4, 1e-9), PrivacyBudget.of(4, 0));
    }

    private static Release release(PrivacyBudget budget) {
        return MemoryLedger.of("shares", budget).open("fit", budget);
    }

    private static List<Charge> charges(Synthesizer synthesizer, PrivacyBudget budget) {
        return charges(synthesizer, budget, true);
    }

    /** @param related whether columns follow one another; else every combination is there as often as every other */
    private static List<Charge> charges(Synthesizer synthesizer, PrivacyBudget budget, boolean related) {
        Domain domain = TableCodec.of(SCHEMA).domain();
        Records.Builder rows = Records.builder(domain, 3600);
        for (int i = 0; i < 3600; i++) {
            int a = i % 6;
            if (related) {
                rows.add(a, a % 5, (a + i / 7) % 3, a % 4);
            } else {
                rows.add(a, i / 6 % 5, i / 30 % 3, i / 90 % 4);
            }
        }
        Release release = release(budget);
        synthesizer.fit(PrivateTable.ofRows(rows.build(), release, new SilentNoise()), Progress.NONE);
        return release.charges();
    }

    private static double amount(PrivacyLoss loss) {
        return loss instanceof PrivacyLoss.Pure pure ? pure.epsilon() : ((PrivacyLoss.ZeroConcentrated) loss).rho();
    }

    /** The part of the budget that these charges took. */
    private static double part(List<Charge> charges, PrivacyBudget budget) {
        return charges.stream().mapToDouble(charge -> amount(charge.loss())).sum() / amount(budget.limit());
    }

    private static void assertPart(double expected, List<Charge> charges, PrivacyBudget budget) {
        assertEquals(expected, part(charges, budget), 1e-9 * expected, () -> charges.toString());
    }

    private static List<Charge> those(List<Charge> charges, Predicate<Charge> which) {
        return charges.stream().filter(which).toList();
    }

    private static boolean isChoice(Charge charge) {
        return !(charge.mechanism() instanceof Mechanism.Additive);
    }

    /** The parts of columns: so that the expected absolute error is least, by Lagrange. */
    private static void assertColumns(double whole, List<Charge> charges, PrivacyBudget budget, int... sizes) {
        double power = budget.delta() == 0 ? .5 : 2. / 3;
        double sum =
                Arrays.stream(sizes).mapToDouble(size -> Math.pow(size, power)).sum();
        for (int i = 0; i < sizes.length; i++) {
            assertPart(whole * Math.pow(sizes[i], power) / sum, charges.subList(i, i + 1), budget);
        }
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void independentSpendsAllOnColumns(PrivacyBudget budget) {
        List<Charge> charges = charges(Synthesizer.named("independent"), budget);
        assertEquals(4, charges.size());
        assertColumns(1, charges, budget, SIZES);
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void mstSpendsAHalfATenthAndTheRest(PrivacyBudget budget) {
        List<Charge> charges = charges(Synthesizer.named("mst"), budget);
        assertColumns(.5, charges, budget, SIZES);
        List<Charge> choices = those(charges, SharesTest::isChoice);
        assertEquals(3, choices.size());
        choices.forEach(choice -> assertPart(.1 / 3, List.of(choice), budget));
        List<Charge> pairs = charges.subList(7, charges.size());
        assertPart(.4, pairs, budget);
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void privBayesSpendsTwoFifthsATenthAndTheRestEvenly(PrivacyBudget budget) {
        List<Charge> charges = charges(Synthesizer.named("privbayes"), budget);
        assertEquals(10, charges.size());
        assertColumns(.4, charges, budget, SIZES);
        IntStream.of(4, 6, 8).forEach(i -> assertPart(.1 / 3, charges.subList(i, i + 1), budget));
        IntStream.of(5, 7, 9).forEach(i -> assertPart(.5 / 3, charges.subList(i, i + 1), budget));
    }

    /** A first round gets a twelfth of what columns leave, a tenth of it for the choice; a round that moves nothing doubles. */
    @ParameterizedTest
    @MethodSource("budgets")
    void aimSpendsTwoFifthsOnColumnsAndATenthOfEachRoundOnItsChoice(PrivacyBudget budget) {
        List<Charge> charges = charges(Synthesizer.named("aim", new Settings(Workload.pairs(), 1)), budget);
        assertColumns(.4, charges, budget, SIZES);
        List<Charge> rounds = charges.subList(4, charges.size());
        double share = .6 / 12;
        assertPart(.1 * share, rounds.subList(0, 1), budget);
        assertPart(.9 * share, rounds.subList(1, 2), budget);
        for (int i = 0; i + 1 < rounds.size(); i += 2) {
            assertEquals(
                    9,
                    amount(rounds.get(i + 1).loss()) / amount(rounds.get(i).loss()),
                    .1,
                    "a measurement gets nine times what its choice does");
        }
        assertPart(1, charges, budget);
        List<Charge> still = charges(Synthesizer.named("aim", new Settings(Workload.pairs(), 1)), budget, false);
        double finer = amount(still.get(6).loss()) / amount(still.get(4).loss());
        assertEquals(budget.delta() == 0 ? 2 : 4, finer, 1e-9, "of a round after one that moved nothing");
    }

    /**
     * A first batch's price is a column's part of the forest's pairs, or what it takes to move a fifth of the rows in a
     * middling pair (of 20 cells) by noise, if that is less; what ends without a choice doubles.
     */
    @ParameterizedTest
    @MethodSource("budgets")
    void wideAimSpendsThreeTenthsOnColumnsSevenHundredthsOnAForestAndAThirdOnItsPairs(PrivacyBudget budget) {
        Synthesizer wide = WideAim.of(new Settings(Workload.pairs(), 1));
        List<Charge> charges = charges(wide, budget);
        assertColumns(.3, charges, budget, SIZES);
        List<Charge> forest = charges.subList(4, 7);
        assertEquals(3, those(forest, SharesTest::isChoice).size());
        forest.forEach(choice -> assertPart(.07 / 3, List.of(choice), budget));
        assertPart(.35, charges.subList(7, 10), budget);
        boolean pure = budget.delta() == 0;
        double first = .35 / 4 * amount(budget.limit());
        double noise = pure ? 1 / (.8 * first) : Math.sqrt(2 / Math.PI / (2 * .8 * first));
        double factor = .2 * 3600 / (20 * noise);
        assertTrue(factor > 2, "the budget is large");
        double price = .35 / 4 / (pure ? factor : factor * factor);
        assertEquals(.2 * price, part(charges.subList(10, 11), budget), 1e-4 * price);
        assertPart(1, charges, budget);
        // Every pair of the forest is measured again, after a tenth at least was kept for it.
        List<Charge> last = charges.subList(charges.size() - 3, charges.size());
        assertEquals(
                charges.subList(7, 10).stream().map(Charge::query).sorted().toList(),
                last.stream().map(Charge::query).sorted().toList());
        assertTrue(part(last, budget) >= .1, () -> charges.toString());
        List<Charge> still = charges(wide, budget, false);
        assertColumns(.3, still, budget, SIZES);
        List<Charge> choices = those(still, SharesTest::isChoice);
        assertEquals(.2 * price * (budget.delta() == 0 ? 2 : 4), part(choices.subList(4, 5), budget), 1e-9);
        assertPart(1, still, budget);
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void copulaSpendsAHalfOnColumnsAndTheRestOnOneMatrix(PrivacyBudget budget) {
        List<Charge> charges = charges(Synthesizer.named("copula"), budget);
        assertEquals(5, charges.size());
        assertColumns(.5, charges, budget, SIZES);
        assertPart(.5, charges.subList(4, 5), budget);
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void hybridSpendsAFifthTwoFifthsAndTheRestOnOtherColumns(PrivacyBudget budget) {
        List<Charge> charges = charges(Synthesizer.named("hybrid"), budget);
        assertColumns(.2, charges, budget, 6, 5);
        assertPart(.4, charges.subList(2, 3), budget);
        assertPart(.4, charges.subList(3, charges.size()), budget);
    }

    /** Of each of d columns whose cells are counted, .15 / d. */
    @ParameterizedTest
    @MethodSource("budgets")
    void fineCellsOfAColumnGetTheirShare(PrivacyBudget budget) {
        Records.Builder rows = Records.builder(TableCodec.of(WIDE).domain(), 2000);
        for (int i = 0; i < 2000; i++) {
            rows.add(i * 31 % 700, i % 3, i * 17 % 600);
        }
        Release release = release(budget);
        FittedModel.fit(
                Synthesizer.named("independent"), PrivateTable.ofRows(rows.build(), release, new SilentNoise()), WIDE);
        for (String column : List.of("w", "v")) {
            List<Charge> fine = those(
                    release.charges(),
                    charge -> charge.query().matches("marginal \\((range|value) of " + column + "\\)"));
            assertEquals(2, fine.size(), release.charges().toString());
            fine.forEach(one -> assertPart(.15 / 3 / 2, List.of(one), budget));
        }
        assertPart(1, release.charges(), budget);
    }
}
