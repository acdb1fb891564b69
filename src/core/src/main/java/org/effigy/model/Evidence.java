package org.effigy.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Layout;

/**
 * All measurements of one table, those of one clique merged into their mean weighted by precision: the same squared
 * error but for a constant. Cells are numbered through, clique after clique.
 */
final class Evidence {
    private final Domain domain;
    private final List<Clique> cliques;
    private final int[] starts;
    private final double[] values;
    private final double[] weights;
    private final double spread;
    private final double expectedError;

    private Evidence(
            Domain domain,
            List<Clique> cliques,
            int[] starts,
            double[] values,
            double[] weights,
            double spread,
            double expectedError) {
        this.domain = domain;
        this.cliques = cliques;
        this.starts = starts;
        this.values = values;
        this.weights = weights;
        this.spread = spread;
        this.expectedError = expectedError;
    }

    /** @throws IllegalArgumentException if a measurement has not as many values as its clique has cells */
    static Evidence of(Domain domain, Collection<Measurement> measurements) {
        Map<Clique, List<Measurement>> byClique = new TreeMap<>();
        for (Measurement measurement : measurements) {
            Clique clique = measurement.clique();
            if (clique.size() > 0 && clique.get(clique.size() - 1) >= domain.size()) {
                throw new IllegalArgumentException("the measurement of " + clique
                        + " has a position that is not in the domain of " + domain.size() + " attributes");
            }
            if (measurement.values().length != domain.cells(clique)) {
                throw new IllegalArgumentException("the measurement of " + domain.describe(clique) + " has "
                        + measurement.values().length + " values; the clique has " + domain.cells(clique) + " cells");
            }
            byClique.computeIfAbsent(clique, c -> new ArrayList<>()).add(measurement);
        }
        List<Clique> cliques = List.copyOf(byClique.keySet());
        int[] starts = new int[cliques.size() + 1];
        for (int c = 0; c < cliques.size(); c++) {
            starts[c + 1] = Math.addExact(starts[c], Math.toIntExact(domain.cells(cliques.get(c))));
        }
        double[] values = new double[starts[cliques.size()]];
        double[] weights = new double[cliques.size()];
        double spread = 0;
        for (int c = 0; c < cliques.size(); c++) {
            List<Measurement> same = byClique.get(cliques.get(c));
            for (Measurement measurement : same) {
                double weight = 1 / (measurement.scale() * measurement.scale());
                weights[c] += weight;
                double[] counts = measurement.values();
                for (int i = 0; i < counts.length; i++) {
                    values[starts[c] + i] += weight * counts[i];
                }
            }
            for (int i = starts[c]; i < starts[c + 1]; i++) {
                values[i] /= weights[c];
            }
            for (Measurement measurement : same) {
                double[] counts = measurement.values();
                for (int i = 0; i < counts.length; i++) {
                    double off = (counts[i] - values[starts[c] + i]) / measurement.scale();
                    spread += off * off / 2;
                }
            }
        }
        double expectedError =
                measurements.stream().mapToDouble(m -> domain.cells(m.clique())).sum() / 2;
        return new Evidence(domain, cliques, starts, values, weights, spread, expectedError);
    }

    /** The same measurements, but for cells that can't be: of these nothing is said, and nothing is to be met. */
    Evidence without(boolean[] impossible) {
        double[] left = values.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] = impossible[i] ? 0 : left[i];
        }
        return new Evidence(domain, cliques, starts, left, weights, spread, expectedError);
    }

    /** The measured cliques, each once, in order. */
    List<Clique> cliques() {
        return cliques;
    }

    /** Where each clique's cells begin, and at the end the number of all cells. */
    int[] starts() {
        return starts;
    }

    int cells() {
        return values.length;
    }

    /** The merged counts of all cells. */
    double[] values() {
        return values;
    }

    /** The inverse variance of a clique's cells. */
    double[] weights() {
        return weights;
    }

    /** The squared error that no estimate can avoid: that of measurements of one clique around their mean. */
    double spread() {
        return spread;
    }

    /** The squared error to expect at the true distribution: half for each measured cell, before merging. */
    double expectedError() {
        return expectedError;
    }

    /**
     * The number of rows by the measurements: each one's sum, weighted by its inverse variance; at least 1, as a
     * distribution needs something to be a distribution of.
     */
    double total() {
        double sum = 0;
        double precision = 0;
        for (int c = 0; c < weights.length; c++) {
            double cells = starts[c + 1] - starts[c];
            double own = 0;
            for (int i = starts[c]; i < starts[c + 1]; i++) {
                own += values[i];
            }
            sum += own * weights[c] / cells;
            precision += weights[c] / cells;
        }
        return precision == 0 ? 1 : Math.max(1, sum / precision);
    }

    /**
     * The counts of one attribute's values by all measurements that have it, each weighted by its inverse variance, and
     * kept above half a standard deviation, so that a logarithm of them says no more than the noise allows; empty if
     * the attribute is in no measured clique.
     */
    double[] oneWay(int attribute) {
        int size = domain.attribute(attribute).size();
        double[] pooled = new double[size];
        double precision = 0;
        for (int c = 0; c < weights.length; c++) {
            Clique clique = cliques.get(c);
            if (!clique.contains(attribute)) {
                continue;
            }
            int cells = starts[c + 1] - starts[c];
            double weight = weights[c] * size / cells;
            int stride = Layout.of(domain, clique).stride(attribute);
            for (int i = 0; i < cells; i++) {
                pooled[i / stride % size] += weight * values[starts[c] + i];
            }
            precision += weight;
        }
        if (precision == 0) {
            return new double[0];
        }
        double floor = Math.max(0.5 / Math.sqrt(precision), 1e-6);
        for (int v = 0; v < size; v++) {
            pooled[v] = Math.max(floor, pooled[v] / precision);
        }
        return pooled;
    }

    /** The number of the smallest measured clique with this attribute, the first of equals. */
    int smallestWith(int attribute) {
        return IntStream.range(0, cliques.size())
                .filter(c -> cliques.get(c).contains(attribute))
                .boxed()
                .min(Comparator.comparingInt(c -> starts[c + 1] - starts[c]))
                .orElseThrow();
    }
}
