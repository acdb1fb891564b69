package org.effigy.attack;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.synth.Progress;

/**
 * The units that an attack of many fits asks about, and who is in every fit.
 *
 * @param asked the targets
 * @param base the rows of all other units
 * @param pilots how many fits it took to choose
 */
record Targets(List<Target> asked, Rows base, int pilots) {
    /** Pilot fits for each four of the attack, and at least so many. */
    private static final int PILOTS = 20;

    /** @throws IllegalArgumentException if there are no more units than targets */
    static Targets of(
            Suspect suspect,
            Rows rows,
            PrivacyBudget claim,
            Pick pick,
            AttackSettings settings,
            SplittableRandom random,
            Progress progress) {
        int targets = settings.targets();
        Outliers units = Outliers.of(rows, random.split());
        if (units.size() <= targets) {
            throw new IllegalArgumentException("of " + units.size() + " units " + targets
                    + " can't be targets and leave others: ask about fewer, or give more rows");
        }
        int pilots = pick == Pick.EXPOSED ? Math.max(PILOTS, settings.runs() / 4) : 0;
        int[] order = IntStream.range(0, units.size()).toArray();
        if (pick == Pick.RANDOM) {
            ManyRuns.shuffle(order, random.split());
        } else if (pick == Pick.EXPOSED) {
            order = Exposure.order(suspect, units, pilots, settings, random.split(), progress);
        }
        int[] places = order;
        // Under replace somebody else stands in: any of the others, the same in all fits.
        List<Target> asked = IntStream.range(0, targets)
                .mapToObj(i -> new Target(
                        units.rows(places[i]),
                        claim.neighbours() == Neighbours.REPLACE
                                ? units.rows(places[targets + random.nextInt(units.size() - targets)])
                                : List.of()))
                .toList();
        return new Targets(asked, units.select(Arrays.copyOfRange(places, targets, places.length)), pilots);
    }

    /** The lineup of them. */
    Lineup lineup(PrivacyBudget claim) {
        return Lineup.of(base, asked, claim.unit().maxRows());
    }

    /** What they are, for people. */
    String words(Pick pick) {
        return asked.size() + " targets"
                + switch (pick) {
                    case RAREST -> "";
                    case RANDOM -> " by lot";
                    case EXPOSED -> ", the most exposed in " + pilots + " other fits";
                };
    }

    /** By fit and target: whether it is in, by fair coins. */
    boolean[][] coins(int runs, SplittableRandom random) {
        boolean[][] in = new boolean[runs][asked.size()];
        for (boolean[] run : in) {
            for (int t = 0; t < run.length; t++) {
                run[t] = random.nextBoolean();
            }
        }
        return in;
    }
}
