package org.effigy.synth;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.measure.PrivateTable;
import org.effigy.model.CorrelationMatrix;
import org.effigy.model.GaussianCopula;
import org.effigy.privacy.PrivacyLoss;

/**
 * A Gaussian or Student copula for tables of numbers (DPCopula; Li, Xiong, Jiang 2014), here with the correlations of all
 * columns from one noisy scatter matrix of rank scores. Ordered columns, and columns of two values, are correlated; so is
 * when they are missing. Other columns are drawn independently from their marginals: {@link Hybrid} relates those too.
 * Claim and proof: {@code docs/privacy/Copula.md}.
 */
public final class Copula implements Synthesizer {
    static final String NAME = "copula";

    private final CopulaOptions options;
    private final CopulaShares shares;

    private Copula(CopulaOptions options, CopulaShares shares) {
        this.options = Objects.requireNonNull(options, "options");
        this.shares = Objects.requireNonNull(shares, "shares");
    }

    /** The copula that was chosen; the workload and the size of the model play no part. */
    public static Copula of(Settings settings) {
        return new Copula(settings.copula(), CopulaShares.STANDARD);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void requireFeasible(PrivateTable table, PrivacyLoss budget) {
        Clique linked = linked(table.domain());
        if (linked.size() < 2) {
            return;
        }
        PrivacyLoss left = Purse.part(budget, 1 - shares.oneWay());
        switch (options.correlation()) {
            case SCATTER -> table.requireScatter(Links.largest(table.domain(), linked, List.of()), left);
            case KENDALL -> table.requireConcordance(Links.smallest(linked), left);
        }
    }

    @Override
    public void requireKept(Domain domain, List<Clique> related) {
        if (!related.isEmpty()) {
            throw new IllegalArgumentException("model 'copula' can't keep the schema's rules on "
                    + domain.describe(related.get(0)) + ": fit with --model aim, mst, privbayes or independent");
        }
    }

    @Override
    public Fit fit(PrivateTable table, List<Factor> zeros, Progress progress) {
        requireKept(table.domain(), zeros.stream().map(Factor::clique).toList());
        Domain domain = table.domain();
        Clique linked = linked(domain);
        Purse purse = Purse.of(table.release());
        boolean alone = linked.size() < 2;
        requireFeasible(table, purse.all());
        PrivacyLoss first = alone ? purse.all() : purse.loss(purse.whole() * shares.oneWay());
        Columns columns = Columns.measure(table, first, progress);
        Links links = Links.of(columns, domain, linked);
        CorrelationMatrix correlations = CorrelationMatrix.nearest(new double[links.variables()][links.variables()]);
        if (!alone) {
            progress.at("correlate", 0, 1);
            correlations = switch (options.correlation()) {
                case SCATTER -> links.fromScatter(table.scatter(links.scatter(List.of()), purse.all()));
                case KENDALL ->
                    links.fromConcordance(table.concordance(links.concordance(table, purse.all()), purse.all()));
            };
            progress.at("correlate", 1, 1);
        }
        List<double[]> weights = columns.measured().stream()
                .map(marginal -> columns.expected(marginal.clique().get(0)).toArray())
                .toList();
        GaussianCopula copula = GaussianCopula.of(domain, columns.total(), weights, linked, correlations);
        return new Fit(
                columns.measured(),
                options.degrees().isPresent()
                        ? copula.withDegrees(options.degrees().getAsInt())
                        : copula);
    }

    /** Columns whose codes have an order, or need none. */
    private static Clique linked(Domain domain) {
        return Clique.of(Arrays.stream(domain.all().toArray())
                .filter(position -> GaussianCopula.isLinkable(domain.attribute(position)))
                .toArray());
    }
}
