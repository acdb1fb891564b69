package org.effigy.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.Claim;
import org.effigy.audit.Figure;
import org.effigy.audit.Interval;
import org.effigy.audit.privacy.Roc;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.synth.Progress;

/**
 * A membership attack by shadow models: the attacker fits the same synthesizer many times, each time with some
 * units in and some out by fair coins, the rarest or the most exposed ones, and learns for each unit how published tables differ (Stadler, Oprisanu,
 * Troncoso 2022; Houssiau et al. 2022). Half of the fits teach, a quarter chooses the unit that is attacked best and the
 * line between "in" and "out", and the last quarter gives the figures, so that they are exact for that unit.
 */
public final class Shadow {
    private static final String ID = "attack.shadow";

    /** A rate of false alarms at which hits are told. */
    private static final double LOW_RATE = 0.01;

    private static final int STEPS = 20_000;

    private Shadow() {}

    /**
     * Attacks a suspect.
     *
     * @param rows real rows: some units are targets, the others are in every fit
     * @param claim what the suspect claims to spend for each table
     * @param pick which units are targets
     * @throws IllegalArgumentException if there are fewer than 80 runs, or no more units than targets
     */
    public static Finding attack(
            Suspect suspect, Rows rows, PrivacyBudget claim, Pick pick, AttackSettings settings, Progress progress) {
        int runs = settings.runs();
        ManyRuns.requireRuns(runs, 4 * Jackknife.BLOCKS);
        SplittableRandom random = new SplittableRandom(settings.seed());
        Targets targets = Targets.of(suspect, rows, claim, pick, settings, random.split(), progress);
        Lineup lineup = targets.lineup(claim);
        Queries queries = Queries.of(lineup, random.split());
        boolean[][] in = targets.coins(runs, random.split());
        long[] seeds = random.split().longs(runs).toArray();
        List<float[][]> features = Fits.each(
                runs,
                settings.threads(),
                progress,
                run -> queries.features(
                        suspect.publish(lineup.gather(in[run]), settings.synthetic(), seeds[run]), settings.sight()));
        double[][] scores = scores(features, in, settings.threads(), progress);
        return finding(scores, in, claim, targets.words(pick), settings);
    }

    /** By target, the scores of the runs of the second half, by what the first half teaches. */
    private static double[][] scores(List<float[][]> features, boolean[][] in, int threads, Progress progress) {
        int taught = features.size() / 2;
        return Fits.each(in[0].length, threads, progress, t -> {
                    float[][] examples = IntStream.range(0, taught)
                            .mapToObj(run -> features.get(run)[t])
                            .toArray(float[][]::new);
                    boolean[] classes = new boolean[taught];
                    for (int run = 0; run < taught; run++) {
                        classes[run] = in[run][t];
                    }
                    Discriminant discriminant = Discriminant.learn(examples, classes);
                    return IntStream.range(taught, features.size())
                            .mapToDouble(run -> discriminant.score(features.get(run)[t]))
                            .toArray();
                })
                .toArray(double[][]::new);
    }

    private static Finding finding(
            double[][] scores, boolean[][] in, PrivacyBudget claim, String asked, AttackSettings settings) {
        int taught = settings.runs() / 2;
        int chosen = taught / 2;
        int runs = settings.runs() - taught;
        int worst = IntStream.range(0, scores.length)
                .boxed()
                .max(Comparator.comparing(t -> area(scores, in, t, taught, 0, chosen)))
                .orElseThrow();
        Cut cut = Cut.choose(
                side(scores, in, worst, taught, 0, chosen, false),
                side(scores, in, worst, taught, 0, chosen, true),
                claim,
                settings.level());
        double[] out = side(scores, in, worst, taught, chosen, runs, false);
        double[] inside = side(scores, in, worst, taught, chosen, runs, true);
        Bounds bounds = new Bounds(ID, cut.rates(out, inside), claim, settings.level());
        List<Figure> figures = new ArrayList<>(bounds.figures());
        Claim ceiling = new Claim(claim.epsilon(), claim.delta());
        Roc curve = Roc.of(inside, out);
        figures.add(new Figure(
                ID + ".auc",
                "area under the curve, unit attacked best",
                curve.auc(),
                curve.aucInterval(settings.level()),
                Optional.of(0.5),
                String.format(
                        Locale.ROOT,
                        "the unit was chosen on other fits; the claim allows up to %.4f",
                        largestArea(ceiling))));
        figures.add(hits(side(scores, in, worst, taught, 0, chosen, false), inside, out, ceiling, settings.level()));
        figures.add(mean(scores, in, taught, chosen, runs, settings.level()));
        return new Finding(
                settings.runs() + " shadow fits, " + asked, claim, settings.level(), figures, bounds.exceeded());
    }

    /** Hits at the line that a hundredth of the scores of other fits without the unit pass. */
    private static Figure hits(double[] choosing, double[] in, double[] out, Claim claim, double level) {
        double[] sorted = choosing.clone();
        Arrays.sort(sorted);
        double line = sorted[(int) Math.min(sorted.length - 1.0, Math.floor((1 - LOW_RATE) * sorted.length))];
        long hits = Arrays.stream(in).filter(score -> score > line).count();
        long alarms = Arrays.stream(out).filter(score -> score > line).count();
        Interval rate = Interval.clopperPearson(alarms, out.length, level);
        return new Figure(
                ID + ".tpr-at-" + LOW_RATE,
                "hits at a hundredth of false alarms, unit attacked best",
                (double) hits / in.length,
                Optional.of(Interval.clopperPearson(hits, in.length, level)),
                Optional.of(LOW_RATE),
                String.format(
                        Locale.ROOT,
                        "%d of %d in, and %d of %d out (a rate of %.4f to %.4f); the claim allows up to %.4f at %s",
                        hits,
                        in.length,
                        alarms,
                        out.length,
                        rate.low(),
                        rate.high(),
                        claim.ceiling(LOW_RATE),
                        LOW_RATE));
    }

    /** The mean area over all targets; targets share fits, so the interval is by leaving out blocks of fits. */
    private static Figure mean(double[][] scores, boolean[][] in, int taught, int from, int to, double level) {
        double value = meanAuc(scores, in, taught, IntStream.range(from, to).toArray());
        Interval interval = Jackknife.interval(
                value,
                0,
                1,
                level,
                kept -> meanAuc(
                        scores,
                        in,
                        taught,
                        IntStream.range(from, to).filter(kept).toArray()));
        return new Figure(
                ID + ".mean-auc",
                "area under the curve, mean of all targets",
                value,
                Optional.of(interval),
                Optional.of(0.5),
                "the mean of " + scores.length + " targets; interval by a jackknife over " + Jackknife.BLOCKS
                        + " blocks of fits, approximate");
    }

    private static double meanAuc(double[][] scores, boolean[][] in, int taught, int[] runs) {
        return IntStream.range(0, scores.length)
                .mapToDouble(
                        t -> Roc.of(pick(scores, in, t, taught, runs, true), pick(scores, in, t, taught, runs, false))
                                .auc())
                .average()
                .orElseThrow();
    }

    private static double area(double[][] scores, boolean[][] in, int target, int taught, int from, int to) {
        return Roc.of(
                        side(scores, in, target, taught, from, to, true),
                        side(scores, in, target, taught, from, to, false))
                .auc();
    }

    /** The largest area under the curve that a claim allows: what lies under its ceiling, by the midpoint rule. */
    static double largestArea(Claim claim) {
        return IntStream.range(0, STEPS)
                .mapToDouble(i -> claim.ceiling((i + 0.5) / STEPS))
                .average()
                .orElseThrow();
    }

    private static double[] side(
            double[][] scores, boolean[][] in, int target, int taught, int from, int to, boolean wanted) {
        return pick(scores, in, target, taught, IntStream.range(from, to).toArray(), wanted);
    }

    /** Scores of the second half's runs, counted from its start, in which the target is as wanted. */
    private static double[] pick(
            double[][] scores, boolean[][] in, int target, int taught, int[] runs, boolean wanted) {
        return IntStream.of(runs)
                .filter(run -> in[taught + run][target] == wanted)
                .mapToDouble(run -> scores[target][run])
                .toArray();
    }
}
