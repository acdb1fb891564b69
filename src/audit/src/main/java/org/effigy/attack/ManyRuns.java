package org.effigy.attack;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.synth.Progress;

/**
 * An audit of many fits on two neighbours that differ in one unit, chosen to be told apart as well as can be (Annamalai,
 * Ganev, De Cristofaro 2024): a unit of the rarest row, beside few rows or none. Half of the fits fix the line between
 * "in" and "out", the other half gives the bounds.
 */
public final class ManyRuns {
    static final String ID = "attack.many-run";

    private ManyRuns() {}

    /**
     * Audits a suspect.
     *
     * @param rows real rows, of which the rarest one is the unit that is put in or left out
     * @param beside how many rows stand beside it, at most those that there are; 0 is the worst case for most mechanisms
     * @param claim what the suspect claims to spend for each table
     * @throws IllegalArgumentException if there is no row, or fewer than 8 runs
     */
    public static Finding audit(
            Suspect suspect, Rows rows, int beside, PrivacyBudget claim, AttackSettings settings, Progress progress) {
        requireRuns(settings.runs(), 8);
        SplittableRandom random = new SplittableRandom(settings.seed());
        Outliers outliers = Outliers.of(rows, random.split());
        if (outliers.size() == 0) {
            throw new IllegalArgumentException("the table has no row, and the rarest one is asked about: give some");
        }
        Target target = Canaries.of(outliers.rows(0).get(0), rows.records().domain(), claim);
        int[] others = IntStream.range(1, outliers.size()).toArray();
        shuffle(others, random.split());
        Rows base = outliers.select(Arrays.copyOf(others, Math.min(Math.max(0, beside), others.length)));
        Lineup lineup = Lineup.of(base, List.of(target), claim.unit().maxRows());
        long[] seeds = random.split().longs(settings.runs()).toArray();
        List<Double> scores = Fits.each(settings.runs(), settings.threads(), progress, run -> {
            Published published =
                    suspect.publish(lineup.gather(new boolean[] {run % 2 == 1}), synthetic(settings), seeds[run]);
            return Evidence.of(lineup, published, settings.sight())[0];
        });
        int half = settings.runs() / 4 * 2;
        Cut cut = Cut.choose(every(scores, 0, half, 0), every(scores, 0, half, 1), claim, settings.level());
        Rates rates = cut.rates(every(scores, half, scores.size(), 0), every(scores, half, scores.size(), 1));
        Bounds bounds = new Bounds(ID, rates, claim, settings.level());
        return new Finding(
                settings.runs() + " fits on two worst neighbours",
                claim,
                settings.level(),
                bounds.figures(),
                bounds.exceeded());
    }

    static void requireRuns(int runs, int least) {
        if (runs < least) {
            throw new IllegalArgumentException("this attack takes at least " + least + " fits; " + runs
                    + " were allowed: thousands give useful bounds");
        }
    }

    /** Rows are drawn only for who looks at them. */
    static int synthetic(AttackSettings settings) {
        return settings.sight() == Sight.ROWS ? settings.synthetic() : 0;
    }

    static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }

    /** The scores of runs from one to another whose number leaves this remainder over two. */
    private static double[] every(List<Double> scores, int from, int to, int remainder) {
        return IntStream.range(from, to)
                .filter(run -> run % 2 == remainder)
                .mapToDouble(scores::get)
                .toArray();
    }
}
