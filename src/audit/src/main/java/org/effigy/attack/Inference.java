package org.effigy.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.effigy.audit.Figure;
import org.effigy.audit.Interval;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.synth.Progress;

/**
 * Attribute inference against a target's own control: the same guess of its secret is made from fits that have the target
 * and from fits that don't. What is right without it is what the population tells of anybody like it; only what is right
 * more often with it comes from its own row. An audit of one table must take other people for the control (Giomi et al.
 * 2023), who may be easier to guess; here each target is its own (Stadler, Oprisanu, Troncoso 2022).
 */
public final class Inference {
    private static final String ID = "attack.inference";

    private Inference() {}

    /**
     * Attacks a suspect.
     *
     * @param rows real rows: some units are targets, the others are in every fit
     * @param secret the column that is guessed; all others are known
     * @param claim what the suspect claims to spend for each table
     * @param pick which units are targets
     * @throws IllegalArgumentException if there are fewer than 80 runs, no more units than targets, or no other column
     */
    public static Finding attack(
            Suspect suspect,
            Rows rows,
            int secret,
            PrivacyBudget claim,
            Pick pick,
            AttackSettings settings,
            Progress progress) {
        int runs = settings.runs();
        ManyRuns.requireRuns(runs, 4 * Jackknife.BLOCKS);
        Domain domain = rows.records().domain();
        Attribute column = domain.attribute(secret);
        if (domain.size() < 2 || column.size() < 2) {
            throw new IllegalArgumentException(
                    "to guess '" + column.name() + "' it must have two values or more, and an"
                            + " attacker must know another column: name another secret");
        }
        SplittableRandom random = new SplittableRandom(settings.seed());
        Targets targets = Targets.of(suspect, rows, claim, pick, settings, random.split(), progress);
        Lineup lineup = targets.lineup(claim);
        Guess guess = new Guess(targets, secret, settings.sight());
        boolean[][] in = targets.coins(runs, random.split());
        long[] seeds = random.split().longs(runs).toArray();
        List<boolean[]> right = Fits.each(
                runs,
                settings.threads(),
                progress,
                run -> guess.right(suspect.publish(lineup.gather(in[run]), ManyRuns.synthetic(settings), seeds[run])));
        return finding(
                right,
                in,
                claim,
                runs + " fits, " + targets.words(pick) + ", secret '" + column.name() + "'",
                settings.level());
    }

    private static Finding finding(
            List<boolean[]> right, boolean[][] in, PrivacyBudget claim, String kind, double level) {
        int runs = in.length;
        int half = runs / 2;
        // The target that is told best by the first half of the fits; the bounds come from the second.
        int worst = IntStream.range(0, in[0].length)
                .boxed()
                .max(Comparator.<Integer>comparingDouble(t -> lift(right, in, t, run -> run < half)))
                .orElseThrow();
        List<Figure> figures = new ArrayList<>();
        Optional<Bounds> bounds =
                rates(right, in, worst, run -> run >= half).map(rates -> new Bounds(ID, rates, claim, level));
        bounds.ifPresent(found -> figures.addAll(found.figures()));
        figures.add(excess(right, in, level));
        figures.add(share(right, in, level));
        figures.add(rate("with", "secrets guessed right from fits with the target", right, in, true));
        figures.add(rate("without", "secrets guessed right from fits without it", right, in, false));
        return new Finding(
                kind, claim, level, figures, bounds.map(Bounds::exceeded).orElse(false));
    }

    /** Right guesses of a target's secret from fits with it, as hits, and without it, as false alarms. */
    private static Optional<Rates> rates(List<boolean[]> right, boolean[][] in, int target, IntPredicate counted) {
        long[] all = new long[2];
        long[] hits = new long[2];
        for (int run = 0; run < in.length; run++) {
            if (counted.test(run)) {
                int side = in[run][target] ? 1 : 0;
                all[side]++;
                hits[side] += right.get(run)[target] ? 1 : 0;
            }
        }
        return all[0] == 0 || all[1] == 0 ? Optional.empty() : Optional.of(new Rates(hits[0], all[0], hits[1], all[1]));
    }

    private static double lift(List<boolean[]> right, boolean[][] in, int target, IntPredicate counted) {
        return rates(right, in, target, counted)
                .map(rates -> (double) rates.hits() / rates.ins() - (double) rates.falseAlarms() / rates.outs())
                .orElse(0.0);
    }

    /** Mean over targets; they share fits, so the interval is by leaving out blocks of fits. */
    private static Figure excess(List<boolean[]> right, boolean[][] in, double level) {
        double value = meanLift(right, in, run -> true);
        Interval interval = Jackknife.interval(value, -1, 1, level, kept -> meanLift(right, in, kept));
        return new Figure(
                ID + ".excess",
                "right with the target less right without it",
                value,
                Optional.of(interval),
                Optional.of(0.0),
                "the mean of " + in[0].length + " targets, each against itself; interval by a jackknife over "
                        + Jackknife.BLOCKS + " blocks of fits, approximate");
    }

    private static double meanLift(List<boolean[]> right, boolean[][] in, IntPredicate counted) {
        return IntStream.range(0, in[0].length)
                .mapToDouble(t -> lift(right, in, t, counted))
                .average()
                .orElseThrow();
    }

    /** Exact if a table tells nothing of who is in it: then each right guess is from a fit with the target by a fair coin. */
    private static Figure share(List<boolean[]> right, boolean[][] in, double level) {
        long with = count(right, in, true);
        long all = with + count(right, in, false);
        return new Figure(
                ID + ".share",
                "right guesses that come from fits with the target",
                all == 0 ? .5 : (double) with / all,
                all == 0 ? Optional.empty() : Optional.of(Interval.clopperPearson(with, all, level)),
                Optional.of(0.5),
                with + " of " + all + "; the reference is a coin's, exact if nothing of the target is in the table");
    }

    private static long count(List<boolean[]> right, boolean[][] in, boolean wanted) {
        return IntStream.range(0, in.length)
                .mapToLong(run -> IntStream.range(0, in[run].length)
                        .filter(t -> in[run][t] == wanted && right.get(run)[t])
                        .count())
                .sum();
    }

    private static Figure rate(String name, String title, List<boolean[]> right, boolean[][] in, boolean wanted) {
        long all = Arrays.stream(in)
                .mapToLong(run -> IntStream.range(0, run.length)
                        .filter(t -> run[t] == wanted)
                        .count())
                .sum();
        long found = count(right, in, wanted);
        return new Figure(
                ID + "." + name,
                title,
                found / Math.max(1.0, all),
                Optional.empty(),
                Optional.empty(),
                found + " of " + all + " guesses, which are not independent, so no interval");
    }
}
