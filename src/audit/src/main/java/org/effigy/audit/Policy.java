package org.effigy.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which figures must be under what, decided before looking. Its gates that compare an end of an interval are tests, each
 * of which fails by chance now and then; to hold the chance that any of {@code m} tests fails on a table without a fault
 * at {@code error} or less, each gets {@code error / m} (Bonferroni), whatever ties the figures to one another: an end of
 * an interval is beyond the true value with probability {@code (1 - level) / 2}, so figures need intervals of
 * {@code level = 1 - 2 error / m}. A test that can't fail on tables of some size takes no part: see {@link #over}.
 *
 * @param name for people
 * @param error the largest probability of a false alarm of any gate, in (0, 0.5]
 * @param wantsAllAssessed whether a gate that can't be assessed is a failure
 * @param rules in the order in which verdicts are shown
 * @param idle those of the rules that no table of this size can break: not assessed whatever is found
 */
public record Policy(String name, double error, boolean wantsAllAssessed, List<Rule> rules, Set<Rule> idle) {
    /** The level of intervals that no gate looks at. */
    public static final double USUAL_LEVEL = 0.95;

    /** Intervals computed at a level one rounding below what was asked for are as good. */
    private static final double ROUNDING = 1e-9;

    /** @throws IllegalArgumentException if the error is no such probability, or there is no rule */
    public Policy {
        Objects.requireNonNull(name, "name");
        rules = List.copyOf(rules);
        idle = Set.copyOf(idle);
        if (!(error > 0 && error <= 0.5)) {
            throw new IllegalArgumentException(
                    "a policy's probability of a false alarm is above 0 and at most 0.5, as 0.05; it is " + error);
        }
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("policy '" + name + "' has no rule: give at least one");
        }
    }

    /** A policy all of whose rules can be broken. */
    public Policy(String name, double error, boolean wantsAllAssessed, List<Rule> rules) {
        this(name, error, wantsAllAssessed, rules, Set.of());
    }

    /** The policy that is used where none is named; its rules name their sources. */
    public static Policy standard() {
        return PolicyJson.standard();
    }

    /**
     * Reads a policy's JSON.
     *
     * @throws IllegalArgumentException if it is no JSON or breaks a rule: file, rule, what to do
     * @throws IOException if the file can't be read
     */
    public static Policy read(Path file) throws IOException {
        return PolicyJson.read(file);
    }

    /**
     * The rules about figures whose ids start with one of these: the family of one audit, which has the whole error for
     * itself.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Policy about(String... prefixes) {
        return new Policy(
                name,
                error,
                wantsAllAssessed,
                rules.stream()
                        .filter(rule -> Arrays.stream(prefixes)
                                .anyMatch(prefix -> rule.figure().startsWith(prefix)))
                        .toList());
    }

    /**
     * This policy for tables of a size: a test all of whose foreseen figures can find nothing, or nothing as small as the
     * rule wants found, is idle, and the others share the error. What is foreseen must not depend on how members score, or
     * the sharing would favour alarms.
     *
     * @param foreseen what tests can find at best, by figure
     */
    public Policy over(Map<String, Power> foreseen) {
        return new Policy(
                name,
                error,
                wantsAllAssessed,
                rules,
                rules.stream()
                        .filter(Rule::isTest)
                        .filter(rule -> foreseen.keySet().stream().anyMatch(rule::isAbout))
                        .filter(rule -> foreseen.entrySet().stream()
                                .filter(figure -> rule.isAbout(figure.getKey()))
                                .noneMatch(figure -> rule.isAble(figure.getValue())))
                        .collect(Collectors.toSet()));
    }

    /** The first test of a figure; empty if none is about it. */
    public Optional<Rule> test(String figure) {
        return rules.stream()
                .filter(rule -> rule.isTest() && rule.isAbout(figure))
                .findFirst();
    }

    /** The level at which a figure's interval must be computed to be judged. */
    public double level(String figure) {
        return level(figure, 1);
    }

    /**
     * The level at which a figure's interval must be computed to be judged, where one rule is about several figures,
     * which share its part of the error.
     *
     * @param figure the id of one of them
     * @param siblings how many there are, itself included; known before looking, as a number of columns is
     */
    public double level(String figure, int siblings) {
        if (siblings < 1) {
            throw new IllegalArgumentException("a figure is one of at least one; siblings is " + siblings);
        }
        List<Rule> tests = rules.stream()
                .filter(rule -> rule.isTest() && rule.isAbout(figure))
                .toList();
        if (tests.isEmpty()) {
            return USUAL_LEVEL;
        }
        // An idle test is shown as it would be if it took part, and judged by nobody.
        double part = tests.stream().anyMatch(this::isActive)
                ? share()
                : error / rules.stream().filter(Rule::isTest).count();
        return 1 - 2 * part / siblings;
    }

    /** The probability of a false alarm that each test gets. */
    public double share() {
        return error / Math.max(1, rules.stream().filter(this::isActive).count());
    }

    private boolean isActive(Rule rule) {
        return rule.isTest() && !idle.contains(rule);
    }

    /**
     * What the rules say of these figures.
     *
     * @throws IllegalArgumentException if an interval's level is below what the policy needs, so that alarms would be
     *     more frequent than it allows
     */
    public Judgement judge(List<Figure> figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Rule rule : rules) {
            List<Figure> judged =
                    figures.stream().filter(figure -> rule.isAbout(figure.id())).toList();
            if (isActive(rule)) {
                requireLevel(rule, judged);
            }
            verdicts.addAll(
                    judged.isEmpty()
                            ? List.of(Verdict.without(rule))
                            : judged.stream()
                                    .map(figure -> Verdict.of(rule, figure, idle.contains(rule)))
                                    .toList());
        }
        return new Judgement(this, StandIns.named(verdicts));
    }

    private void requireLevel(Rule rule, List<Figure> judged) {
        double spent = judged.stream()
                .filter(Figure::isDefined)
                .flatMap(figure -> figure.interval().map(Stream::of).orElseGet(Stream::empty))
                .mapToDouble(interval -> (1 - interval.level()) / 2)
                .sum();
        if (!(spent <= share() * (1 + ROUNDING))) {
            throw new IllegalArgumentException("the intervals of '" + rule.figure() + "' are alarms with probability "
                    + Figure.number(spent) + " by chance, and policy '" + name + "' allows " + Figure.number(share())
                    + ": compute them at Policy.level");
        }
    }
}
