package org.effigy.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.effigy.analysis.Analysis;
import org.effigy.analysis.Answer;
import org.effigy.analysis.Question;
import org.effigy.condition.Condition;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Scenario;
import picocli.CommandLine.Option;

/** What is asked of the rows of a sample, beside their number. */
final class ScenarioOptions {
    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description =
                    "Draw rows of which this is true, as the model has them: \"diagnosis = sepsis and age >= 65\". The"
                            + " grammar: docs/guides/conditions.md. May be repeated; all must be true.")
    List<String> where = List.of();

    @Option(
            names = "--reweight",
            paramLabel = "CONDITION:SHARE",
            description =
                    "Give the rows of which a condition on one column is true this share, and leave everything else as"
                            + " it is given that column: \"fraud=yes:0.05\". May be repeated for other values of the"
                            + " column.")
    List<String> reweight = List.of();

    @Option(
            names = "--given",
            paramLabel = "FILE",
            description = "Complete the rows of this table, which has some of the model's columns: each becomes a row,"
                    + " its cells as they are, empty ones and other columns drawn given them. Needs"
                    + " --given-is-public.")
    Path given;

    @Option(
            names = "--given-is-public",
            description =
                    "State that the cells of --given are public: they come out as they are, so no privacy covers them.")
    boolean givenIsPublic;

    /** Refuses what doesn't go together, before anything is read. */
    void check(SampleOptions options) {
        if (given == null) {
            if (givenIsPublic) {
                throw new UsageException(
                        "--given-is-public is about the rows of --given: name their file, or leave it out");
            }
            return;
        }
        if (!givenIsPublic) {
            throw new UsageException(
                    "the cells of " + given + " come out as they are, so they must be public: take real"
                            + " people out of it, and say so with --given-is-public");
        }
        if (options.rows != null || !reweight.isEmpty()) {
            throw new UsageException("--given draws one row for each of its own: leave out "
                    + (options.rows != null ? "--rows" : "--reweight"));
        }
    }

    /** What the options ask of a model, and says how probable it is. */
    Scenario of(FittedModel model, Talk talk) {
        Scenario scenario = UsageException.unless(() -> scenario(model));
        if (!where.isEmpty()) {
            talk.say("In the model the condition has a probability of %s.", number(scenario.probability()));
            if (model.steps().isEmpty()) {
                told(model, scenario, talk);
            } else {
                noise(scenario, talk);
            }
            if (scenario.isBeyondNoise()) {
                talk.say("Noise alone could make as much: the model knows next to nothing of such rows.");
            }
        }
        return scenario;
    }

    /** What the counts say, which know how far they are off; the model's probability may rest on an assumption. */
    private void told(FittedModel model, Scenario scenario, Talk talk) {
        Condition all = new Condition.And(where.stream().map(Condition::parse).toList());
        Answer answer = Analysis.of(model).answer(new Question.Proportion(all));
        answer.refusal()
                .ifPresentOrElse(
                        refusal -> {
                            noise(scenario, talk);
                            talk.say(
                                    "How far that is from the truth is not known: %s (%s).",
                                    refusal.reason(), refusal.remedy());
                        },
                        () -> talk.say(
                                "By what was counted, the share in the population is from %s to %s, 95 times in 100.",
                                number(answer.terms().get(0).low()),
                                number(answer.terms().get(0).high())));
    }

    private static void noise(Scenario scenario, Talk talk) {
        talk.say(
                "The noise of the fit alone puts that off by about %s; what the model assumes comes on top.",
                number(scenario.standardError()));
    }

    private Scenario scenario(FittedModel model) {
        Scenario scenario = Scenario.of(model);
        for (String condition : where) {
            scenario = scenario.where(condition);
        }
        for (String share : reweight) {
            int colon = share.lastIndexOf(':');
            double number;
            try {
                number = Double.parseDouble(share.substring(colon + 1).trim());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("--reweight '" + share
                        + "' has no share: write a condition, a colon and a number from 0 to 1, as fraud=yes:0.05");
            }
            if (colon < 1) {
                throw new IllegalArgumentException(
                        "--reweight '" + share + "' has no condition: write it before a colon, as fraud=yes:0.05");
            }
            scenario = scenario.reweight(share.substring(0, colon), number);
        }
        return scenario;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 1e-4 ? "%.3g" : "%.1e", value);
    }
}
