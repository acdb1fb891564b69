package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.measure.Coordinates;
import org.effigy.measure.NoisyScatter;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.PrivacyLoss;

/**
 * For mixed tables: nominal columns, and when ordered ones are missing, by a graphical model; the values of ordered
 * columns by a Gaussian copula around means that the nominal columns set (the general location model; Olkin, Tate 1961).
 * Claim and proof: {@code docs/privacy/Hybrid.md}.
 */
public final class Hybrid implements Synthesizer {
    static final String NAME = "hybrid";

    /** Ordered columns of fewer values than this are left to the graphical model. */
    private static final int FEW = 3;

    /** A nominal column of more codes sets no means: each would have too few rows, and the regression too many terms. */
    private static final int MOST = 128;

    private final Synthesizer inner;
    private final HybridShares shares;

    private Hybrid(Synthesizer inner, HybridShares shares) {
        this.inner = Objects.requireNonNull(inner, "inner");
        this.shares = Objects.requireNonNull(shares, "shares");
    }

    /** The hybrid with the settings passed on to the model of the nominal columns. */
    public static Hybrid of(Settings settings) {
        return new Hybrid(Mst.of(settings), HybridShares.STANDARD);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void requireFeasible(PrivateTable table, PrivacyLoss budget) {
        Domain domain = table.domain();
        Clique linked = linked(domain);
        List<Coordinates> nominal = nominal(domain, linked);
        if (isMixed(linked, nominal)) {
            PrivacyLoss part = Purse.part(budget, shares.scatter());
            table.requireScatter(Links.largest(domain, linked, nominal), part);
        }
        inner.requireFeasible(table, Purse.part(budget, 1 - shares.oneWay() - shares.scatter()));
    }

    /** Columns whose values have an order. */
    private static Clique linked(Domain domain) {
        return Clique.of(Arrays.stream(domain.all().toArray())
                .filter(position -> domain.attribute(position).ordered() >= FEW)
                .toArray());
    }

    /** The ordered columns that are drawn from the copula; none where the graphical model gets the whole table. */
    static Clique drawn(Domain domain) {
        Clique linked = linked(domain);
        return isMixed(linked, nominal(domain, linked)) ? linked : Clique.EMPTY;
    }

    /** The codes of the other columns. */
    private static List<Coordinates> nominal(Domain domain, Clique linked) {
        List<Coordinates> nominal = new ArrayList<>();
        for (int position : domain.all().minus(linked).toArray()) {
            int codes = domain.attribute(position).size();
            if (codes <= MOST) {
                nominal.add(Coordinates.indicators(position, codes, Links.GRID));
            }
        }
        return nominal;
    }

    private static boolean isMixed(Clique linked, List<Coordinates> nominal) {
        return linked.size() > 0 && linked.size() + nominal.size() > 1;
    }

    @Override
    public void requireKept(Domain domain, List<Clique> related) {
        Clique linked = linked(domain);
        if (!isMixed(linked, nominal(domain, linked))) {
            return;
        }
        for (Clique clique : related) {
            if (clique.intersect(linked).size() > 0) {
                throw new IllegalArgumentException("model 'hybrid' draws " + domain.describe(clique.intersect(linked))
                        + " from a copula, which can't keep the schema's rules on " + domain.describe(clique)
                        + ": fit with --model aim, mst, privbayes or independent");
            }
        }
    }

    @Override
    public Fit fit(PrivateTable table, List<Factor> zeros, Progress progress) {
        Domain domain = table.domain();
        Clique linked = linked(domain);
        requireKept(domain, zeros.stream().map(Factor::clique).toList());
        List<Coordinates> nominal = nominal(domain, linked);
        if (!isMixed(linked, nominal)) {
            return inner.fit(table, zeros, progress);
        }
        requireFeasible(table, table.release().remaining());
        Purse purse = Purse.of(table.release());
        Columns columns = Columns.measure(table, linked, purse.loss(purse.whole() * shares.oneWay()), progress);
        Links links = Links.of(columns, domain, linked);
        progress.at("correlate", 0, 1);
        NoisyScatter scatter = table.scatter(links.scatter(nominal), purse.loss(purse.whole() * shares.scatter()));
        progress.at("correlate", 1, 1);
        Coarsening presence = presence(domain, linked);
        List<Factor> kept = zeros.stream()
                .map(zero -> Factor.of(presence.coarse(), zero.clique(), zero.toArray()))
                .toList();
        Fit head = inner.fit(table.coarsened(presence), kept, progress);
        return new Fit(
                columns.measured(), new Locations(presence, links, linked, head.distribution(), scatter).copula());
    }

    /** What the nominal model sees of ordered columns: nothing but whether they are missing. */
    static Coarsening presence(Domain domain, Clique linked) {
        Coarsening presence = Coarsening.none(domain);
        for (int position : linked.toArray()) {
            Attribute attribute = domain.attribute(position);
            int[] map = new int[attribute.size()];
            Arrays.fill(map, attribute.ordered(), map.length, 1);
            presence = presence.mapping(position, attribute.size() - attribute.ordered() + 1, map);
        }
        return presence;
    }
}
