package org.effigy.audit.likeness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Grid;

/** The details behind the figures of {@link Fidelity}, by column and pair. */
final class FidelityGrids {
    private static final double[] QUANTILES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

    private FidelityGrids() {}

    /** One-way figures by column. */
    static Grid columns(Side train, Side holdout, Side synthetic, Likeness onTrain, Likeness onHoldout, Likeness real) {
        List<String> labels = List.of(
                "total-variation.train",
                "total-variation.holdout",
                "total-variation.real",
                "kolmogorov-smirnov.train",
                "kolmogorov-smirnov.holdout",
                "kolmogorov-smirnov.real",
                "wasserstein.train",
                "wasserstein.holdout",
                "wasserstein.real",
                "missing.train",
                "missing.holdout",
                "missing.synthetic",
                "category-coverage.train",
                "rare-coverage.train",
                "range-coverage.train");
        int width = names(train.table()).size();
        double[][] values = new double[width][];
        for (int c = 0; c < width; c++) {
            AuditColumn column = train.table().columns().get(c);
            AuditColumn judged = synthetic.table().columns().get(c);
            boolean categories = column instanceof AuditColumn.Categories;
            values[c] = new double[] {
                onTrain.singles()[c],
                onHoldout.singles()[c],
                real.singles()[c],
                onTrain.columns()[c].ks(),
                onHoldout.columns()[c].ks(),
                real.columns()[c].ks(),
                onTrain.columns()[c].wasserstein(),
                onHoldout.columns()[c].wasserstein(),
                real.columns()[c].wasserstein(),
                ColumnFacts.missingRate(column),
                ColumnFacts.missingRate(holdout.table().columns().get(c)),
                ColumnFacts.missingRate(judged),
                categories
                        ? ColumnFacts.categoryCoverage((AuditColumn.Categories) column, (AuditColumn.Categories) judged)
                        : Double.NaN,
                categories
                        ? ColumnFacts.rareCoverage((AuditColumn.Categories) column, (AuditColumn.Categories) judged)
                        : Double.NaN,
                categories
                        ? Double.NaN
                        : ColumnFacts.rangeCoverage(train.sorted()[c], synthetic.sorted()[c])
            };
        }
        return new Grid(
                Fidelity.ID + ".columns",
                "Single columns",
                names(train.table()),
                labels,
                values,
                "synthetic against train and holdout; .real is the holdout against train; Wasserstein distances are in"
                        + " the column's unit (days for dates, seconds for times)");
    }

    /** By which bins joint shares are counted. */
    static Grid bins(Side train) {
        List<AuditColumn> columns = train.table().columns();
        return new Grid(
                Fidelity.ID + ".bins",
                "Bins of each column",
                names(train.table()),
                List.of("bins", "declared"),
                IntStream.range(0, columns.size())
                        .mapToObj(c ->
                                new double[] {train.binned().sizes()[c], Binning.isDeclared(columns.get(c)) ? 1 : 0})
                        .toArray(double[][]::new),
                "declared 1: by the schema; 0: by the tables' own categories, or train's sixteenths. Missing cells and values"
                        + " below and above the domain have a bin each");
    }

    /** Quantiles of ordered columns; empty if there is none. */
    static Optional<Grid> quantiles(Side train, Side holdout, Side synthetic) {
        List<AuditColumn> columns = train.table().columns();
        int[] ordered = IntStream.range(0, columns.size())
                .filter(c -> columns.get(c) instanceof AuditColumn.Numbers)
                .toArray();
        if (ordered.length == 0) {
            return Optional.empty();
        }
        List<Side> sides = List.of(train, holdout, synthetic);
        List<String> labels = sides.stream()
                .flatMap(side -> Arrays.stream(QUANTILES)
                        .mapToObj(share -> side.table().name() + "." + String.format(Locale.ROOT, "%.2f", share)))
                .toList();
        double[][] values = Arrays.stream(ordered)
                .mapToObj(c -> sides.stream()
                        .flatMapToDouble(side ->
                                Arrays.stream(QUANTILES).map(share -> ColumnFacts.quantile(side.sorted()[c], share)))
                        .toArray())
                .toArray(double[][]::new);
        return Optional.of(new Grid(
                Fidelity.ID + ".quantiles",
                "Quantiles of ordered columns",
                Arrays.stream(ordered).mapToObj(c -> columns.get(c).name()).toList(),
                labels,
                values,
                "dates as days and times as seconds since 1970"));
    }

    /** Total variation by pair of columns: synthetic, and train, against the holdout. */
    static List<Grid> pairs(AuditTable train, Plan plan, Likeness onHoldout, Likeness real) {
        if (plan.pairs().isEmpty()) {
            return List.of();
        }
        return List.of(
                new Grid(
                        Fidelity.ID + ".total-variation.2.synthetic",
                        "Total variation by pair, synthetic against holdout",
                        names(train),
                        names(train),
                        matrix(train, plan.pairs(), p -> onHoldout.pairs()[p], 0),
                        ""),
                new Grid(
                        Fidelity.ID + ".total-variation.2.real",
                        "Total variation by pair, train against holdout",
                        names(train),
                        names(train),
                        matrix(train, plan.pairs(), p -> real.pairs()[p], 0),
                        ""));
    }

    /** Associations by pair: in each table, and how the synthetic one differs from train. */
    static List<Grid> associations(AuditTable table, Plan plan, Side train, Side holdout, Side synthetic) {
        List<Grid> grids = new ArrayList<>();
        for (Association kind : Association.values()) {
            if (plan.related().stream()
                    .anyMatch(pair -> kind.isDefined(
                            table.columns().get(pair[0]), table.columns().get(pair[1])))) {
                double own = kind == Association.MUTUAL_INFORMATION || kind == Association.CORRELATION_RATIO
                        ? Double.NaN
                        : 1;
                for (Side side : List.of(train, holdout, synthetic)) {
                    grids.add(association(
                            kind,
                            side.table().name(),
                            kind.title() + ", " + side.table().name(),
                            table,
                            matrix(
                                    table,
                                    plan.related(),
                                    p -> side.associations().value(kind, p),
                                    own)));
                }
                grids.add(association(
                        kind,
                        "difference",
                        kind.title() + ", synthetic less train",
                        table,
                        matrix(
                                table,
                                plan.related(),
                                p -> synthetic.associations().value(kind, p)
                                        - train.associations().value(kind, p),
                                Double.NaN)));
            }
        }
        return grids;
    }

    private static Grid association(Association kind, String what, String title, AuditTable table, double[][] all) {
        List<AuditColumn> columns = table.columns();
        int[] rows = IntStream.range(0, all.length)
                .filter(c -> kind == Association.MUTUAL_INFORMATION
                        || columns.get(c) instanceof AuditColumn.Categories
                                == (kind == Association.CRAMERS_V || kind == Association.CORRELATION_RATIO))
                .toArray();
        int[] across = kind == Association.CORRELATION_RATIO
                ? IntStream.range(0, all.length)
                        .filter(c -> columns.get(c) instanceof AuditColumn.Numbers)
                        .toArray()
                : rows;
        return new Grid(
                Fidelity.ID + "." + kind.id() + "." + what,
                title,
                Arrays.stream(rows).mapToObj(c -> columns.get(c).name()).toList(),
                Arrays.stream(across).mapToObj(c -> columns.get(c).name()).toList(),
                Arrays.stream(rows)
                        .mapToObj(r -> Arrays.stream(across)
                                .mapToDouble(c -> all[r][c])
                                .toArray())
                        .toArray(double[][]::new),
                "");
    }

    /** What samples of train score, by their share and measure. */
    static Grid realSample(RealSample sample) {
        Measure[] measures = Measure.values();
        return new Grid(
                Fidelity.ID + ".real-sample",
                "What samples of the training rows score against the holdout, by their share",
                sample.shares().stream()
                        .map(share -> String.format(Locale.ROOT, "%.2f %%", 100 * share))
                        .toList(),
                Arrays.stream(measures).map(Measure::id).toList(),
                IntStream.range(0, sample.shares().size())
                        .mapToObj(i -> Arrays.stream(measures)
                                .mapToDouble(measure -> sample.scores().get(measure)[i])
                                .toArray())
                        .toArray(double[][]::new),
                "");
    }

    private interface OfPair {
        double of(int pair);
    }

    private static double[][] matrix(AuditTable table, List<int[]> pairs, OfPair number, double own) {
        int width = table.columns().size();
        double[][] matrix = new double[width][width];
        for (double[] row : matrix) {
            Arrays.fill(row, Double.NaN);
        }
        for (int c = 0; c < width; c++) {
            matrix[c][c] = own;
        }
        for (int p = 0; p < pairs.size(); p++) {
            int[] pair = pairs.get(p);
            matrix[pair[0]][pair[1]] = number.of(p);
            matrix[pair[1]][pair[0]] = matrix[pair[0]][pair[1]];
        }
        return matrix;
    }

    private static List<String> names(AuditTable table) {
        return table.columns().stream().map(AuditColumn::name).toList();
    }
}
