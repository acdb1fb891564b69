package org.effigy.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.effigy.audit.Figure;
import org.effigy.audit.Interval;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;

/** Lower bounds from two rates beside what is claimed. */
final class Bounds {
    private final String id;
    private final Rates rates;
    private final PrivacyBudget claim;
    private final double level;

    /** @param id the figures' common beginning, as {@code attack.many-run} */
    Bounds(String id, Rates rates, PrivacyBudget claim, double level) {
        this.id = id;
        this.rates = rates;
        this.claim = claim;
        this.level = level;
    }

    /** Whether any bound is above the claim; they hold together. */
    boolean exceeded() {
        return rates.epsilon(claim.delta(), level) > claim.epsilon()
                || claim.limit() instanceof PrivacyLoss.ZeroConcentrated limit && rates.rho(level) > limit.rho();
    }

    /** Epsilon; rho and mu where the budget is counted in rho; the two rates. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(bound(
                "epsilon",
                "epsilon at least",
                rates.epsilon(claim.delta(), level),
                claim.epsilon(),
                String.format(Locale.ROOT, "at delta %s; the reference is the claim", claim.delta())));
        if (claim.limit() instanceof PrivacyLoss.ZeroConcentrated limit) {
            figures.add(bound(
                    "rho",
                    "rho at least",
                    rates.rho(level),
                    limit.rho(),
                    "of zero-concentrated differential privacy, in which the ledger counts; the reference is what the"
                            + " claim allows"));
            figures.add(bound(
                    "mu",
                    "mu at least",
                    rates.mu(level),
                    Math.sqrt(2 * limit.rho()),
                    "of Gaussian differential privacy; the reference is that of one Gaussian answer for the whole"
                            + " budget, and no part of the verdict"));
        }
        figures.add(rate("hits", "units in that were called in", rates.hits(), rates.ins()));
        figures.add(rate("false-alarms", "units out that were called in", rates.falseAlarms(), rates.outs()));
        return figures;
    }

    private Figure bound(String name, String title, double value, double reference, String note) {
        return new Figure(
                id + "." + name,
                title,
                value,
                Optional.of(new Interval(value, Double.POSITIVE_INFINITY, level)),
                Optional.of(reference),
                note);
    }

    private Figure rate(String name, String title, long count, long trials) {
        return new Figure(
                id + "." + name,
                title,
                (double) count / trials,
                Optional.of(Interval.clopperPearson(count, trials, level)),
                Optional.empty(),
                count + " of " + trials);
    }
}
