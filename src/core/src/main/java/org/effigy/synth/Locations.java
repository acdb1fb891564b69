package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.NoisyScatter;
import org.effigy.model.CorrelationMatrix;
import org.effigy.model.Distribution;
import org.effigy.model.LocationCopula;
import org.effigy.model.NoisyRegression;

/**
 * Where the nominal columns put the latent variables of the ordered ones: a linear regression on indicators of the
 * nominal codes, from the scatter matrix and rows of the nominal model. Post-processing of answers.
 *
 * <p>All moments of a column are those among rows in which it is not missing.
 */
final class Locations {
    /** Rows drawn from the nominal model to know its moments: their error is small against that of the answers. */
    private static final int ROWS = 20_000;

    private static final long SEED = 0;

    /** What is left to the copula at least, of the variance of a latent variable. */
    private static final double LEAST_RESIDUAL = .05;

    /** How finely the means are grouped where quantiles are sought. */
    private static final int GROUPS = 200;

    private final Coarsening presence;
    private final Links links;
    private final Clique linked;
    private final Distribution head;
    private final NoisyScatter scatter;
    private final Records rows;
    private final List<Indicator> indicators = new ArrayList<>();
    /** Row by row, the indicators that hold. */
    private final int[][] holds;

    /**
     * One coarse code.
     *
     * @param place the place in the scatter matrix of its column
     * @param coordinate the coordinate there
     */
    private record Indicator(int attribute, int code, int place, int coordinate) {}

    Locations(Coarsening presence, Links links, Clique linked, Distribution head, NoisyScatter scatter) {
        this.presence = presence;
        this.links = links;
        this.linked = linked;
        this.head = head;
        this.scatter = scatter;
        this.rows = head.sampler().sample(ROWS, SEED);
        Domain coarse = presence.coarse();
        for (int link = 0; link < links.size(); link++) {
            if (links.hasFlag(link)) {
                int column = links.column(link);
                indicators.add(new Indicator(column, coarse.attribute(column).size() - 1, link, 1));
            }
        }
        for (int place = links.size(); place < scatter.scatter().columns(); place++) {
            int column = scatter.scatter().column(place).column();
            for (int code = 0; code < coarse.attribute(column).size(); code++) {
                indicators.add(new Indicator(column, code, place, code));
            }
        }
        this.holds = new int[ROWS][];
        for (int row = 0; row < ROWS; row++) {
            int at = row;
            holds[row] = IntStream.range(0, indicators.size())
                    .filter(i -> rows.code(at, indicators.get(i).attribute) == indicators.get(i).code)
                    .toArray();
        }
    }

    /** The whole distribution. */
    LocationCopula copula() {
        int n = links.size();
        double[][] means = new double[n][];
        List<List<double[]>> effects = new ArrayList<>();
        List<double[]> cuts = new ArrayList<>();
        double[] deviations = new double[n];
        for (int link = 0; link < n; link++) {
            double[] each = effects(link);
            means[link] = means(each);
            double explained = covariance(link, means[link], link, means[link]);
            // A column that the nominal ones seem to tell wholly keeps a part for itself.
            double shrink = Math.min(1, Math.sqrt((1 - LEAST_RESIDUAL) / explained));
            for (int i = 0; i < each.length; i++) {
                each[i] *= shrink;
            }
            means[link] = means(each);
            deviations[link] = Math.sqrt(1 - covariance(link, means[link], link, means[link]));
            effects.add(byAttribute(each));
            cuts.add(links.values(link).cutsAround(groups(link, means[link]), deviations[link]));
        }
        return LocationCopula.of(presence, head, linked, cuts, effects, deviations, residual(means, deviations));
    }

    private boolean isPresent(int row, int link) {
        return !links.hasFlag(link)
                || rows.code(row, links.column(link))
                        < presence.coarse().attribute(links.column(link)).size() - 1;
    }

    /** What each indicator adds to a link's variable. */
    private double[] effects(int link) {
        int p = indicators.size();
        double[] share = new double[p];
        double[][] together = new double[p][p];
        double present = 0;
        for (int row = 0; row < ROWS; row++) {
            if (isPresent(row, link)) {
                present++;
                for (int i : holds[row]) {
                    share[i]++;
                    for (int j : holds[row]) {
                        together[i][j]++;
                    }
                }
            }
        }
        double[] series = links.valueSeries(link);
        double sums = Links.GRID * links.total() * Math.max(present, 1) / ROWS;
        double[] covariance = new double[p];
        for (int i = 0; i < p; i++) {
            share[i] /= Math.max(present, 1);
            for (int j = 0; j < p; j++) {
                together[i][j] /= Math.max(present, 1);
            }
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                together[i][j] -= share[i] * share[j];
            }
            Indicator one = indicators.get(i);
            covariance[i] = one.place == link ? 0 : (sum(link, one) / sums - share[i] * series[0]) / series[1];
        }
        double error = scatter.standardDeviation() / (sums * Math.abs(series[1]));
        return NoisyRegression.solve(together, covariance, error * error);
    }

    private double sum(int link, Indicator one) {
        return one.place > link
                ? scatter.sum(link, 0, one.place, one.coordinate)
                : scatter.sum(one.place, one.coordinate, link, 0);
    }

    /** By row, the mean of a link's variable. */
    private double[] means(double[] effects) {
        double[] means = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int i : holds[row]) {
                means[row] += effects[i];
            }
        }
        return means;
    }

    /** Of the means of two links, among rows where both are present. */
    private double covariance(int a, double[] first, int b, double[] second) {
        double sum = 0;
        double sumA = 0;
        double sumB = 0;
        double both = 0;
        for (int row = 0; row < ROWS; row++) {
            if (isPresent(row, a) && isPresent(row, b)) {
                sum += first[row] * second[row];
                sumA += first[row];
                sumB += second[row];
                both++;
            }
        }
        return both == 0 ? 0 : sum / both - sumA / both * (sumB / both);
    }

    /** The effects by attribute of the coarse domain, then code; empty where there are none. */
    private List<double[]> byAttribute(double[] effects) {
        List<double[]> all = new ArrayList<>();
        for (int column = 0; column < presence.coarse().size(); column++) {
            double[] codes = new double[presence.coarse().attribute(column).size()];
            for (int i = 0; i < effects.length; i++) {
                if (indicators.get(i).attribute == column) {
                    codes[indicators.get(i).code] = effects[i];
                }
            }
            all.add(Arrays.stream(codes).allMatch(code -> code == 0) ? new double[0] : codes);
        }
        return all;
    }

    /** The means of a link's present rows, sorted and averaged by groups of equal size. */
    private double[] groups(int link, double[] means) {
        double[] sorted = IntStream.range(0, ROWS)
                .filter(row -> isPresent(row, link))
                .mapToDouble(row -> means[row])
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return new double[1];
        }
        int count = Math.min(GROUPS, sorted.length);
        return IntStream.range(0, count)
                .mapToDouble(group -> Arrays.stream(sorted, (int) ((long) group * sorted.length / count), (int)
                                ((long) (group + 1) * sorted.length / count))
                        .average()
                        .orElseThrow())
                .toArray();
    }

    /** What correlation the links' variables have beyond that of their means. */
    private CorrelationMatrix residual(double[][] means, double[] deviations) {
        int n = links.size();
        double[][] residual = new double[n][n];
        links.settleValues(scatter, this::present, residual);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double rest = residual[i][j] - covariance(i, means[i], j, means[j]);
                residual[i][j] = Math.max(-1, Math.min(1, rest / (deviations[i] * deviations[j])));
            }
        }
        return CorrelationMatrix.nearest(residual);
    }

    private double present(int i, int j) {
        return (double) IntStream.range(0, ROWS)
                        .filter(row -> isPresent(row, i) && isPresent(row, j))
                        .count()
                / ROWS;
    }
}
