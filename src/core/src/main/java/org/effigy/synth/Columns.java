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
import org.effigy.privacy.PrivacyLoss;

/** The one-way marginals as measured, and what they say: where models that choose among relations begin. */
final class Columns {
    private static final int ITERATIONS = 300;

    private final Domain domain;
    private final List<NoisyMarginal> measured;
    private final double total;
    private final List<Factor> expected;
    private final Clique measuredColumns;

    private Columns(Domain domain, List<NoisyMarginal> measured, double total) {
        this.domain = domain;
        this.measured = List.copyOf(measured);
        this.total = total;
        this.measuredColumns = Clique.of(
                measured.stream().mapToInt(marginal -> marginal.clique().get(0)).toArray());
        MarkovRandomField apart = Independent.estimate(domain, measured, total);
        this.expected = measured.stream()
                .map(marginal -> apart.marginal(marginal.clique()))
                .toList();
    }

    /**
     * Measures each column once.
     *
     * @param loss what all of them together may cost
     * @throws org.effigy.privacy.BudgetExceededException if the table's release has less left
     */
    static Columns measure(PrivateTable table, PrivacyLoss loss, Progress progress) {
        return measure(table, table.domain().all(), loss, progress);
    }

    /** Measures some columns once. */
    static Columns measure(PrivateTable table, Clique columns, PrivacyLoss loss, Progress progress) {
        Domain domain = table.domain();
        double[] weights = Independent.weights(domain, table.release().budget().delta() == 0);
        List<? extends PrivacyLoss> parts = loss.split(Arrays.stream(columns.toArray())
                .mapToDouble(column -> weights[column])
                .toArray());
        List<NoisyMarginal> measured = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            progress.at("measure columns", i, columns.size());
            measured.add(table.marginal(Clique.of(columns.get(i)), parts.get(i)));
        }
        progress.at("measure columns", columns.size(), columns.size());
        double total = table.rowsArePublic() ? Math.max(1, table.rows()) : Independent.total(measured);
        return new Columns(domain, measured, total);
    }

    /** The answers, one a measured column, in the order of the domain. */
    List<NoisyMarginal> measured() {
        return measured;
    }

    /** The number of rows, exact where it is public. */
    double total() {
        return total;
    }

    /** The expected counts of a column: at least 0, and summing to the total. */
    Factor expected(int column) {
        return expected.get(measuredColumns.indexOf(column));
    }

    /** The expected counts of a column and a table over others that sums to the total, if they are independent. */
    Factor product(int column, Factor others) {
        return others.times(expected.get(column)).times(1 / total);
    }

    /**
     * The distribution of maximum entropy given the columns and these measurements.
     *
     * @param zeros factors that are 0 in the cells that can't be, and 1 elsewhere
     */
    MarkovRandomField estimateWith(List<Measurement> relations, List<Factor> zeros) {
        List<Measurement> all = new ArrayList<>(relations);
        all.addAll(measurements(measured));
        // Shrunk answers lie closer to the truth than their noise says, so the rule that stops there would stop too
        // early.
        return Estimator.standard()
                .withTargetError(0)
                .withZeros(zeros)
                .withTotal(total)
                .withMaxIterations(ITERATIONS)
                .estimate(domain, all)
                .field();
    }

    /** Answers as they are, for the estimator. */
    static List<Measurement> measurements(List<NoisyMarginal> answers) {
        return answers.stream()
                .map(marginal -> new Measurement(
                        marginal.clique(),
                        Arrays.stream(marginal.counts()).asDoubleStream().toArray(),
                        marginal.standardDeviation()))
                .toList();
    }
}
