package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.PrivateTable;
import org.effigy.model.Estimator;
import org.effigy.model.MarkovRandomField;
import org.effigy.model.Measurement;
import org.effigy.model.Simplex;
import org.effigy.privacy.PrivacyLoss;

/**
 * The baseline: one noisy histogram a column, and no relation between columns. Claim and proof:
 * {@code docs/privacy/Independent.md}.
 */
public final class Independent implements Synthesizer {
    static final String NAME = "independent";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Fit fit(PrivateTable table, List<Factor> zeros, Progress progress) {
        Domain domain = table.domain();
        List<? extends PrivacyLoss> shares = table.release()
                .remaining()
                .split(weights(domain, table.release().budget().delta() == 0));
        List<NoisyMarginal> measured = new ArrayList<>();
        for (int column = 0; column < domain.size(); column++) {
            progress.at("measure", column, domain.size());
            measured.add(table.marginal(Clique.of(column), shares.get(column)));
        }
        progress.at("measure", domain.size(), domain.size());
        double total = table.rowsArePublic() ? Math.max(1, table.rows()) : total(measured);
        MarkovRandomField apart = estimate(domain, measured, total);
        return new Fit(measured, zeros.isEmpty() ? apart : given(zeros, apart, measured));
    }

    /** The distribution of maximum entropy that comes closest to the columns, where some cells can't be. */
    private static MarkovRandomField given(List<Factor> zeros, MarkovRandomField apart, List<NoisyMarginal> measured) {
        List<Measurement> columns = measured.stream()
                .map(marginal -> new Measurement(
                        marginal.clique(), apart.marginal(marginal.clique()).toArray(), marginal.standardDeviation()))
                .toList();
        return Estimator.standard()
                .withTargetError(0)
                .withTotal(apart.total())
                .withZeros(zeros)
                .estimate(apart.domain(), columns)
                .field();
    }

    /**
     * How the budget is spread: so that the expected absolute error, {@code sum over columns of size * scale}, is
     * smallest. Under rho = 1 / (2 scale^2) that takes {@code rho ~ size^(2/3)}, under epsilon = 1 / scale
     * {@code epsilon ~ size^(1/2)} (Lagrange).
     */
    static double[] weights(Domain domain, boolean pure) {
        double power = pure ? 1.0 / 2 : 2.0 / 3;
        return domain.attributes().stream()
                .mapToDouble(attribute -> Math.pow(attribute.size(), power))
                .toArray();
    }

    /** Each histogram's sum estimates the number of rows; together they do by the inverse of their variances. */
    static double total(List<NoisyMarginal> measured) {
        double least = measured.stream()
                .mapToDouble(NoisyMarginal::standardDeviation)
                .min()
                .orElse(1);
        double sum = 0;
        double precision = 0;
        for (NoisyMarginal marginal : measured) {
            // Over the least, because the square of a deviation alone may be no double.
            double relative = Math.pow(least / marginal.standardDeviation(), 2) / marginal.counts().length;
            sum += marginal.total() * relative;
            precision += relative;
        }
        // A table that seems empty still has a model: that of a table of one row.
        return Math.max(1, sum / precision);
    }

    /** One factor a column: its expected counts, the nearest non-negative ones that sum to the number of rows. */
    static MarkovRandomField estimate(Domain domain, List<NoisyMarginal> measured, double total) {
        List<Factor> columns = measured.stream()
                .map(marginal -> {
                    double[] noisy =
                            Arrays.stream(marginal.counts()).asDoubleStream().toArray();
                    double[] expected = Simplex.project(noisy, total);
                    return Factor.of(domain, marginal.clique(), expected).log();
                })
                .toList();
        return MarkovRandomField.of(domain, columns, total);
    }
}
