package org.effigy.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.audit.Figure;
import org.effigy.audit.Interval;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.synth.Progress;

/**
 * An audit of a single fit with many invented units, "canaries", each put in or left out by a fair coin (Steinke, Nasr,
 * Jagielski 2023). Those with the highest evidence are guessed in, those with the lowest out, and the rest is left open.
 * How many are guessed is fixed beforehand, in a few ways that share the error. It costs one fit, and finds gross faults:
 * its bound is well below what many runs can show.
 */
public final class OneRun {
    private static final String ID = "attack.one-run";

    /** Ways to guess: of so many canaries one is guessed, and whether as many are guessed out as in. */
    private static final List<Way> WAYS =
            List.of(new Way(2, true), new Way(10, true), new Way(10, false), new Way(50, false));

    private OneRun() {}

    private record Way(int oneOf, boolean both) {
        int guesses(int units) {
            int each = Math.max(1, units / oneOf / (both ? 2 : 1));
            return Math.min(units, both ? 2 * each : each);
        }
    }

    /**
     * Audits a suspect.
     *
     * @param rows real rows, all of which stand beside the canaries
     * @param claim what the suspect claims to spend
     * @throws IllegalArgumentException if fewer than 10 canaries are allowed
     */
    public static Finding audit(
            Suspect suspect, Rows rows, PrivacyBudget claim, AttackSettings settings, Progress progress) {
        int units = settings.targets();
        if (units < 10) {
            throw new IllegalArgumentException("a one-run audit takes at least 10 canaries; " + units
                    + " were allowed: a thousand give useful bounds");
        }
        SplittableRandom random = new SplittableRandom(settings.seed());
        List<Target> canaries = new ArrayList<>();
        for (int i = 0; i < units; i++) {
            canaries.add(Canaries.random(rows.records().domain(), claim, random));
        }
        Lineup lineup = Lineup.of(rows, canaries, claim.unit().maxRows());
        boolean[] in = new boolean[units];
        for (int i = 0; i < units; i++) {
            in[i] = random.nextBoolean();
        }
        progress.at("fit", 0, 1);
        Published published = suspect.publish(lineup.gather(in), ManyRuns.synthetic(settings), random.nextLong());
        progress.at("fit", 1, 1);
        List<Figure> figures =
                figures(ID, Evidence.of(lineup, published, settings.sight()), in, claim, settings.level());
        return new Finding(
                "one fit with " + units + " canaries",
                claim,
                settings.level(),
                figures,
                figures.get(0).value() > claim.epsilon());
    }

    /** The bound that this evidence on units in or out by fair coins gives, and how many of the surest guesses are right. */
    static List<Figure> figures(String id, double[] evidence, boolean[] in, PrivacyBudget claim, double together) {
        int units = in.length;
        int[] order = IntStream.range(0, units)
                .boxed()
                .sorted(Comparator.comparing(i -> -evidence[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        // Each way gets an equal part of the error, so that the best of them may be taken.
        double level = 1 - (1 - together) / WAYS.size();
        Figure best = WAYS.stream()
                .map(way -> bound(id, way, order, in, claim, level, together))
                .max(Comparator.comparing(Figure::value))
                .orElseThrow();
        return List.of(best, guessed(id, WAYS.get(0), order, in));
    }

    private static Figure bound(
            String id, Way way, int[] order, boolean[] in, PrivacyBudget claim, double level, double together) {
        int guesses = way.guesses(order.length);
        int right = right(way, order, in);
        double epsilon = OneRunBound.epsilon(order.length, guesses, right, claim.delta(), level);
        return new Figure(
                id + ".epsilon",
                "epsilon at least",
                epsilon,
                Optional.of(new Interval(epsilon, Double.POSITIVE_INFINITY, together)),
                Optional.of(claim.epsilon()),
                String.format(
                        Locale.ROOT,
                        "at delta %s; %d of %d guesses right, with %d units in or out; the best of %d ways to guess,"
                                + " which share the error; the reference is the claim",
                        claim.delta(),
                        right,
                        guesses,
                        order.length,
                        WAYS.size()));
    }

    private static int right(Way way, int[] order, boolean[] in) {
        int guesses = way.guesses(order.length);
        int first = way.both ? guesses / 2 : guesses;
        return (int) Stream.concat(
                        IntStream.range(0, first).mapToObj(i -> in[order[i]]),
                        IntStream.range(order.length - (guesses - first), order.length)
                                .mapToObj(i -> !in[order[i]]))
                .filter(Boolean::booleanValue)
                .count();
    }

    private static Figure guessed(String id, Way way, int[] order, boolean[] in) {
        int guesses = way.guesses(order.length);
        int right = right(way, order, in);
        return new Figure(
                id + ".right",
                "guesses that are right",
                (double) right / guesses,
                Optional.empty(),
                Optional.of(0.5),
                right + " of " + guesses + "; guesses about one fit are not independent, so no interval; the reference"
                        + " is chance");
    }
}
