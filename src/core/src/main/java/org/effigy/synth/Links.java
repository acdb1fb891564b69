package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.measure.Concordance;
import org.effigy.measure.Coordinates;
import org.effigy.measure.NoisyConcordance;
import org.effigy.measure.NoisyScatter;
import org.effigy.measure.PrivateTable;
import org.effigy.measure.Scatter;
import org.effigy.model.CorrelationMatrix;
import org.effigy.model.ExpectedProduct;
import org.effigy.model.GaussianCopula;
import org.effigy.model.LatentScale;
import org.effigy.privacy.PrivacyLoss;

/**
 * The columns that a copula links, on the scales that their noisy marginals give: what to ask about them, and the
 * correlations of their latent variables that the answers tell. Post-processing of the marginals.
 *
 * <p>Variables are the columns' values, in order, and after them, for those that can be missing, whether they are.
 */
final class Links {
    /** Rank scores are clipped to the middle half of the ranks: see {@code docs/decisions/0009-copula.md}. */
    static final double CLIP = .5;

    /** The largest score. */
    static final long GRID = 1024;

    private final List<Link> links;
    private final int[] flagged;
    private final double total;

    /** A column on its scales. */
    private record Link(int column, int codes, LatentScale values, Optional<LatentScale> missing) {
        static Link of(int column, Attribute attribute, double[] weights) {
            return new Link(
                    column,
                    attribute.size(),
                    GaussianCopula.valueScale(attribute, weights),
                    GaussianCopula.canBeMissing(attribute)
                            ? Optional.of(GaussianCopula.missingScale(attribute, weights))
                            : Optional.empty());
        }

        /** The score of the value, 0 where it is missing; and whether it is. */
        Coordinates coordinates() {
            long[] value = Arrays.copyOf(values.scores(CLIP, GRID), codes);
            if (missing.isEmpty()) {
                return new Coordinates(column, new long[][] {value});
            }
            long[] flag = new long[codes];
            flag[codes - 1] = GRID;
            return new Coordinates(column, new long[][] {value, flag});
        }

        double[] valueSeries() {
            return values.series(values.scores(CLIP, GRID));
        }

        double[] missingSeries() {
            return missing.orElseThrow().series(new long[] {0, GRID});
        }

        /** The share of pairs of values that are not equal. */
        double untied() {
            double tied = 0;
            for (int code = 0; code < values.size(); code++) {
                tied += values.probability(code) * values.probability(code);
            }
            return 1 - tied;
        }

        double missingShare() {
            return missing.map(scale -> scale.probability(1)).orElse(0.);
        }
    }

    private Links(List<Link> links, double total) {
        this.links = List.copyOf(links);
        this.flagged = IntStream.range(0, links.size())
                .filter(i -> links.get(i).missing().isPresent())
                .toArray();
        this.total = total;
    }

    /**
     * A question with coordinates as large and as many as those of these columns can be, whatever their marginals will be:
     * for {@link PrivateTable#requireScatter}.
     *
     * @param linked columns of which each is multiplied with all others
     * @param others coordinates that are multiplied with these alone
     */
    static Scatter largest(Domain domain, Clique linked, List<Coordinates> others) {
        return new Scatter(
                Arrays.stream(linked.toArray())
                        .mapToObj(column -> new Coordinates(
                                column,
                                GaussianCopula.canBeMissing(domain.attribute(column))
                                        ? new long[][] {{GRID, 0}, {0, GRID}}
                                        : new long[][] {{GRID}}))
                        .toList(),
                others);
    }

    /** The least question about the ranks of these columns: for {@link PrivateTable#requireConcordance}. */
    static Concordance smallest(Clique linked) {
        return new Concordance(Arrays.stream(linked.toArray()).boxed().toList(), 2);
    }

    /** These columns, by their marginals as measured. */
    static Links of(Columns columns, Domain domain, Clique linked) {
        List<Link> links = new ArrayList<>();
        for (int column : linked.toArray()) {
            links.add(Link.of(
                    column, domain.attribute(column), columns.expected(column).toArray()));
        }
        return new Links(links, columns.total());
    }

    /** The number of variables: values first, then flags of missing ones. */
    int variables() {
        return links.size() + flagged.length;
    }

    /** The question for a scatter matrix of these columns with each other, and with others. */
    Scatter scatter(List<Coordinates> others) {
        return new Scatter(links.stream().map(Link::coordinates).toList(), others);
    }

    /**
     * The question for concordant pairs of rows, in as many rows as there surely are: those that are public, or the noisy
     * number less a twentieth. Fewer, where the answer's sensitivity or noise would be past what 64 bits hold.
     *
     * @param loss what the question will be asked at
     */
    Concordance concordance(PrivateTable table, PrivacyLoss loss) {
        double rows = Math.min(table.rowsArePublic() ? total : .95 * total, 1 << 24);
        double pairs = links.size() * (links.size() - 1.) / 2;
        // What one entry may move by: see the sensitivity in docs/privacy/Copula.md, with a factor of two to spare.
        double noise = loss instanceof PrivacyLoss.Pure pure
                ? 0x1p59 * pure.epsilon() / pairs
                : 0x1p59 * Math.sqrt(2 * ((PrivacyLoss.ZeroConcentrated) loss).rho() / pairs);
        double each = Math.min(noise, Math.sqrt(0x1p62 / pairs));
        double most = 1 + each / (2. * table.release().budget().unit().maxRows());
        return new Concordance(links.stream().map(Link::column).toList(), (int) Math.max(2, Math.min(rows, most)));
    }

    /** The correlations that a scatter matrix tells; the question began with these columns. */
    CorrelationMatrix fromScatter(NoisyScatter answer) {
        double[][] correlations = new double[variables()][variables()];
        double noise = answer.standardDeviation() / total;
        List<NoisyCorrelation> flags = new ArrayList<>();
        for (int f = 0; f < flagged.length; f++) {
            for (int g = 0; g < f; g++) {
                ExpectedProduct product = ExpectedProduct.of(
                        links.get(flagged[f]).missingSeries(),
                        links.get(flagged[g]).missingSeries());
                double mean = answer.sum(flagged[g], 1, flagged[f], 1) / total;
                flags.add(NoisyCorrelation.of(flag(flagged[f]), flag(flagged[g]), product, mean, noise, 1));
            }
        }
        NoisyCorrelation.settle(flags, correlations);
        settleValues(answer, (i, j) -> present(i, j, correlations), correlations);
        List<NoisyCorrelation> mixed = new ArrayList<>();
        for (int j = 0; j < links.size(); j++) {
            for (int i = 0; i < j; i++) {
                Link a = links.get(i);
                Link b = links.get(j);
                double both = bothMissing(i, j, correlations);
                // Of the rows in which the one is missing, those in which the other has a value.
                if (b.missing().isPresent()) {
                    double share = shown(both, b);
                    ExpectedProduct product = ExpectedProduct.of(a.valueSeries(), b.missingSeries());
                    mixed.add(NoisyCorrelation.of(flag(j), i, product, answer.sum(i, 0, j, 1) / total, noise, share));
                }
                if (a.missing().isPresent()) {
                    double share = shown(both, a);
                    ExpectedProduct product = ExpectedProduct.of(a.missingSeries(), b.valueSeries());
                    mixed.add(NoisyCorrelation.of(flag(i), j, product, answer.sum(i, 1, j, 0) / total, noise, share));
                }
            }
        }
        NoisyCorrelation.settle(mixed, correlations);
        return completed(correlations);
    }

    /** Of the rows in which a column is missing, those in which another is not; all where it never seems to be missing. */
    private static double shown(double both, Link missing) {
        return both > 0 ? 1 - both / Math.max(both, missing.missingShare()) : 1;
    }

    /**
     * No row shows a value that is missing, so a column's value and its own flag are taken as independent given all
     * else: missing at random, and the completion of maximum entropy (Dempster 1972).
     */
    private CorrelationMatrix completed(double[][] correlations) {
        CorrelationMatrix apart = CorrelationMatrix.nearest(correlations);
        for (int link : flagged) {
            correlations[flag(link)][link] = apart.givenTheRest(flag(link), link);
        }
        return CorrelationMatrix.nearest(correlations);
    }

    /**
     * The correlations of the columns' values that a scatter matrix tells.
     *
     * @param present the share of rows in which two links both have a value
     * @param correlations whose lower triangle is written into
     */
    void settleValues(NoisyScatter answer, Shares present, double[][] correlations) {
        double noise = answer.standardDeviation() / total;
        List<NoisyCorrelation> values = new ArrayList<>();
        for (int j = 0; j < links.size(); j++) {
            for (int i = 0; i < j; i++) {
                ExpectedProduct product = ExpectedProduct.of(
                        links.get(i).valueSeries(), links.get(j).valueSeries());
                double mean = answer.sum(i, 0, j, 0) / total;
                values.add(NoisyCorrelation.of(j, i, product, mean, noise, present.of(i, j)));
            }
        }
        NoisyCorrelation.settle(values, correlations);
    }

    /** A share of rows for two links. */
    @FunctionalInterface
    interface Shares {
        double of(int i, int j);
    }

    private double present(int i, int j, double[][] correlations) {
        return 1 - links.get(i).missingShare() - links.get(j).missingShare() + bothMissing(i, j, correlations);
    }

    /** The number of columns. */
    int size() {
        return links.size();
    }

    /** The position of a link's column. */
    int column(int link) {
        return links.get(link).column();
    }

    /** The proportions of a link's values. */
    LatentScale values(int link) {
        return links.get(link).values();
    }

    /** Whether a link's column has a flag, its second coordinate. */
    boolean hasFlag(int link) {
        return links.get(link).missing().isPresent();
    }

    /** The Hermite series of a link's scores. */
    double[] valueSeries(int link) {
        return links.get(link).valueSeries();
    }

    /** The number of rows. */
    double total() {
        return total;
    }

    /** The variable that says whether a link's column is missing. */
    private int flag(int link) {
        return links.size() + Arrays.binarySearch(flagged, link);
    }

    /** The share of rows in which both are missing, by the correlation of their flags. */
    private double bothMissing(int i, int j, double[][] correlations) {
        Link a = links.get(i);
        Link b = links.get(j);
        if (a.missing().isEmpty() || b.missing().isEmpty()) {
            return 0;
        }
        double correlation = correlations[Math.max(flag(i), flag(j))][Math.min(flag(i), flag(j))];
        double both = ExpectedProduct.of(a.missingSeries(), b.missingSeries()).at(correlation) / (GRID * GRID);
        double least = Math.max(0, a.missingShare() + b.missingShare() - 1);
        return Math.max(least, Math.min(both, Math.min(a.missingShare(), b.missingShare())));
    }

    /**
     * The correlations that concordant pairs of rows tell: {@code sin(pi tau / 2)} for tau without the pairs of rows that
     * are tied (tau-b; Kendall 1945). When values are missing stays independent.
     */
    CorrelationMatrix fromConcordance(NoisyConcordance answer) {
        double[][] correlations = new double[variables()][variables()];
        double rows = answer.concordance().rows();
        double pairs = rows * (rows - 1) / 2;
        List<NoisyCorrelation> values = new ArrayList<>();
        long[] counts = answer.counts();
        int at = 0;
        for (int i = 0; i < links.size(); i++) {
            for (int j = i + 1; j < links.size(); j++) {
                double untied = pairs
                        * Math.sqrt(links.get(i).untied() * links.get(j).untied())
                        * Math.pow(
                                (1 - links.get(i).missingShare())
                                        * (1 - links.get(j).missingShare()),
                                2);
                // Where nothing is left to compare there is no sign of a relation, and an infinite error says so.
                double count = counts[at++];
                double tau = untied > 0 ? Math.max(-1, Math.min(1, count / untied)) : 0;
                double error = Math.PI / 2 * answer.standardDeviation() / untied;
                values.add(new NoisyCorrelation(j, i, Math.sin(Math.PI / 2 * tau), error * error));
            }
        }
        NoisyCorrelation.settle(values, correlations);
        return CorrelationMatrix.nearest(correlations);
    }
}
