package org.effigy.audit.privacy;

import java.util.Optional;
import org.effigy.audit.Figure;
import org.effigy.audit.Interval;
import org.effigy.audit.Policy;
import org.effigy.audit.Power;
import org.effigy.audit.Rule;
import org.effigy.audit.TwoGroups;

/**
 * How often something holds of members, and of outsiders who show what chance does.
 *
 * @param hits of members
 * @param members in all
 * @param controlHits of outsiders
 * @param outsiders in all
 */
record Proportions(long hits, long members, long controlHits, long outsiders) {
    static Proportions of(boolean[] members, boolean[] outsiders) {
        return new Proportions(count(members), members.length, count(outsiders), outsiders.length);
    }

    private static long count(boolean[] hits) {
        long count = 0;
        for (boolean hit : hits) {
            count += hit ? 1 : 0;
        }
        return count;
    }

    /**
     * The members' share less the outsiders'. Its ends come from the exact intervals of both (Clopper, Pearson 1934), each
     * with half of the error, so that it holds the true difference at least as often as the level says.
     */
    Figure excess(String id, String title, Policy policy, String note) {
        if (members == 0 || outsiders == 0) {
            return new Figure(id, title, Double.NaN, Optional.empty(), Optional.of(0.0), "There is no row to compare.");
        }
        double level = policy.level(id);
        Interval in = Interval.clopperPearson(hits, members, (1 + level) / 2);
        Interval out = Interval.clopperPearson(controlHits, outsiders, (1 + level) / 2);
        Figure figure = new Figure(
                id,
                title,
                (double) hits / members - (double) controlHits / outsiders,
                Optional.of(new Interval(in.low() - out.high(), in.high() - out.low(), level)),
                Optional.of(0.0),
                note + " Train: " + hits + " of " + members + " rows; holdout: " + controlHits + " of " + outsiders
                        + ".");
        return policy.test(id).map(rule -> figure.with(power(level, rule))).orElse(figure);
    }

    /** What excess a gate of this level finds, chance being what the outsiders show. */
    Power power(double level, Rule rule) {
        return new TwoGroups(members, controlHits, outsiders).power(rule, new TwoGroups.Measure() {
            @Override
            public double rate(double chance, double value) {
                return chance + value;
            }

            @Override
            public double most(double chance) {
                return 1 - chance;
            }

            @Override
            public double low(long hits, long trials, long controlHits, long controls) {
                return Interval.clopperPearson(hits, trials, (1 + level) / 2).low()
                        - Interval.clopperPearson(controlHits, controls, (1 + level) / 2)
                                .high();
            }
        });
    }
}
