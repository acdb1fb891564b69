package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.measure.Coordinates;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.NoisyScatter;
import org.effigy.measure.PrivateTable;
import org.effigy.model.LatentScale;

/**
 * For mixed tables: nominal columns, and when ordered ones are missing, by a graphical model; the values of ordered
 * columns by a Gaussian copula around means that the nominal columns set (the general location model; Olkin, Tate 1961).
 * Claim and proof: {@code docs/privacy/Hybrid.md}.
 */
public final class Hybrid implements Synthesizer {
    static final String NAME = "hybrid";

    /** Ordered columns of fewer values than this are left to the graphical model. */
    private static final int FEW = 3;

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

    /** The same with another model inside and other shares: for the study that fixed them. */
    Hybrid with(Synthesizer other, HybridShares split) {
        return new Hybrid(other, split);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Fit fit(PrivateTable table, Progress progress) {
        Domain domain = table.domain();
        Clique linked = Clique.of(Arrays.stream(domain.all().toArray())
                .filter(position -> domain.attribute(position).ordered() >= FEW)
                .toArray());
        if (linked.size() == 0) {
            return inner.fit(table, progress);
        }
        Purse purse = Purse.of(table.release());
        Columns columns = Columns.measure(table, linked, purse.loss(purse.whole() * shares.oneWay()), progress);
        List<NoisyMarginal> measured = new ArrayList<>(columns.measured());
        Links links = Links.of(columns, domain, linked);
        List<Coordinates> nominal = new ArrayList<>();
        for (int position : domain.all().minus(linked).toArray()) {
            nominal.add(
                    Coordinates.indicators(position, domain.attribute(position).size(), Links.GRID));
        }
        progress.at("correlate", 0, 1);
        NoisyScatter scatter = table.scatter(links.scatter(nominal), purse.loss(purse.whole() * shares.scatter()));
        progress.at("correlate", 1, 1);
        Coarsening bins = bins(domain, links);
        Fit head = inner.fit(table.coarsened(bins), progress);
        return new Fit(measured, new Locations(bins, links, linked, head.distribution(), scatter).copula());
    }

    /** Ordered columns become bins of about equal mass, by their noisy marginals, and one for missing values. */
    private Coarsening bins(Domain domain, Links links) {
        Coarsening bins = Coarsening.none(domain);
        for (int link = 0; link < links.size(); link++) {
            Attribute attribute = domain.attribute(links.column(link));
            int[] map = new int[attribute.size()];
            int runs = runs(links.values(link), map);
            if (links.hasFlag(link)) {
                map[attribute.size() - 1] = runs++;
            }
            bins = bins.mapping(links.column(link), runs, map);
        }
        return bins;
    }

    /** The bin of each code, and how many bins there are: a new one begins where the next share of the mass does. */
    private int runs(LatentScale values, int[] map) {
        int runs = 0;
        double below = 0;
        for (int code = 0; code < values.size(); code++) {
            double middle = below + values.probability(code) / 2;
            if (code > 0 && middle * shares.bins() >= runs + 1) {
                runs++;
            }
            map[code] = runs;
            below += values.probability(code);
        }
        return runs + 1;
    }
}
