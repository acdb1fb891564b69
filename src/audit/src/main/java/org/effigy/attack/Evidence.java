package org.effigy.attack;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.measure.NoisyMarginal;
import org.effigy.privacy.Mechanism;

/**
 * How much something published speaks for each target's being in: the sum of log-likelihood ratios of the counts that
 * the target touches, where the attacker knows all rows but the targets. Any number would make an honest audit; one that
 * is near the likelihood ratio makes a strong one.
 */
final class Evidence {
    private Evidence() {}

    /** Where a model is given out and looked at, its noisy counts; else the synthetic rows. */
    static double[] of(Lineup lineup, Published published, Sight sight) {
        return sight == Sight.MODEL && !published.answers().isEmpty()
                ? ofAnswers(lineup, published)
                : ofRows(lineup, published);
    }

    /** The noise of the counts is known: their law is, up to what other targets do. */
    private static double[] ofAnswers(Lineup lineup, Published published) {
        double[] evidence = new double[lineup.size()];
        for (NoisyMarginal answer : published.answers()) {
            Tally tally = lineup.tally(answer.clique());
            double[] counts = tally.pick(answer.counts());
            double scale = answer.mechanism().scale();
            boolean laplace = answer.mechanism() instanceof Mechanism.DiscreteLaplace;
            for (int t = 0; t < evidence.length; t++) {
                int[] touched = tally.touched(t);
                for (int i = 0; i < touched.length; i++) {
                    double off = counts[touched[i]] - tally.expected(t, i);
                    double change = tally.change(t, i);
                    evidence[t] += laplace
                            ? (Math.abs(off) - Math.abs(off - change)) / scale
                            : change * (off - change / 2) / (scale * scale + tally.variance(t, i));
                }
            }
        }
        return evidence;
    }

    /** Counts of synthetic rows over pairs of columns and over all, as if each were a Poisson number. */
    private static double[] ofRows(Lineup lineup, Published published) {
        double[] evidence = new double[lineup.size()];
        int rows = published.rows().rows();
        if (rows == 0) {
            return evidence;
        }
        int[][] columns = Tally.columns(published.rows());
        double real = lineup.expectedRows();
        double scale = Math.max(1, real) / rows;
        for (Clique clique : cliques(lineup.domain())) {
            Tally tally = lineup.tally(clique);
            double[] counts = new double[tally.places()];
            tally.count(columns, counts);
            for (int t = 0; t < evidence.length; t++) {
                int[] touched = tally.touched(t);
                for (int i = 0; i < touched.length; i++) {
                    double expected = tally.expected(t, i);
                    double off = counts[touched[i]] * scale - expected;
                    double change = tally.change(t, i);
                    double variance = scale * (expected + 1) + tally.variance(t, i);
                    evidence[t] += change * (off - change / 2) / variance;
                }
            }
        }
        return evidence;
    }

    private static List<Clique> cliques(Domain domain) {
        int size = domain.size();
        List<Clique> pairs = IntStream.range(0, size)
                .boxed()
                .flatMap(a -> IntStream.range(a + 1, size).mapToObj(b -> Clique.of(a, b)))
                .toList();
        return Stream.concat(pairs.stream(), Stream.of(domain.all())).distinct().toList();
    }
}
