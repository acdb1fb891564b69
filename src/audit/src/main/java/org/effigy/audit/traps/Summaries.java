package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Grid;
import org.effigy.audit.Interval;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.downstream.Fairness;
import org.effigy.table.Role;

/**
 * Means, sums, standard deviations and quantiles of numbers, by column and by group, synthetic beside real. Means are
 * taken for normal, deviations by the fourth moment, and quantiles by order statistics; the real figures are of train and
 * holdout together.
 */
record Summaries(List<Figure> figures, List<Grid> grids, List<Finding> findings) {
    /** The least relative difference that is worth a finding. */
    private static final double MATTERS = 0.1;

    /** A relative difference that is serious. */
    private static final double MUCH = 0.5;

    /** Fewer rows of a group have no mean to speak of. */
    private static final int GROUP = 30;

    /** Most groups of a column. */
    private static final int GROUPS = 12;

    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

    static Summaries of(UtilityTables tables, double alarms) {
        AuditTable real = Pool.of("real", tables.train(), tables.holdout());
        AuditTable synthetic = tables.synthetic();
        int[] numbers = IntStream.range(0, real.columns().size())
                .filter(c -> NewValues.isNumber(real.columns().get(c)))
                .toArray();
        if (numbers.length == 0) {
            return new Summaries(List.of(), List.of(), List.of());
        }
        double level = tables.options().level();
        List<Groups> groups = Groups.of(real);
        int tests = 2 * numbers.length
                + numbers.length * groups.stream().mapToInt(Groups::size).sum();
        double alpha = alarms / tests;
        List<Figure> figures = new ArrayList<>();
        List<Figure> wrong = new ArrayList<>();
        List<Figure> wrongGroups = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        List<String> groupNames = new ArrayList<>();
        List<double[]> groupRows = new ArrayList<>();
        for (int c : numbers) {
            String name = real.columns().get(c).name();
            double[] trueValues = ((AuditColumn.Numbers) real.columns().get(c)).values();
            double[] madeValues = ((AuditColumn.Numbers) synthetic.columns().get(c)).values();
            Sample known = Sample.of(trueValues);
            Sample made = Sample.of(madeValues);
            if (known.size() < 2 || made.size() < 2) {
                continue;
            }
            String slug = Fairness.slug(name);
            Figure mean = figure(
                    "mean." + slug, "Mean of '" + name + "'", made.mean(), made.meanInterval(level), known.mean());
            Figure deviation = figure(
                    "deviation." + slug,
                    "Standard deviation of '" + name + "'",
                    made.deviation(),
                    made.deviationInterval(level),
                    known.deviation());
            double rows = (double) synthetic.rows() * known.size() / trueValues.length;
            figures.add(mean);
            figures.add(figure(
                    "sum." + slug,
                    "Sum of '" + name + "' over as many rows as the synthetic table has",
                    made.mean() * made.size(),
                    scaled(made.meanInterval(level), made.size()),
                    known.mean() * rows));
            figures.add(deviation);
            if (made.mean(known, alpha, MATTERS)) {
                wrong.add(mean);
            }
            if (made.spread(known, alpha, MATTERS)) {
                wrong.add(deviation);
            }
            names.add(name);
            columns.add(row(known, made, level));
            for (Groups by : groups) {
                for (int g = 0; g < by.size(); g++) {
                    Sample knownHere = Sample.of(by.values(real, trueValues, g));
                    Sample madeHere = Sample.of(by.values(synthetic, madeValues, g));
                    if (by.name().equals(name) || knownHere.size() < GROUP || madeHere.size() < GROUP) {
                        continue;
                    }
                    String title =
                            name + " where " + by.name() + " = " + by.labels().get(g);
                    Interval ends = knownHere.meanInterval(level);
                    Interval madeEnds = madeHere.meanInterval(level);
                    groupNames.add(title);
                    groupRows.add(new double[] {
                        knownHere.size(), knownHere.mean(), ends.low(), ends.high(),
                        madeHere.size(), madeHere.mean(), madeEnds.low(), madeEnds.high()
                    });
                    if (madeHere.mean(knownHere, alpha, 2 * MATTERS)) {
                        wrongGroups.add(figure(
                                "group-mean.evidence",
                                "Mean of " + title,
                                madeHere.mean(),
                                madeEnds,
                                knownHere.mean()));
                    }
                }
            }
        }
        return new Summaries(
                figures, grids(names, columns, groupNames, groupRows, level), findings(wrong, wrongGroups));
    }

    private static Figure figure(String id, String title, double value, Interval interval, double real) {
        return new Figure(
                NumbersPart.ID + "." + id,
                title + " in the synthetic table",
                value,
                Optional.of(interval),
                Optional.of(real),
                "reference: train and holdout");
    }

    private static Interval scaled(Interval interval, double by) {
        return new Interval(interval.low() * by, interval.high() * by, interval.level());
    }

    private static double[] row(Sample known, Sample made, double level) {
        List<Double> row = new ArrayList<>(List.of(known.mean(), made.mean(), known.deviation(), made.deviation()));
        for (double quantile : QUANTILES) {
            Interval ends = known.quantileInterval(quantile, level);
            row.addAll(List.of(known.quantile(quantile), ends.low(), ends.high(), made.quantile(quantile)));
        }
        return row.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Grid> grids(
            List<String> names, List<double[]> columns, List<String> groups, List<double[]> groupRows, double level) {
        List<String> heads =
                new ArrayList<>(List.of("mean real", "mean synthetic", "deviation real", "deviation synthetic"));
        for (double quantile : QUANTILES) {
            String of = String.format(Locale.ROOT, "quantile %s", Figure.number(quantile));
            heads.addAll(List.of(of + " real", of + " from", of + " to", of + " synthetic"));
        }
        List<Grid> grids = new ArrayList<>();
        if (!names.isEmpty()) {
            grids.add(new Grid(
                    NumbersPart.ID + ".columns",
                    "Means, deviations and quantiles of numbers",
                    names,
                    heads,
                    columns.toArray(double[][]::new),
                    "Real: train and holdout. From and to are ends of the real quantile's interval at level " + level
                            + "."));
        }
        if (!groups.isEmpty()) {
            grids.add(new Grid(
                    NumbersPart.ID + ".groups",
                    "Means of numbers by group",
                    groups,
                    List.of(
                            "rows real",
                            "mean real",
                            "from",
                            "to",
                            "rows synthetic",
                            "mean synthetic",
                            "made from",
                            "made to"),
                    groupRows.toArray(double[][]::new),
                    "Groups of the target and of sensitive columns, with at least " + GROUP + " rows in both."));
        }
        return grids;
    }

    private static List<Finding> findings(List<Figure> wrong, List<Figure> groups) {
        List<Finding> findings = new ArrayList<>();
        if (!wrong.isEmpty()) {
            boolean much = wrong.stream()
                    .anyMatch(figure ->
                            Math.abs(figure.value() - figure.reference().orElseThrow())
                                    > MUCH * Math.abs(figure.reference().orElseThrow()));
            findings.add(new Finding(
                    NumbersPart.ID + ".means",
                    much ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
                    "Means or deviations of numbers are more than a tenth off: "
                            + wrong.get(0).title().replace(" in the synthetic table", "") + " is "
                            + Figure.number(wrong.get(0).value()) + ", and "
                            + Figure.number(wrong.get(0).reference().orElseThrow())
                            + " among real rows.",
                    Traps.strongest(wrong),
                    "Totals, averages and whatever is computed from them come out wrong.",
                    "Don't sum or average these columns. Give the schema nearer bounds, a logarithmic scale"
                            + " (effigy:scale) or finer bins (effigy:bins), or raise the budget, and fit again."));
        }
        if (!groups.isEmpty()) {
            findings.add(new Finding(
                    NumbersPart.ID + ".group-means",
                    Finding.Severity.WARNING,
                    "Means of numbers are more than a fifth off in " + groups.size() + " groups.",
                    Traps.strongest(groups),
                    "Comparisons between these groups come out wrong.",
                    "Measure the column together with the one that makes the groups (--clique), or raise the budget."));
        }
        return findings;
    }

    /** Rows of the categories of a column that people compare: the target or a sensitive one. */
    private record Groups(int column, String name, List<String> labels) {
        static List<Groups> of(AuditTable real) {
            List<Groups> groups = new ArrayList<>();
            for (int c = 0; c < real.columns().size(); c++) {
                AuditColumn column = real.columns().get(c);
                if (column instanceof AuditColumn.Categories categories
                        && (column.field().role() == Role.TARGET
                                || column.field().role() == Role.SENSITIVE)
                        && categories.labels().size() <= GROUPS) {
                    groups.add(new Groups(c, column.name(), categories.labels()));
                }
            }
            return groups;
        }

        int size() {
            return labels.size();
        }

        double[] values(AuditTable table, double[] values, int label) {
            int[] codes = ((AuditColumn.Categories) table.columns().get(column)).codes();
            return IntStream.range(0, values.length)
                    .filter(row -> codes[row] == label)
                    .mapToDouble(row -> values[row])
                    .toArray();
        }
    }

    /** Numbers that are there, in order. */
    private record Sample(double[] sorted, double mean, double deviation, double kurtosis) {
        static Sample of(double[] values) {
            double[] sorted = Arrays.stream(values)
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
            double second = Arrays.stream(sorted)
                    .map(value -> Math.pow(value - mean, 2))
                    .sum();
            double fourth = Arrays.stream(sorted)
                    .map(value -> Math.pow(value - mean, 4))
                    .sum();
            int n = sorted.length;
            return new Sample(
                    sorted,
                    mean,
                    Math.sqrt(second / Math.max(1, n - 1)),
                    second > 0 ? fourth * n / second / second : 1);
        }

        int size() {
            return sorted.length;
        }

        double meanError() {
            return deviation / Math.sqrt(size());
        }

        /** By the delta method: the variance of a variance is its square times (kurtosis - 1) / n. */
        double deviationError() {
            return deviation * Math.sqrt(Math.max(0, kurtosis - 1) / size()) / 2;
        }

        Interval meanInterval(double level) {
            return Interval.normal(mean, meanError(), level);
        }

        Interval deviationInterval(double level) {
            return Interval.normal(deviation, deviationError(), level).within(deviation, 0, Double.POSITIVE_INFINITY);
        }

        double quantile(double share) {
            return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
        }

        /** Between order statistics: how many lie below the quantile is binomial, here by its normal limit. */
        Interval quantileInterval(double share, double level) {
            double half = z((1 - level) / 2) * Math.sqrt(sorted.length * share * (1 - share));
            int low = (int) Math.max(0, Math.floor(share * sorted.length - half) - 1);
            int high = (int) Math.min(sorted.length - 1.0, Math.ceil(share * sorted.length + half));
            return new Interval(sorted[low], sorted[high], level);
        }

        /** Whether the mean is off by more than a share of the other's, beyond chance. */
        boolean mean(Sample real, double alpha, double share) {
            double bound = share * Math.max(Math.abs(real.mean), 0.1 * real.deviation);
            return isOff(mean - real.mean, Math.hypot(meanError(), real.meanError()), bound, alpha);
        }

        /** Whether the deviation is. */
        boolean spread(Sample real, double alpha, double share) {
            return isOff(
                    deviation - real.deviation,
                    Math.hypot(deviationError(), real.deviationError()),
                    2 * share * real.deviation,
                    alpha);
        }

        private static boolean isOff(double difference, double error, double bound, double alpha) {
            return Math.abs(difference) > bound && Math.abs(difference) > z(alpha / 2) * error;
        }

        private static double z(double tail) {
            return -new NormalDistribution().inverseCumulativeProbability(tail);
        }
    }
}
