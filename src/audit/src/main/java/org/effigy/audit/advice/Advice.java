package org.effigy.audit.advice;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.effigy.audit.Interval;

/**
 * What was found about the rows that a learner should learn from. It rests on real rows, and stays inside.
 *
 * @param target what is predicted
 * @param rare the class that is looked for
 * @param goal by which remedies were compared
 * @param rows how many real rows were learned from and tried on
 * @param rareRows how many of these are of the class
 * @param holdoutRows how many real rows confirmed, and were looked at once
 * @param tried what was tried, the best first
 * @param control real rows alone, with the learner that does best on them
 * @param pick what to do; equal to the control if that is nothing
 * @param leader what did best in cross-validation
 * @param outcome how the advice came about
 * @param confirmed on the holdout, where something was picked: by how much it is better than the control
 * @param onHoldout on the holdout, by goal: the control's value and the pick's
 * @param slices on the holdout, where something was picked
 * @param findings what makes the advice doubtful
 */
public record Advice(
        String target,
        String rare,
        Goal goal,
        int rows,
        int rareRows,
        int holdoutRows,
        List<Tried> tried,
        Tried control,
        Tried pick,
        Tried leader,
        Outcome outcome,
        Optional<Gain> confirmed,
        Map<Goal, double[]> onHoldout,
        List<Sliced> slices,
        List<Doubt> findings) {
    /** How the advice came about. */
    public enum Outcome {
        /** Something is better, and the holdout bears it out. */
        USE,
        /** Nothing is better than chance explains. */
        NONE,
        /** Something looked better, and the holdout does not bear it out. */
        NOT_CONFIRMED,
        /** What was found about the tables forbids an advice. */
        DOUBTFUL
    }

    /**
     * By how much something is better.
     *
     * @param value more is better, whatever the goal
     * @param interval of 95 %
     */
    public record Gain(double value, Interval interval) {}

    /**
     * What was tried.
     *
     * @param learner its name
     * @param remedy what it learned from
     * @param repeats of the cross-validation that it ran before it fell behind
     * @param values by goal
     * @param gain over the control
     */
    public record Tried(String learner, Remedy remedy, int repeats, Map<Goal, Double> values, Gain gain) {
        /** The remedy and the learner, in words. */
        public String words() {
            return remedy.words() + ", " + (learner.equals("trees") ? "boosted trees" : "a linear model");
        }
    }

    /**
     * A part of the holdout.
     *
     * @param column and
     * @param value that make it
     * @param rows how many
     * @param gain of the pick over the control in it
     */
    public record Sliced(String column, String value, int rows, Gain gain) {}

    /**
     * What makes the advice doubtful.
     *
     * @param isGrave whether no advice is given on it
     * @param words what was found and what to do
     */
    public record Doubt(boolean isGrave, String words) {}

    /** The advice in one sentence, or two. */
    public String words() {
        String alone = String.format(
                Locale.ROOT,
                "the %,d real rows alone (%s %.3f)",
                rows,
                goal.title(),
                control.values().get(goal));
        return switch (outcome) {
            case DOUBTFUL ->
                "No advice: "
                        + findings.stream()
                                .filter(Doubt::isGrave)
                                .findFirst()
                                .orElseThrow()
                                .words();
            case NONE ->
                leader.equals(control)
                        ? "Use none of it: nothing that was tried predicts '" + rare + "' better than " + alone + "."
                        : "Use none of it: nothing that was tried predicts '" + rare + "' better than " + alone
                                + " beyond chance. The best was " + leader.words() + ": " + gain(leader.gain()) + ".";
            case NOT_CONFIRMED ->
                "Use none of it: " + leader.words() + " looked better than " + alone + " by " + gain(leader.gain())
                        + ", but on the holdout it is " + gain(confirmed.orElseThrow()) + ".";
            case USE ->
                "Use " + pick.words() + ". Expect " + a(goal.title()) + " of about "
                        + number(onHoldout.get(goal)[1]) + " where the real rows alone give "
                        + number(onHoldout.get(goal)[0]) + ": better by " + gain(confirmed.orElseThrow()) + " on "
                        + String.format(Locale.ROOT, "%,d", holdoutRows) + " real rows on which nothing was chosen.";
        };
    }

    private static String a(String title) {
        return (title.startsWith("average") || title.startsWith("F1") ? "an " : "a ") + title;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** A gain with its interval. */
    public static String gain(Gain gain) {
        return String.format(
                Locale.ROOT,
                "%+.3f (%+.3f to %+.3f)",
                gain.value(),
                gain.interval().low(),
                gain.interval().high());
    }
}
