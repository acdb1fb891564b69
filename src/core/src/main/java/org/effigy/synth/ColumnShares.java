package org.effigy.synth;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.model.GaussianCopula;

/** Which share of a fit's budget the counts of each single column get, foreseen from public facts for a {@link Plan}. */
final class ColumnShares {
    private ColumnShares() {}

    /**
     * The shares of a model's one-way marginals over a domain, one a column; they add up to what the model spends on them.
     *
     * @param pure whether the budget is counted in epsilon
     */
    static double[] of(String model, Domain domain, boolean pure) {
        double[] shares = new double[domain.size()];
        Clique drawn = model.equals(Hybrid.NAME) ? Hybrid.drawn(domain) : Clique.EMPTY;
        if (drawn.size() == 0) {
            add(shares, domain, domain.all(), whole(model, domain), pure);
        } else {
            HybridShares hybrid = HybridShares.STANDARD;
            add(shares, domain, drawn, hybrid.oneWay(), pure);
            // The model of the other columns counts all, and of those drawn it sees whether they are missing.
            Domain rest = Hybrid.presence(domain, drawn).coarse();
            double[] others = new double[domain.size()];
            double left = 1 - hybrid.oneWay() - hybrid.scatter();
            add(others, rest, rest.all(), left * whole(Mst.NAME, rest), pure);
            for (int column : domain.all().minus(drawn).toArray()) {
                shares[column] = others[column];
            }
        }
        return shares;
    }

    private static void add(double[] shares, Domain domain, Clique columns, double whole, boolean pure) {
        double[] weights = Independent.weights(domain, pure);
        double sum = Arrays.stream(columns.toArray())
                .mapToDouble(column -> weights[column])
                .sum();
        for (int column : columns.toArray()) {
            shares[column] += whole * weights[column] / sum;
        }
    }

    /** The share of all single columns together, which is everything where there is nothing to relate. */
    static double whole(String model, Domain domain) {
        long linkable = IntStream.range(0, domain.size())
                .filter(column -> GaussianCopula.isLinkable(domain.attribute(column)))
                .count();
        long varied = IntStream.range(0, domain.size())
                .filter(column -> domain.attribute(column).size() > 1)
                .count();
        return switch (model) {
            case Independent.NAME -> 1;
            case Mst.NAME -> MstShares.STANDARD.oneWay();
            case PrivBayes.NAME -> varied > 1 ? PrivBayesShares.STANDARD.oneWay() : 1;
            case Hybrid.NAME -> MstShares.STANDARD.oneWay();
            case Copula.NAME -> linkable > 1 ? CopulaShares.STANDARD.oneWay() : 1;
            default ->
                AimSchedule.standard(domain.size(), Workload.standard(domain.size()))
                        .oneWayShare();
        };
    }
}
