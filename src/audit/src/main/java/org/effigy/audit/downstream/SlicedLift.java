package org.effigy.audit.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.effigy.audit.Finding;
import org.effigy.audit.Grid;
import org.effigy.audit.Interval;
import org.effigy.audit.downstream.Contest.Arm;
import org.effigy.audit.downstream.Contest.Scored;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.Ranking;
import org.effigy.audit.learn.ScoreKind;
import org.effigy.audit.learn.Statistic;

/**
 * Lift where few rows are: by declared slices of the holdout, in the main score; and by class, in the average precision
 * of that class against the rest, for each class that at most a fifth of the real rows have.
 */
final class SlicedLift {
    private static final int SMALLEST_SLICE = 50;
    private static final int SMALLEST_CLASS = 10;
    private static final double RARE = 0.2;
    private static final double WORSE = 0.02;
    private static final double LOST = 0.1;

    private final Contest contest;
    private final List<Slice> slices;
    private final List<Scored> bySlice;
    private final List<Integer> classes;
    private final List<Scored> byClass;

    private SlicedLift(
            Contest contest, List<Slice> slices, List<Scored> bySlice, List<Integer> classes, List<Scored> byClass) {
        this.contest = contest;
        this.slices = slices;
        this.bySlice = bySlice;
        this.classes = classes;
        this.byClass = byClass;
    }

    /**
     * Scores the slices of these columns that have at least 50 rows and, where classes are predicted, 10 of at least two.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    static SlicedLift of(Contest contest, List<String> columns) {
        Ground ground = contest.ground();
        ScoreKind kind = ScoreKind.main(ground.task());
        List<Slice> slices = columns.stream()
                .flatMap(column -> Slice.of(ground.holdout(), ground.train(), column).stream())
                .filter(slice -> slice.size() >= SMALLEST_SLICE && classesIn(ground, slice) >= 2)
                .toList();
        int[] rows = new int[Math.max(1, ground.task().classes().size())];
        IntStream.of(ground.truth().classes()).forEach(c -> rows[c]++);
        List<Integer> classes = IntStream.range(0, ground.task().classes().size())
                .filter(c -> rows[c] >= SMALLEST_CLASS
                        && rows[c] <= RARE * ground.truth().rows())
                .boxed()
                .toList();
        List<Function<Predictions, Statistic>> scores = new ArrayList<>();
        slices.forEach(slice ->
                scores.add(predictions -> kind.of(ground.truth(), predictions).within(slice.rows())));
        classes.forEach(c -> scores.add(predictions -> {
            Ranking ranking = ScoreKind.ranking(ground.truth(), predictions, c);
            return ranking::precision;
        }));
        List<Scored> scored = contest.score(scores);
        return new SlicedLift(
                contest,
                slices,
                scored.subList(0, slices.size()),
                classes,
                scored.subList(slices.size(), scored.size()));
    }

    private static long classesIn(Ground ground, Slice slice) {
        if (!ground.task().isNominal()) {
            return 2;
        }
        int[] rows = new int[ground.task().classes().size()];
        IntStream.of(slice.positions()).forEach(row -> rows[ground.truth().classes()[row]]++);
        return IntStream.of(rows).filter(count -> count >= SMALLEST_CLASS).count();
    }

    /** One grid of slices and one of classes; none where there are none. */
    List<Grid> grids(String id) {
        List<Grid> grids = new ArrayList<>();
        ScoreKind kind = ScoreKind.main(contest.ground().task());
        if (!slices.isEmpty()) {
            grids.add(grid(
                    id + ".slices",
                    kind.title() + " of " + contest.learner().name() + " by slice of the holdout",
                    kind,
                    slices.stream().map(Slice::title).toList(),
                    slices.stream().map(Slice::size).toList(),
                    bySlice,
                    "Slices with fewer than " + SMALLEST_SLICE + " rows, or " + SMALLEST_CLASS
                            + " of two classes, are left out."));
        }
        if (!classes.isEmpty()) {
            grids.add(grid(
                    id + ".classes",
                    "PR-AUC of " + contest.learner().name() + " by rare class",
                    ScoreKind.PR_AUC,
                    classes.stream()
                            .map(c -> contest.ground().task().classes().get(c))
                            .toList(),
                    classes.stream()
                            .map(c ->
                                    (int) IntStream.of(contest.ground().truth().classes())
                                            .filter(truth -> truth == c)
                                            .count())
                            .toList(),
                    byClass,
                    "Each class against the rest; classes of at most a fifth of the real rows."));
        }
        return grids;
    }

    private Grid grid(
            String id,
            String title,
            ScoreKind kind,
            List<String> labels,
            List<Integer> sizes,
            List<Scored> scored,
            String note) {
        double[][] values = IntStream.range(0, labels.size())
                .mapToObj(i -> {
                    Estimate lift = scored.get(i).difference(Arm.BOTH, Arm.REAL);
                    Estimate cost = scored.get(i).difference(Arm.SYNTHETIC, Arm.REAL);
                    double[] row = new double[10];
                    row[0] = sizes.get(i);
                    for (Arm arm : Arm.values()) {
                        row[1 + arm.ordinal()] = scored.get(i).of(arm).value();
                    }
                    put(row, 4, lift.asDifference(kind));
                    put(row, 7, cost.asDifference(kind));
                    return row;
                })
                .toArray(double[][]::new);
        return new Grid(
                id,
                title,
                labels,
                List.of(
                        "rows",
                        "real",
                        "synthetic",
                        "real + synthetic",
                        "lift",
                        "lift from",
                        "lift to",
                        "synthetic - real",
                        "from",
                        "to"),
                values,
                note);
    }

    private void put(double[] row, int at, Estimate estimate) {
        row[at] = estimate.value();
        row[at + 1] = Double.NaN;
        row[at + 2] = Double.NaN;
        if (estimate.isKnown()) {
            Interval interval = estimate.interval(contest.ground().options().level());
            row[at + 1] = interval.low();
            row[at + 2] = interval.high();
        }
    }

    /** Slices that the synthetic rows harm, and rare classes that can't be learned from them. */
    List<Finding> findings(String id) {
        List<Finding> findings = new ArrayList<>();
        double alpha = contest.ground().alpha(slices.size() + classes.size());
        ScoreKind kind = ScoreKind.main(contest.ground().task());
        for (int i = 0; i < slices.size(); i++) {
            Estimate lift = bySlice.get(i).difference(Arm.BOTH, Arm.REAL);
            Estimate cost = bySlice.get(i).difference(Arm.SYNTHETIC, Arm.REAL);
            if (lift.isBelow(-WORSE, alpha)) {
                findings.add(finding(
                        id + ".slice-harm",
                        lift.value() < -LOST ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
                        text(
                                "Adding the synthetic rows makes predictions worse where %s",
                                slices.get(i).title()),
                        kind.title(),
                        bySlice.get(i),
                        lift,
                        "A gain on the whole can hide a loss for these people or cases.",
                        "Do not add the synthetic rows where these cases matter, or draw more rows of this kind."));
            } else if (cost.isBelow(-LOST, alpha)) {
                findings.add(finding(
                        id + ".slice-lost",
                        Finding.Severity.WARNING,
                        text(
                                "The synthetic rows teach little about cases where %s",
                                slices.get(i).title()),
                        kind.title(),
                        bySlice.get(i),
                        cost,
                        "A model that learned from the synthetic rows alone serves these people or cases badly.",
                        "Put this column and the target into a clique (--clique), or use real rows for these cases."));
            }
        }
        for (int i = 0; i < classes.size(); i++) {
            Estimate cost = byClass.get(i).difference(Arm.SYNTHETIC, Arm.REAL);
            if (cost.isBelow(-LOST, alpha)) {
                findings.add(finding(
                        id + ".rare-class",
                        Finding.Severity.SERIOUS,
                        text(
                                "The rare class '%s' of '%s' can hardly be learned from the synthetic rows",
                                contest.ground().task().classes().get(classes.get(i)),
                                contest.ground().task().target()),
                        "PR-AUC",
                        byClass.get(i),
                        cost,
                        "A model that learned from the synthetic rows alone misses this class, or sees it everywhere.",
                        "Draw more rows of this class, measure more that involves the target, or raise the budget."));
            }
        }
        return findings;
    }

    private Finding finding(
            String id,
            Finding.Severity severity,
            String title,
            String score,
            Scored scored,
            Estimate difference,
            String consequence,
            String advice) {
        double level = contest.ground().options().level();
        double real = scored.of(Arm.REAL).value();
        return new Finding(
                id,
                severity,
                title,
                List.of(
                        Lift.figure(id + ".difference", "Difference in " + score, difference, level, 0, ""),
                        Lift.figure(
                                id + ".synthetic",
                                score + ", trained on synthetic rows; reference: on real rows",
                                scored.of(Arm.SYNTHETIC),
                                level,
                                real,
                                "")),
                consequence,
                advice);
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
