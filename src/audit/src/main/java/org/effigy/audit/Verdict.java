package org.effigy.audit;

import java.util.Objects;
import java.util.Optional;

/**
 * What a rule says of a figure.
 *
 * @param rule the rule
 * @param figure the figure; empty if the audit has none that the rule is about
 * @param outcome what the rule says
 * @param words the same for people, with the numbers
 */
public record Verdict(Rule rule, Optional<Figure> figure, Outcome outcome, String words) {
    /** What a rule can say. */
    public enum Outcome {
        /** The rule is kept. */
        PASS("pass"),
        /** The rule is broken. */
        FAIL("FAIL"),
        /** The figure is not defined on these tables or too uncertain: neither a pass nor a failure. */
        NOT_ASSESSED("not assessed"),
        /** The audit has no such figure, or the figure nothing to be held against: the rule is about other audits. */
        DOES_NOT_APPLY("doesn't apply");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /** Checks that nothing is missing. */
    public Verdict {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(figure, "figure");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(words, "words");
    }

    /** The number that was held against the limit; empty where nothing was. */
    public Optional<Double> compared() {
        return limit().isEmpty()
                ? Optional.empty()
                : figure.filter(Figure::isDefined).map(rule::compared);
    }

    /** What it was held against: the rule's own limit, or the figure's reference; empty if there is neither. */
    public Optional<Double> limit() {
        return rule.limit().or(() -> figure.flatMap(Figure::reference));
    }

    /**
     * What a rule says of a figure.
     *
     * @param idle whether no table of this size can break the rule
     */
    static Verdict of(Rule rule, Figure figure, boolean idle) {
        if (!figure.isDefined()) {
            return open(rule, figure, figure.title() + ": not defined. " + figure.note());
        }
        Optional<Double> limit = rule.limit().or(figure::reference);
        if (limit.isEmpty()) {
            return new Verdict(
                    rule,
                    Optional.of(figure),
                    Outcome.DOES_NOT_APPLY,
                    figure.title() + " is " + figure.words() + "; there is nothing to hold it against. "
                            + figure.note());
        }
        boolean kept = rule.allows(rule.compared(figure), limit.get());
        boolean gate = rule.kind() == Rule.Kind.GATE;
        if (idle
                || kept
                        && gate
                        && figure.power().filter(power -> !rule.isAble(power)).isPresent()) {
            return open(rule, figure, tooWeak(rule, figure));
        }
        if (kept && !rule.isSharp(figure)) {
            return open(
                    rule,
                    figure,
                    figure.title() + " is " + figure.words() + ": too uncertain to pass, which needs an interval up to "
                            + Figure.number(rule.enough().orElseThrow()) + ". More rows would tell.");
        }
        return new Verdict(
                rule,
                Optional.of(figure),
                kept ? Outcome.PASS : Outcome.FAIL,
                figure.title() + " is " + figure.words() + "; the rule wants " + rule.words()
                        + (rule.limit().isPresent() ? "" : " " + Figure.number(limit.get())) + "."
                        + (gate && kept ? figure.power().map(Verdict::strength).orElse("") : ""));
    }

    private static Verdict open(Rule rule, Figure figure, String words) {
        return new Verdict(rule, Optional.of(figure), Outcome.NOT_ASSESSED, words);
    }

    private static String tooWeak(Rule rule, Figure figure) {
        String found = figure.title() + " is " + figure.words() + ", which is no pass: ";
        Optional<Power> power = figure.power();
        if (power.isEmpty() || !power.get().isAny()) {
            return found + "on tables of this size the gate could not have failed, whatever leaks."
                    + power.map(Power::rowsWords).orElse("");
        }
        return found + "on tables of this size the gate finds no leak for sure that is smaller than "
                + Figure.number(power.get().smallest())
                + rule.enough()
                        .map(enough -> ", and has to find " + Figure.number(enough))
                        .orElse("")
                + "." + power.get().rowsWords();
    }

    /** What the gate would have found. */
    private static String strength(Power power) {
        return power.isAny()
                ? " It would have found " + Figure.number(power.smallest()) + " or more with 9 of 10."
                : "";
    }

    /** This verdict with a word more for people. */
    Verdict saying(String more) {
        return new Verdict(rule, figure, outcome, words + " " + more);
    }

    /** That there is no figure to judge. */
    static Verdict without(Rule rule) {
        return new Verdict(
                rule, Optional.empty(), Outcome.DOES_NOT_APPLY, "This audit has no figure '" + rule.figure() + "'.");
    }
}
