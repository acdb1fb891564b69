package org.effigy.audit.likeness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Grid;
import org.effigy.audit.Interval;
import org.effigy.audit.UtilityPart;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;

/**
 * How like the real table the synthetic one is: single columns, pairs and triples, and whether a regression can tell them
 * apart. Each figure stands beside what an equal number of real rows scores. Formulas and sources: docs/theory/utility.md.
 */
public final class Fidelity implements UtilityPart {
    /** The section's id. */
    public static final String ID = "utility.fidelity";

    /** The regression that tells rows apart sees at most so many rows of a table. */
    static final int MOST_LEARNED = 100_000;

    private Fidelity() {}

    /** All figures. */
    public static Fidelity of() {
        return new Fidelity();
    }

    @Override
    public UtilitySection examine(UtilityTables tables) {
        long seed = tables.options().seed();
        Plan plan = Plan.of(tables.train(), seed);
        List<BinnedTable> binned =
                BinnedTable.of(tables.train(), List.of(tables.train(), tables.holdout(), tables.synthetic()));
        Side train = Side.of(tables.train(), binned.get(0), plan, seed, Associations.GROUPS);
        Side holdout = Side.of(tables.holdout(), binned.get(1), plan, seed, Associations.GROUPS);
        Side synthetic = Side.of(tables.synthetic(), binned.get(2), plan, seed, Associations.GROUPS);
        Likeness onHoldout = Likeness.of(holdout, synthetic, plan, true);
        Likeness onTrain = Likeness.of(train, synthetic, plan, true);
        Likeness real = Likeness.of(train, holdout, plan, false);
        RealSample sample = RealSample.of(train, holdout, synthetic.rows(), plan, seed);

        double level = tables.options().level();
        List<Figure> figures = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (!Double.isNaN(onHoldout.values().get(measure))) {
                figures.addAll(figures(measure, onHoldout, onTrain, real, sample, level));
            }
        }
        figures.addAll(coverage(tables, sampleOfTrain(tables, seed)));
        figures.addAll(apart(tables));
        List<Grid> grids = new ArrayList<>(JointPictures.of(tables.train(), tables.synthetic(), plan, onHoldout, real));
        grids.addAll(ComponentPicture.of(tables.train(), tables.synthetic(), seed));
        grids.add(FidelityGrids.columns(train, holdout, synthetic, onTrain, onHoldout, real));
        grids.add(FidelityGrids.bins(train));
        FidelityGrids.quantiles(train, holdout, synthetic).ifPresent(grids::add);
        grids.addAll(FidelityGrids.pairs(tables.train(), plan, onHoldout, real));
        grids.addAll(FidelityGrids.associations(tables.train(), plan, train, holdout, synthetic));
        grids.add(FidelityGrids.realSample(sample));
        return new UtilitySection(ID, "Likeness to the real table", figures, grids, List.of());
    }

    private static List<Figure> figures(
            Measure measure, Likeness onHoldout, Likeness onTrain, Likeness real, RealSample sample, double level) {
        double value = onHoldout.values().get(measure);
        double equal = sample.equal().get(measure);
        double share = 100 * sample.equivalent(measure, value);
        String percent = String.format(Locale.ROOT, share < 10 ? "%.2g" : "%.0f", share);
        String words = share >= 100
                ? "no worse than all training rows"
                : (share <= 100 * sample.shares().get(0) ? "no better than a " : "as good as a ") + percent
                        + " % sample of the training rows";
        Optional<Interval> interval = interval(onHoldout, measure, level);
        List<Figure> figures = new ArrayList<>();
        figures.add(figure(
                measure.id() + ".holdout",
                measure.title() + ", synthetic against holdout",
                value,
                interval,
                Optional.of(equal),
                words + "; reference: as many training rows against the holdout"));
        figures.add(figure(
                measure.id() + ".equivalent",
                measure.title() + ", as good as this percentage of the training rows",
                share,
                Optional.empty(),
                Optional.of(100.0),
                "by what samples of the training rows score against the holdout"));
        figures.add(figure(
                measure.id() + ".train",
                measure.title() + ", synthetic against train",
                onTrain.values().get(measure),
                interval(onTrain, measure, level),
                Optional.of(real.values().get(measure)),
                "reference: the holdout's rows against train"));
        if (measure == Measure.TWO_WAY || measure == Measure.THREE_WAY) {
            String way = measure == Measure.TWO_WAY ? "2" : "3";
            figures.add(figure(
                    "k-marginal." + way + ".holdout",
                    "NIST k-marginal score (0 to 1000), k = " + way + ", synthetic against holdout",
                    score(value),
                    interval.map(Fidelity::score),
                    Optional.of(score(equal)),
                    words + "; reference: as many training rows against the holdout"));
            figures.add(figure(
                    "k-marginal." + way + ".train",
                    "NIST k-marginal score (0 to 1000), k = " + way + ", synthetic against train",
                    score(onTrain.values().get(measure)),
                    interval(onTrain, measure, level).map(Fidelity::score),
                    Optional.of(score(real.values().get(measure))),
                    "reference: the holdout's rows against train"));
        }
        return figures;
    }

    private static double score(double totalVariation) {
        return 1000 * (1 - totalVariation);
    }

    private static Interval score(Interval interval) {
        return new Interval(score(interval.high()), score(interval.low()), interval.level());
    }

    private static Optional<Interval> interval(Likeness likeness, Measure measure, double level) {
        double deviation = likeness.deviations().get(measure);
        if (Double.isNaN(deviation)) {
            return Optional.empty();
        }
        Interval wide = Interval.normal(likeness.values().get(measure), deviation, level);
        return Optional.of(wide.within(
                likeness.values().get(measure),
                0,
                measure == Measure.MUTUAL_INFORMATION
                        ? Double.POSITIVE_INFINITY
                        : measure == Measure.PEARSON || measure == Measure.SPEARMAN ? 2 : 1));
    }

    private static Figure figure(
            String id,
            String title,
            double value,
            Optional<Interval> interval,
            Optional<Double> reference,
            String note) {
        return new Figure(
                ID + "." + id, title, value, interval, reference.filter(number -> !Double.isNaN(number)), note);
    }

    /** As many training rows as the synthetic table has, or all. */
    private static AuditTable sampleOfTrain(UtilityTables tables, long seed) {
        int rows = tables.train().rows();
        int wanted = Math.min(rows, tables.synthetic().rows());
        return wanted == rows
                ? tables.train()
                : tables.train().select(Draw.of(seed, -4).rows(rows, wanted));
    }

    private static List<Figure> coverage(UtilityTables tables, AuditTable sample) {
        List<Figure> figures = new ArrayList<>();
        String reference = "mean over columns; reference: as many training rows";
        figures.add(covered(
                "missing-rate",
                "Missing rates, mean absolute difference from the holdout",
                tables,
                sample,
                (real, other) -> Math.abs(ColumnFacts.missingRate(real) - ColumnFacts.missingRate(other)),
                reference));
        figures.add(covered(
                "category-coverage",
                "Share of the holdout's categories that are present",
                tables,
                sample,
                (real, other) -> real instanceof AuditColumn.Categories categories
                        ? ColumnFacts.categoryCoverage(categories, (AuditColumn.Categories) other)
                        : Double.NaN,
                reference));
        figures.add(covered(
                "rare-coverage",
                "Share of the holdout's rare categories (1 % of rows or fewer) that are present",
                tables,
                sample,
                (real, other) -> real instanceof AuditColumn.Categories categories
                        ? ColumnFacts.rareCoverage(categories, (AuditColumn.Categories) other)
                        : Double.NaN,
                reference));
        figures.add(covered(
                "range-coverage",
                "Share of the holdout's ranges that is covered",
                tables,
                sample,
                (real, other) -> real instanceof AuditColumn.Numbers numbers
                        ? ColumnFacts.rangeCoverage(
                                OneWayDistance.sorted(numbers.values()),
                                OneWayDistance.sorted(((AuditColumn.Numbers) other).values()))
                        : Double.NaN,
                reference));
        return figures.stream().filter(Figure::isDefined).toList();
    }

    private static Figure covered(
            String id,
            String title,
            UtilityTables tables,
            AuditTable sample,
            ToDoubleBiFunction<AuditColumn, AuditColumn> number,
            String note) {
        return figure(
                id + ".holdout",
                title,
                mean(tables.holdout(), tables.synthetic(), number),
                Optional.empty(),
                Optional.of(mean(tables.holdout(), sample, number)),
                note);
    }

    private static double mean(AuditTable real, AuditTable other, ToDoubleBiFunction<AuditColumn, AuditColumn> number) {
        double sum = 0;
        int count = 0;
        for (int c = 0; c < real.columns().size(); c++) {
            double value =
                    number.applyAsDouble(real.columns().get(c), other.columns().get(c));
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private static List<Figure> apart(UtilityTables tables) {
        long seed = tables.options().seed();
        double level = tables.options().level();
        AuditTable train = learned(tables.train(), seed);
        AuditTable holdout = learned(tables.holdout(), seed);
        AuditTable synthetic = learned(tables.synthetic(), seed);
        AuditTable sample = learned(sampleOfTrain(tables, seed), seed);
        List<Figure> figures = new ArrayList<>();
        Propensity onTrain = Propensity.of(train, synthetic);
        figures.add(figure(
                "propensity.pmse.train",
                "Propensity score mean squared error (pMSE), synthetic against train",
                onTrain.error(),
                Optional.empty(),
                Optional.of(onTrain.expectedOfFitted()),
                "logistic regression on main effects; reference: the expectation for a right model fitted to train"
                        + " (Snoke et al. 2018)"));
        Propensity onHoldout = Propensity.of(holdout, synthetic);
        figures.add(figure(
                "propensity.ratio.holdout",
                "pMSE over its expectation for a sample of real rows, synthetic against holdout",
                onHoldout.ratio(),
                onHoldout.rank() > 1 ? Optional.of(onHoldout.ratioInterval(level)) : Optional.empty(),
                Optional.of(Propensity.of(holdout, sample).ratio()),
                "about 1 for real rows; reference: as many training rows against the holdout"));
        return figures;
    }

    private static AuditTable learned(AuditTable table, long seed) {
        return table.rows() <= MOST_LEARNED
                ? table
                : table.select(Draw.of(seed, -5).rows(table.rows(), MOST_LEARNED));
    }
}
