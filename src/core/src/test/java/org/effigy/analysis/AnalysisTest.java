package org.effigy.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.effigy.condition.Condition;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Settings;
import org.effigy.synth.Synthesizer;
import org.effigy.synth.Workload;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableCodec;
import org.junit.jupiter.api.Test;

/** Intervals hold the truth of a population whose every probability is known; what a model doesn't know it doesn't answer. */
class AnalysisTest {
    private static final Schema SCHEMA = SchemaJson.parse("""
            {"fields": [
              {"name": "group", "type": "string", "constraints": {"required": true, "enum": ["a", "b", "c"]}},
              {"name": "ill", "type": "boolean", "constraints": {"required": true}},
              {"name": "visits", "type": "integer", "constraints": {"required": true, "minimum": 0, "maximum": 7}},
              {"name": "alone", "type": "string", "constraints": {"required": true, "enum": ["x", "y"]}}]}
            """, "people");

    private static final double[] GROUPS = {.5, .3, .2};
    private static final double[] ILL = {.1, .3, .6};

    /** Visits are the sum of seven chances of this much. */
    private static final double[] VISIT = {.3, .5};

    private static final int ROWS = 1500;

    private static Records rows(SplittableRandom random) {
        Records.Builder rows = Records.builder(TableCodec.of(SCHEMA).domain(), ROWS);
        for (int row = 0; row < ROWS; row++) {
            double u = random.nextDouble();
            int group = u < .5 ? 0 : u < .8 ? 1 : 2;
            int ill = random.nextDouble() < ILL[group] ? 1 : 0;
            int visits = 0;
            for (int i = 0; i < 7; i++) {
                visits += random.nextDouble() < VISIT[ill] ? 1 : 0;
            }
            rows.add(new int[] {group, ill, visits, random.nextInt(2)});
        }
        return rows.build();
    }

    private static FittedModel fit(Records rows, Synthesizer synthesizer, double epsilon) {
        PrivacyBudget budget = PrivacyBudget.of(epsilon, 1e-9);
        Release release = MemoryLedger.of("people", budget).open("fit", budget);
        return FittedModel.fit(synthesizer, PrivateTable.ofRows(rows, release, OpenDpNoise.load()), SCHEMA);
    }

    private static Synthesizer counting() {
        Workload workload =
                Workload.singles().withClique(List.of("group", "ill"), 10).withClique(List.of("ill", "visits"), 10);
        return Synthesizer.named("aim", new Settings(workload, Settings.DEFAULT_MEGABYTES));
    }

    private static double shareIll() {
        return GROUPS[0] * ILL[0] + GROUPS[1] * ILL[1] + GROUPS[2] * ILL[2];
    }

    private record Asked(Question question, String where, int term, double truth) {}

    private static List<Asked> asked() {
        double ill = shareIll();
        double slope = 7 * (VISIT[1] - VISIT[0]);
        double variance = ill * 7 * VISIT[1] * (1 - VISIT[1])
                + (1 - ill) * 7 * VISIT[0] * (1 - VISIT[0])
                + ill * (1 - ill) * slope * slope;
        return List.of(
                new Asked(new Question.Proportion(Condition.parse("ill = true")), null, 0, ill),
                new Asked(new Question.Proportion(Condition.parse("ill = true")), "group = b", 0, ILL[1]),
                new Asked(new Question.Mean("visits"), "ill = true", 0, 7 * VISIT[1]),
                new Asked(new Question.Linear("visits", List.of("ill")), null, 1, slope),
                new Asked(
                        new Question.Logistic(Condition.parse("ill = true"), List.of("group")),
                        null,
                        2,
                        logit(ILL[2]) - logit(ILL[0])),
                new Asked(
                        new Question.Proportion(Condition.parse("visits >= 4 and ill = false")),
                        null,
                        0,
                        (1 - ill) * atLeastFour(VISIT[0])),
                new Asked(new Question.Mean("visits"), null, 0, 7 * (ill * VISIT[1] + (1 - ill) * VISIT[0])));
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    private static double atLeastFour(double p) {
        double q = 1 - p;
        return 35 * Math.pow(p, 4) * Math.pow(q, 3)
                + 21 * Math.pow(p, 5) * q * q
                + 7 * Math.pow(p, 6) * q
                + Math.pow(p, 7);
    }

    /**
     * 300 tables, fits and answers: an interval that holds with .95 holds at least 260 of 300 times but for a probability of
     * 2e-8 (the lower tail of a binomial), one of .94 but for 2e-6. One that is a third narrower holds 81 of 100 times, so at
     * least 260 times with a probability of .006 a question.
     */
    @Test
    void intervalsHoldTheTruthAndNarrowerOnesAreCaught() {
        int fits = 300;
        int least = 260;
        List<Asked> asked = asked();
        int[] held = new int[asked.size()];
        int[] narrow = new int[asked.size()];
        for (int fit = 0; fit < fits; fit++) {
            FittedModel model = fit(rows(new SplittableRandom(fit)), counting(), fit % 2 == 0 ? 2 : 6);
            for (int i = 0; i < held.length; i++) {
                Asked one = asked.get(i);
                Analysis analysis = Analysis.of(model);
                Answer answer = (one.where == null ? analysis : analysis.where(one.where)).answer(one.question);
                assertTrue(answer.isAnswered(), () -> one.question + ": " + answer.refusal());
                Answer.Term term = answer.terms().get(one.term);
                held[i] += one.truth >= term.low() && one.truth <= term.high() ? 1 : 0;
                double third = (term.high() - term.low()) / 6;
                narrow[i] += one.truth >= term.low() + third && one.truth <= term.high() - third ? 1 : 0;
            }
        }
        int caught = 0;
        for (int i = 0; i < held.length; i++) {
            assertTrue(held[i] >= least, asked.get(i) + " held " + held[i] + " of " + fits + " times");
            caught += narrow[i] < least ? 1 : 0;
        }
        assertTrue(caught > held.length / 2, "intervals a third narrower were caught in " + caught + " questions");
    }

    @Test
    void countsAreOfTheRowsThatWereUsed() {
        Records rows = rows(new SplittableRandom(1));
        FittedModel model = fit(rows, counting(), 1e4);
        Answer all = Analysis.of(model).answer(new Question.Count());
        assertEquals(ROWS, all.terms().get(0).estimate(), 3);
        assertEquals(Answer.About.ROWS, all.about());
        List<Answer> groups = Analysis.of(model).by("group").stream()
                .map(group -> group.answer(new Question.Count()))
                .toList();
        assertEquals(3, groups.size());
        assertEquals("group in (a)", groups.get(0).where().orElseThrow());
        assertEquals(
                ROWS,
                groups.stream()
                        .mapToDouble(group -> group.terms().get(0).estimate())
                        .sum(),
                5);
    }

    @Test
    void whatWasNotCountedTogetherIsNotAnswered() {
        FittedModel model = fit(rows(new SplittableRandom(2)), counting(), 6);
        Answer path = Analysis.of(model).where("group = a").answer(new Question.Mean("visits"));
        assertFalse(path.isAnswered());
        assertEquals(List.of(), path.terms());
        assertEquals(
                "'group' and 'visits' were never counted together: the model relates them through 'ill' alone",
                path.refusal().orElseThrow().reason());
        assertEquals(
                "measure them together: fit with --clique group,visits",
                path.refusal().orElseThrow().remedy());
        Answer apart = Analysis.of(model).where("alone = x").answer(new Question.Mean("visits"));
        assertEquals(
                "'visits' and 'alone' were never counted together: the model takes them for independent",
                apart.refusal().orElseThrow().reason());
        Answer parts = Analysis.of(model).answer(new Question.Linear("visits", List.of("ill", "group")));
        assertFalse(parts.isAnswered());
        FittedModel independent = fit(rows(new SplittableRandom(3)), Synthesizer.named("independent"), 6);
        assertTrue(Analysis.of(independent).answer(new Question.Mean("visits")).isAnswered());
        assertEquals(
                "measure them together: fit with --model aim --clique ill,visits",
                Analysis.of(independent)
                        .answer(new Question.Linear("visits", List.of("ill")))
                        .refusal()
                        .orElseThrow()
                        .remedy());
    }

    @Test
    void whatNoiseHidesIsNotAnswered() {
        FittedModel model = fit(rows(new SplittableRandom(4)), counting(), .01);
        Answer answer =
                Analysis.of(model).where("group = c").answer(new Question.Proportion(Condition.parse("ill = true")));
        assertFalse(answer.isAnswered());
        assertTrue(
                answer.refusal().orElseThrow().reason().startsWith("noise hides")
                        || answer.refusal().orElseThrow().reason().contains("never counted"),
                answer.toString());
    }

    @Test
    void namesAndKindsAreChecked() {
        FittedModel model = fit(rows(new SplittableRandom(5)), Synthesizer.named("independent"), 1);
        Analysis analysis = Analysis.of(model);
        List<Question> wrong = new ArrayList<>(List.of(
                new Question.Mean("group"),
                new Question.Mean("ill"),
                new Question.Mean("nothing"),
                new Question.Proportion(Condition.parse("nothing = 1"))));
        for (Question question : wrong) {
            assertThrows(IllegalArgumentException.class, () -> analysis.answer(question), question.toString());
        }
        assertThrows(IllegalArgumentException.class, () -> analysis.by("visits"));
        assertThrows(IllegalArgumentException.class, () -> new Question.Quantile("visits", 1));
        assertThrows(IllegalArgumentException.class, () -> new Question.Correlation("visits", "visits"));
        assertThrows(IllegalArgumentException.class, () -> new Question.Linear("visits", List.of()));
    }
}
