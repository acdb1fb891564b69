package org.effigy.attack;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.model.Distribution;
import org.effigy.privacy.Charge;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.synth.Progress;

/**
 * Many fits of a synthesizer on two neighbours made to hurt, told apart in two ways: by the likelihood ratio of all that the
 * door answered, choices included, which no attacker can better; and by the synthetic rows alone, through Fisher's
 * discriminant of the counts of all cells. What a proof promises must be above both, and where it is sharp the first comes
 * near it. Theory: {@code docs/theory/attacks.md}.
 *
 * @param worst what was audited
 * @param answers told apart by all answers, at the line where they are as likely over both tables
 * @param rows told apart by synthetic rows, as many as the model estimates its table to have; half of the fits teach
 * @param ceiling the mu that the charges of a fit allow, the largest of all fits; 0 where they are pure
 * @param information mu of the Gaussian answer that has as much information as the answers: the root of the sum of the two
 *     Kullback-Leibler divergences between the tables, estimated from the questions asked. What the best attack can reach
 * @param reach the largest logarithm of a likelihood ratio that any fit's questions had room for; infinite where noise is
 *     Gaussian
 */
public record TightAudit(
        WorstCase worst, Telling answers, Telling rows, double ceiling, double information, double reach) {
    /** Scores are rounded to this, so that sums of the same terms in another order are equal. */
    private static final double GRAIN = 0x1p-30;

    /** Fits are handed out by so many: each alone is over in less than a thread takes to fetch it. */
    private static final int BATCH = 50;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** One fit: whether the unit was in, what was charged and what was seen. */
    private record Trial(boolean in, double ceiling, double ratio, double divergence, double reach, float[] counts) {}

    /**
     * Audits.
     *
     * @param noise of the fits, on one thread, since fits run on several
     * @param settings its runs (an odd one is left out), level, threads and seed matter
     * @throws IllegalArgumentException if there are fewer than 200 runs
     * @throws IllegalStateException if a fit asks other questions of the neighbour, given the same answers
     */
    public static TightAudit of(WorstCase worst, NoiseSource noise, AttackSettings settings, Progress progress) {
        ManyRuns.requireRuns(settings.runs(), 200);
        // As many on the one table as on the other: the bound on mu rests on it.
        int runs = settings.runs() / 2 * 2;
        Transcript.Maps maps = new Transcript.Maps(noise);
        long[] seeds = new SplittableRandom(settings.seed()).longs(runs).toArray();
        int batches = (runs + BATCH - 1) / BATCH;
        List<Trial> trials = Fits.each(
                        batches,
                        settings.threads(),
                        progress,
                        batch -> IntStream.range(batch * BATCH, Math.min((batch + 1) * BATCH, runs))
                                .mapToObj(run -> trial(worst, run % 2 == 1, maps, seeds[run]))
                                .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
        double delta = worst.budget().delta();
        double[] out = ratios(trials, false);
        double[] in = ratios(trials, true);
        return new TightAudit(
                worst,
                Telling.of(new Cut(Math.nextUp(0.0)), out, in, delta, settings.level()),
                byRows(worst, trials, settings.level()),
                trials.stream().mapToDouble(Trial::ceiling).max().orElseThrow(),
                Math.sqrt(mean(trials, false) + mean(trials, true)),
                trials.stream().mapToDouble(Trial::reach).max().orElseThrow());
    }

    /**
     * Whether a bound is above what is claimed: mu, rho or epsilon, of answers or of rows. An honest synthesizer gets it
     * with probability at most {@code 6 (1 - level)}.
     */
    public boolean exceeded(double level) {
        return exceeds(answers, level) || exceeds(rows, level);
    }

    private boolean exceeds(Telling telling, double level) {
        return telling.epsilon(level) > worst.budget().epsilon()
                || worst.budget().limit() instanceof PrivacyLoss.ZeroConcentrated limit
                        && (telling.rho(level) > limit.rho() || telling.mu(level) > ceiling);
    }

    private static Trial trial(WorstCase worst, boolean in, Transcript.Maps maps, long seed) {
        Transcript transcript = new Transcript();
        PrivateTable table = door(worst, in, transcript.recording(maps));
        Distribution distribution =
                worst.synthesizer().fit(table, Progress.NONE).distribution();
        Transcript.Replay replay =
                transcript.replay(maps, again -> worst.synthesizer().fit(door(worst, !in, again), Progress.NONE));
        double ratio = Math.rint(replay.ratio() / GRAIN) * GRAIN;
        Records rows = distribution.sampler().sample((int) Math.round(distribution.total()), seed);
        return new Trial(
                in,
                ceiling(table.release().charges()),
                in ? -ratio : ratio,
                replay.divergence(),
                replay.reach(),
                counts(rows));
    }

    private static PrivateTable door(WorstCase worst, boolean in, NoiseSource noise) {
        return ForgottenDoor.to(in ? worst.in() : worst.out(), worst.synthesizer(), worst.budget(), noise);
    }

    /** The mu of all charges together: the root of the sum of their squares (Dong, Roth, Su 2022; Smith, Thakurta 2022). */
    private static double ceiling(List<Charge> charges) {
        return Math.sqrt(charges.stream().mapToDouble(TightAudit::squaredMu).sum());
    }

    private static double squaredMu(Charge charge) {
        double scale = charge.mechanism().scale();
        if (charge.mechanism() instanceof Mechanism.DiscreteGaussian) {
            // A Gaussian that is rounded: of a variance that is smaller by that of rounding (Sheppard 1898).
            return charge.sensitivity().l2Squared() / Math.max(0, scale * scale - 1.0 / 12);
        }
        if (charge.mechanism() instanceof Mechanism.ExponentialSelection) {
            double range = 2 * charge.sensitivity().lInf() / scale;
            return Math.pow(2 * NORMAL.inverseCumulativeProbability(1 / (1 + Math.exp(-range / 2))), 2);
        }
        return 0;
    }

    /** Rows in each cell of all columns. */
    private static float[] counts(Records rows) {
        Domain domain = rows.domain();
        float[] counts = new float[domain.arrayCells(domain.all())];
        for (int row = 0; row < rows.rows(); row++) {
            int cell = 0;
            for (int column = 0; column < domain.size(); column++) {
                cell = cell * domain.attribute(column).size() + rows.code(row, column);
            }
            counts[cell]++;
        }
        return counts;
    }

    /** The first half teaches the discriminant and the line between; the second is what is looked at. */
    private static Telling byRows(WorstCase worst, List<Trial> trials, double level) {
        int half = trials.size() / 4 * 2;
        List<Trial> lesson = trials.subList(0, half);
        boolean[] in = new boolean[half];
        for (int i = 0; i < half; i++) {
            in[i] = lesson.get(i).in();
        }
        Discriminant discriminant =
                Discriminant.learn(lesson.stream().map(Trial::counts).toArray(float[][]::new), in);
        double[][] learnt = scores(lesson, discriminant);
        double middle = (Arrays.stream(learnt[0]).average().orElseThrow()
                        + Arrays.stream(learnt[1]).average().orElseThrow())
                / 2;
        double delta = worst.budget().delta();
        Cut far = Cut.highest(learnt[0], learnt[1], rates -> rates.epsilon(delta, level));
        double[][] scores = scores(trials.subList(half, trials.size()), discriminant);
        return new Telling(new Cut(middle).rates(scores[0], scores[1]), far.rates(scores[0], scores[1]), delta);
    }

    /** Of fits on the table without the unit, and on that with it. */
    private static double[][] scores(List<Trial> trials, Discriminant discriminant) {
        return new double[][] {scores(trials, discriminant, false), scores(trials, discriminant, true)};
    }

    private static double[] scores(List<Trial> trials, Discriminant discriminant, boolean in) {
        return trials.stream()
                .filter(trial -> trial.in() == in)
                .mapToDouble(trial -> discriminant.score(trial.counts()))
                .toArray();
    }

    private static double[] ratios(List<Trial> trials, boolean in) {
        return trials.stream()
                .filter(trial -> trial.in() == in)
                .mapToDouble(Trial::ratio)
                .toArray();
    }

    private static double mean(List<Trial> trials, boolean in) {
        return trials.stream()
                .filter(trial -> trial.in() == in)
                .mapToDouble(Trial::divergence)
                .average()
                .orElseThrow();
    }
}
