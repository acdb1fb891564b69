package org.effigy.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    private static Rule gate(String figure, double limit) {
        return new Rule(
                figure,
                Rule.Kind.GATE,
                Rule.End.LOW,
                Rule.Must.AT_MOST,
                Optional.of(limit),
                Optional.of(0.5),
                "a reason",
                "a source");
    }

    private static Policy policy(Rule... rules) {
        return new Policy("of a test", 0.05, false, List.of(rules));
    }

    private static Figure figure(String id, double value, double low, double high, double level) {
        return new Figure(id, id, value, Optional.of(new Interval(low, high, level)), Optional.empty(), "a note");
    }

    private static Verdict.Outcome outcome(double low, double high) {
        return policy(gate("leak", 0.01))
                .judge(List.of(figure("leak", (low + high) / 2, low, high, 0.9)))
                .outcome();
    }

    @Test
    void aGateFailsWhenTheWholeIntervalIsBeyondTheLimit() {
        assertEquals(Verdict.Outcome.FAIL, outcome(0.011, 0.02));
        assertEquals(Verdict.Outcome.PASS, outcome(0.01, 0.02));
        assertEquals(Verdict.Outcome.NOT_ASSESSED, outcome(0, 0.6));
    }

    @Test
    void whatIsNotThereOrNotDefinedIsNoPass() {
        Policy policy = policy(gate("leak", 0.01), gate("other", 0));
        Figure undefined = new Figure("leak", "Leak", Double.NaN, Optional.empty(), Optional.empty(), "No holdout.");
        Judgement judgement = policy.judge(List.of(undefined));
        assertEquals(Verdict.Outcome.NOT_ASSESSED, judgement.outcome());
        assertEquals(1, judgement.gates(Verdict.Outcome.NOT_ASSESSED).size());
        assertEquals(1, judgement.gates(Verdict.Outcome.DOES_NOT_APPLY).size());
        assertEquals(
                Verdict.Outcome.NOT_ASSESSED,
                policy.judge(List.of(undefined, figure("other", 0, 0, 0.6, 0.999)))
                        .outcome());
        assertTrue(judgement.verdicts().get(0).words().contains("No holdout."));
        Policy strict = new Policy("strict", 0.05, true, policy.rules());
        assertEquals(
                Verdict.Outcome.FAIL,
                strict.judge(List.of(undefined, figure("other", 0, 0, 0.1, 0.999)))
                        .outcome());
    }

    @Test
    void aPassTakesAnAttackOnMembershipThatCouldHaveFoundSomething() {
        Policy policy = policy(
                gate("privacy.membership.a.tpr-at-0.01", 0.01),
                gate("privacy.membership.epsilon", 1),
                gate("privacy.copies", 0));
        Figure copies = figure("privacy.copies", 0, 0, 0.1, 0.999);
        Figure bound = figure("privacy.membership.epsilon", 0, 0, 0.1, 0.999);
        Figure attack = figure("privacy.membership.a.tpr-at-0.01", 0, 0, 0.1, 0.999);
        Power strong = new Power(0.2, OptionalLong.empty());
        Power weak = new Power(0.7, OptionalLong.of(5000));
        assertEquals(
                Verdict.Outcome.PASS,
                policy.judge(List.of(copies, bound, attack.with(strong))).outcome());
        assertEquals(
                Verdict.Outcome.NOT_ASSESSED,
                policy.judge(List.of(copies, bound)).outcome());
        Judgement judgement = policy.judge(List.of(copies, bound, attack.with(weak)));
        assertEquals(Verdict.Outcome.NOT_ASSESSED, judgement.outcome());
        assertTrue(judgement.verdicts().get(0).words().contains("5,000 rows"), judgement.toString());
        Figure broken = figure("privacy.membership.a.tpr-at-0.01", 0.4, 0.3, 0.5, 0.999);
        assertEquals(
                Verdict.Outcome.FAIL, policy.judge(List.of(broken.with(weak))).outcome());
    }

    @Test
    void aGateOfTheSameAttackAtAHigherRateTakesOver() {
        Policy policy = policy(gate("low", 0), gate("high", 0), gate("other", 0));
        Figure low = figure("low", 0, 0, 0.1, 0.999)
                .with(new Power(0.7, OptionalLong.of(5000)))
                .at(new CurvePoint("one", 0.001));
        Figure high = figure("high", 0, 0, 0.1, 0.999)
                .with(new Power(0.2, OptionalLong.empty()))
                .at(new CurvePoint("one", 0.01));
        Figure other = figure("other", 0, 0, 0.1, 0.999).at(new CurvePoint("two", 0.005));
        String words = policy.judge(List.of(low, high, other)).verdicts().get(0).words();
        assertTrue(words.contains("The gate at 0.01 false positives takes over."), words);
        String alone = policy.judge(List.of(low, other)).verdicts().get(0).words();
        assertFalse(alone.contains("takes over"), alone);
    }

    @Test
    void gatesThatCanFindNothingGiveTheirShareToTheOthers() {
        Policy policy = policy(gate("a", 0), gate("b.*", 0), gate("c", 0));
        Policy over = policy.over(
                Map.of("b.one", Power.none(), "b.two", Power.none(), "c", new Power(0.1, OptionalLong.empty())));
        assertEquals(0.95, over.level("a"), 1e-12);
        assertEquals(1 - 0.1 / 3, over.level("b.one"), 1e-12);
        Judgement judgement = over.judge(List.of(figure("b.one", 1, 1, 1, 0.5), figure("a", 0, 0, 0, 0.95)));
        assertEquals(1, judgement.gates(Verdict.Outcome.NOT_ASSESSED).size());
        assertEquals(Verdict.Outcome.PASS, judgement.outcome());
        assertEquals(policy, policy.over(Map.of("b.one", Power.none(), "b.two", new Power(0.1, OptionalLong.empty()))));
    }

    @Test
    void aDiagnosticNeverStopsARelease() {
        Rule rule = gate("leak", 0.01);
        Rule diagnostic = new Rule(
                "leak", Rule.Kind.DIAGNOSTIC, rule.end(), rule.must(), rule.limit(), rule.enough(), "why", "source");
        Judgement judgement = policy(diagnostic, gate("other", 0))
                .judge(List.of(figure("leak", 1, 1, 1, 0.95), figure("other", 0, 0, 0, 0.95)));
        assertEquals(Verdict.Outcome.FAIL, judgement.verdicts().get(0).outcome());
        assertEquals(Verdict.Outcome.PASS, judgement.outcome());
    }

    @Test
    void aLimitMayBeTheFiguresOwnReference() {
        Rule rule = new Rule(
                "epsilon",
                Rule.Kind.GATE,
                Rule.End.LOW,
                Rule.Must.AT_MOST,
                Optional.empty(),
                Optional.empty(),
                "why",
                "source");
        Interval beyond = new Interval(2, Double.POSITIVE_INFINITY, 0.95);
        Figure claimed = new Figure("epsilon", "Epsilon", 2, Optional.of(beyond), Optional.of(1.0), "");
        Figure unclaimed = new Figure("epsilon", "Epsilon", 2, Optional.of(beyond), Optional.empty(), "No claim.");
        assertEquals(Verdict.Outcome.FAIL, policy(rule).judge(List.of(claimed)).outcome());
        assertEquals(
                Verdict.Outcome.NOT_ASSESSED,
                policy(rule).judge(List.of(unclaimed)).outcome());
    }

    @Test
    void testsShareTheErrorAndSiblingsShareTheirTests() {
        Policy policy = policy(gate("a", 0), gate("b.*.x", 0));
        assertEquals(0.95, policy.level("a"), 1e-12);
        assertEquals(0.9875, policy.level("b.one.x", 4), 1e-12);
        assertEquals(Policy.USUAL_LEVEL, policy.level("c"));
        assertEquals(0.9, policy.about("a").level("a"), 1e-12);
    }

    @Test
    void intervalsThatAreTooNarrowForThePolicyAreRefused() {
        Policy policy = policy(gate("b.*", 0));
        policy.judge(List.of(figure("b.one", 0, 0, 0, 0.95), figure("b.two", 0, 0, 0, 0.95)));
        assertThrows(
                IllegalArgumentException.class,
                () -> policy.judge(List.of(
                        figure("b.one", 0, 0, 0, 0.95),
                        figure("b.two", 0, 0, 0, 0.95),
                        figure("b.three", 0, 0, 0, 0.95))));
    }

    /**
     * Eight tests of 200 fair coins each, wholly dependent in a half of the runs and independent in the other: at most
     * 5 % of 4,000 runs may alarm. By Chernoff's bound more than 280 alarms have a probability below 1e-7. Without the
     * correction about 28 % of the independent runs alarm, which is the planted offender.
     */
    @Test
    void alarmsAreAsRareAsThePolicySaysHoweverTheFiguresDepend() {
        Rule[] rules = new Rule[8];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = gate("coin-" + i, 0.5);
        }
        Policy policy = policy(rules);
        SplittableRandom random = new SplittableRandom(1);
        int alarms = 0;
        int uncorrected = 0;
        for (int run = 0; run < 4000; run++) {
            boolean careless = false;
            boolean alarm = false;
            long heads = heads(random);
            for (int i = 0; i < rules.length; i++) {
                heads = run % 2 == 0 ? heads : heads(random);
                alarm |= low(heads, policy.level("coin-" + i)) > 0.5;
                careless |= low(heads, 0.9) > 0.5;
            }
            alarms += alarm ? 1 : 0;
            uncorrected += careless ? 1 : 0;
        }
        assertTrue(alarms <= 280, alarms + " alarms");
        assertTrue(uncorrected > 400, uncorrected + " alarms");
    }

    private static long heads(SplittableRandom random) {
        return Long.bitCount(random.nextLong())
                + Long.bitCount(random.nextLong())
                + Long.bitCount(random.nextLong())
                + Long.bitCount(random.nextLong() & 0xff);
    }

    private static double low(long heads, double level) {
        return Interval.wilson(heads, 200, level).low();
    }

    @Test
    void noStandardGateOnARateIsContentWithTenTimesItsLimitOrMore() {
        Policy.standard().rules().stream()
                .filter(rule -> rule.figure().contains("tpr-at-"))
                .forEach(rule -> assertTrue(
                        rule.enough().orElseThrow() <= 10 * rule.limit().orElseThrow() * (1 + 1e-9)));
    }

    @Test
    void theStandardPolicyNamesItsSourcesAndSurvivesAJourneyThroughJson() {
        Policy standard = Policy.standard();
        assertEquals(standard, PolicyJson.parse(PolicyJson.text(standard), "text"));
        assertTrue(standard.rules().stream().anyMatch(rule -> rule.kind() == Rule.Kind.DIAGNOSTIC));
        assertFalse(standard.about("privacy.").rules().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | rules",
                "[] | object",
                "{\"name\": \"a\" | not JSON",
                "{\"name\": \"a\", \"falseAlarms\": 0.7, \"rules\": []} | 0.5",
                "{\"name\": \"a\", \"falseAlarms\": 0.05, \"rules\": []} | at least one",
                "{\"name\": \"a\", \"falsealarms\": 0.05, \"rules\": []} | falsealarms",
                "{\"name\": \"a\", \"falseAlarms\": 0.05, \"rules\": [{\"figure\": \"a\", \"kind\": \"door\"}]} | gate"
            })
    void aPolicyThatCantBeOneIsRefusedWithWhatIsWrong(String json, String word) {
        String message = assertThrows(IllegalArgumentException.class, () -> PolicyJson.parse(json, "p.json"))
                .getMessage();
        assertTrue(message.contains("p.json"), message);
        assertTrue(message.contains(word), message);
    }

    @Test
    void theCeilingOfAClaimIsTheOneOfItsDefinition() {
        assertEquals(0.001 * Math.E, new Claim(1, 0).ceiling(0.001), 1e-15);
        assertEquals(0.3, new Claim(0, 0.1).ceiling(0.2), 1e-12);
        assertEquals(1 - Math.exp(-1) * 0.1, new Claim(1, 0).ceiling(0.9), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> new Claim(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> new Claim(1, 1));
    }
}
