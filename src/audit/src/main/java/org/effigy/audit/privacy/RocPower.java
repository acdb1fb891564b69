package org.effigy.audit.privacy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.effigy.audit.Claim;
import org.effigy.audit.Interval;
import org.effigy.audit.Power;
import org.effigy.audit.Rule;
import org.effigy.audit.TwoGroups;

/**
 * What {@link Roc}'s figures can show on tables of some size: the leak is a share of the members who score above all
 * outsiders, the others score as outsiders do. At least one member and one outsider are needed.
 */
final class RocPower {
    private final int members;
    private final int outsiders;
    /** Attacks whose gates are alike have the same power, and the search for rows takes a while. */
    private final Map<List<Object>, Power> known = new HashMap<>();

    RocPower(int members, int outsiders) {
        this.members = members;
        this.outsiders = outsiders;
    }

    /** Of the rate of true positives at a rate of false ones, where its interval is of this level. */
    Power atRate(double falsePositives, double level, Rule rule) {
        return known.computeIfAbsent(List.of(falsePositives, level, rule), key -> compute(falsePositives, level, rule));
    }

    private Power compute(double falsePositives, double level, Rule rule) {
        double limit = rule.limit().orElse(falsePositives);
        double goal = rule.enough().orElse(1.0);
        double smallest = smallest(falsePositives, level, limit);
        return new Power(
                smallest,
                smallest <= goal
                        ? OptionalLong.empty()
                        : Power.rows(rows -> of(rows).smallest(falsePositives, level, limit) <= goal));
    }

    private RocPower of(long rows) {
        int capped = (int) Math.min(Integer.MAX_VALUE / 2, rows);
        return new RocPower(Math.max(members, capped), Math.max(outsiders, capped));
    }

    private double smallest(double falsePositives, double level, double limit) {
        double tail = (1 - level) / 4;
        int few = Roc.surelyBelow(outsiders, falsePositives, tail);
        if (few < 0) {
            return Double.POSITIVE_INFINITY;
        }
        // The rate of outsiders above the threshold is on average this.
        double others = (few + 1) / (outsiders + 1.0);
        int needed = needed(limit, tail);
        double share = Power.smallest(
                leak -> needed <= members && TwoGroups.surely(members, leak + (1 - leak) * others) >= needed, 0, 1);
        return share > 1 ? share : Math.max(limit, share + (1 - share) * falsePositives);
    }

    /** The least number of members above the threshold by which the limit is broken; beyond all where none does. */
    private int needed(double limit, double tail) {
        int not = 0;
        int yes = members + 1;
        while (yes - not > 1) {
            int middle = (not + yes) >>> 1;
            if (Interval.clopperPearson(middle, members, 1 - 2 * tail).low() > limit) {
                yes = middle;
            } else {
                not = middle;
            }
        }
        return yes;
    }

    /** Of the bound on epsilon, over these thresholds, where each may err with this probability. */
    Power ofEpsilon(Claim claim, double[] rates, double error) {
        double most = 50;
        double smallest =
                Power.smallest(epsilon -> shows(epsilon, claim, rates, error), claim.epsilon(), claim.epsilon() + most);
        return new Power(
                smallest,
                smallest < Double.POSITIVE_INFINITY
                        ? OptionalLong.empty()
                        : Power.rows(rows -> of(rows).shows(claim.epsilon() + most, claim, rates, error)));
    }

    /** Whether an attack as good as this epsilon allows would refute the claim. */
    private boolean shows(double epsilon, Claim claim, double[] rates, double error) {
        for (double rate : rates) {
            int called = (int) (rate * outsiders);
            double found = new Claim(epsilon, claim.delta()).ceiling((called + 0.5) / outsiders);
            double low = Interval.clopperPearson(TwoGroups.surely(members, found), members, 1 - error)
                    .low();
            if (Roc.epsilonBound(low, called, outsiders, claim.delta(), error) > claim.epsilon()) {
                return true;
            }
        }
        return false;
    }
}
