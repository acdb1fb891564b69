package org.effigy.simulate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How badly a sample fits a stated truth, as an exponent s: if the truth holds, a surprise of s or more has a probability
 * of at most 2 exp(-s).
 */
final class Surprise {
    private Surprise() {}

    /** Of a count of independent events: n times the Kullback-Leibler divergence (Chernoff 1952). */
    static double ofCount(long successes, long trials, double probability) {
        double share = (double) successes / trials;
        return trials * (term(share, probability) + term(1 - share, 1 - probability));
    }

    private static double term(double share, double probability) {
        return share == 0 ? 0 : share * Math.log(share / probability);
    }

    /** Of a sum of independent centred terms, none above 1 in size, with this variance (Bernstein 1924). */
    static double ofSum(double sum, double variance) {
        double size = Math.abs(sum);
        return size * size / (2 * (variance + size / 3));
    }

    /**
     * The worst over the values of a column whose rows come in clusters: the squared deviation of a count over twice its
     * variance, which is the sum of squares over clusters, or that of independent rows if it is larger. For independent
     * rows Bennett's inequality gives the bound; for clusters it holds in the limit of many.
     */
    static <R> double ofShares(List<List<R>> units, Function<R, String> cell, Map<String, Double> truth) {
        long rows = 0;
        Map<String, Double> counts = new TreeMap<>();
        Map<String, Double> squares = new TreeMap<>();
        double sizes = 0;
        for (List<R> unit : units) {
            rows += unit.size();
            sizes += (double) unit.size() * unit.size();
            Map<String, Integer> own = new TreeMap<>();
            unit.forEach(row -> own.merge(cell.apply(row), 1, Integer::sum));
            own.forEach((value, count) -> {
                if (!(truth.getOrDefault(value, 0.0) > 0)) {
                    throw new AssertionError("\"" + value + "\" has probability 0 and was drawn");
                }
                double expected = unit.size() * truth.get(value);
                counts.merge(value, (double) count, Double::sum);
                squares.merge(value, (count - expected) * (count - expected) - expected * expected, Double::sum);
            });
        }
        double worst = 0;
        for (Map.Entry<String, Double> entry : truth.entrySet()) {
            double p = entry.getValue();
            if (p > 0) {
                double deviation = counts.getOrDefault(entry.getKey(), 0.0) - rows * p;
                // Clusters without the value add their squared expectation, which the sum above took off the others.
                double clustered = squares.getOrDefault(entry.getKey(), 0.0) + sizes * p * p;
                double variance = Math.max(clustered, rows * p * (1 - p));
                worst = Math.max(worst, deviation * deviation / (2 * variance));
            }
        }
        return worst;
    }
}
