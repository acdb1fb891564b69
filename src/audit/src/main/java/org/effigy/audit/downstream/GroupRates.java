package org.effigy.audit.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Grid;
import org.effigy.audit.downstream.Contest.Arm;
import org.effigy.audit.learn.Answers;
import org.effigy.audit.learn.Bootstrap;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.Statistic;

/**
 * How models treat the groups of one column: rates by group, and the largest difference between two of them. Groups of
 * fewer than 50 rows are left out; the rate of selection among the truly positive counts groups with 20 of them.
 */
final class GroupRates {
    /** What is compared between groups. */
    enum Kind {
        /** How often rows are selected; the mean prediction of a number. */
        SELECTION("selection", "Difference in selection rates"),
        /** How often truly positive rows are selected. */
        OPPORTUNITY("opportunity", "Difference in true positive rates (equal opportunity)"),
        /** How often decisions are wrong; the root mean squared error of a number. */
        ERROR("error", "Difference in error");

        private final String id;
        private final String title;

        Kind(String id, String title) {
            this.id = id;
            this.title = title;
        }

        String id() {
            return id;
        }

        String title() {
            return title;
        }
    }

    private static final int SMALLEST = 50;
    private static final int FEWEST_POSITIVE = 20;

    private final Answers truth;
    private final int positive;
    private final String column;
    private final List<Slice> groups;

    private GroupRates(Answers truth, int positive, String column, List<Slice> groups) {
        this.truth = truth;
        this.positive = positive;
        this.column = column;
        this.groups = groups;
    }

    /**
     * The groups of a column.
     *
     * @param positive the class that selects; not looked at where a number is predicted
     * @throws IllegalArgumentException if there is no such column
     */
    static GroupRates of(Contest contest, String column, int positive) {
        Ground ground = contest.ground();
        List<Slice> groups = Slice.of(ground.holdout(), ground.train(), column).stream()
                .filter(group -> group.size() >= SMALLEST)
                .toList();
        return new GroupRates(ground.truth(), positive, column, groups);
    }

    /** How many groups there are. */
    int size() {
        return groups.size();
    }

    /** The groups' titles. */
    List<String> titles() {
        return groups.stream().map(Slice::title).toList();
    }

    /** What can be compared. */
    List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        if (!truth.isNominal() || counted(Kind.OPPORTUNITY).size() < 2) {
            kinds.remove(Kind.OPPORTUNITY);
        }
        return kinds;
    }

    private List<boolean[]> counted(Kind kind) {
        return groups.stream()
                .map(group -> kind == Kind.OPPORTUNITY ? positives(group.rows()) : group.rows())
                .filter(rows -> kind != Kind.OPPORTUNITY || count(rows) >= FEWEST_POSITIVE)
                .toList();
    }

    private boolean[] positives(boolean[] group) {
        boolean[] rows = new boolean[group.length];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = group[row] && truth.isNominal() && truth.classes()[row] == positive;
        }
        return rows;
    }

    private static int count(boolean[] rows) {
        return (int) IntStream.range(0, rows.length).filter(row -> rows[row]).count();
    }

    /** The largest difference between two groups. */
    Statistic gap(Kind kind, Predictions predictions) {
        Statistic rate = rate(kind, predictions);
        return gap(counted(kind).stream().map(rate::within).toList());
    }

    private static Statistic gap(List<Statistic> rates) {
        return weights -> {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (Statistic rate : rates) {
                double value = rate.value(weights);
                if (!Double.isNaN(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
            return low <= high ? high - low : Double.NaN;
        };
    }

    /** The rate over any rows. */
    private Statistic rate(Kind kind, Predictions predictions) {
        if (!truth.isNominal()) {
            double[] values = predictions.scores()[0];
            if (kind == Kind.SELECTION) {
                return Statistic.mean(values);
            }
            Statistic mean = Statistic.mean(IntStream.range(0, values.length)
                    .mapToDouble(row -> (values[row] - truth.numbers()[row]) * (values[row] - truth.numbers()[row]))
                    .toArray());
            return weights -> Math.sqrt(mean.value(weights));
        }
        int[] decisions = predictions.decisions();
        return Statistic.mean(IntStream.range(0, decisions.length)
                .mapToDouble(row -> kind == Kind.ERROR
                        ? (decisions[row] == truth.classes()[row] ? 0 : 1)
                        : (decisions[row] == positive ? 1 : 0))
                .toArray());
    }

    /** How much further the synthetic rows' groups lie apart in the target than the real rows'. */
    Estimate amplification(Ground ground, int wanted) {
        List<String> titles = titles();
        TargetGap real = TargetGap.of(ground, ground.train(), column, titles, wanted, 11);
        TargetGap synthetic = TargetGap.of(ground, ground.synthetic(), column, titles, wanted, 12);
        return Estimate.of(
                synthetic.value() - real.value(),
                IntStream.range(0, real.draws().length)
                        .mapToDouble(draw -> synthetic.draws()[draw] - real.draws()[draw])
                        .toArray(),
                0,
                0);
    }

    /** The gap of the target itself in one table, with its draws. */
    private record TargetGap(double value, double[] draws) {
        static TargetGap of(
                Ground ground, AuditTable table, String column, List<String> titles, int wanted, long salt) {
            Answers answers = ground.task().answers(table);
            double[] outcome = answers.isNominal()
                    ? IntStream.of(answers.classes())
                            .mapToDouble(c -> c == wanted ? 1 : 0)
                            .toArray()
                    : answers.numbers();
            List<Statistic> means = Slice.of(table, ground.train(), column).stream()
                    .filter(group -> titles.contains(group.title()) && group.size() >= SMALLEST)
                    .map(group -> Statistic.mean(outcome).within(group.rows()))
                    .toList();
            Bootstrap bootstrap = Bootstrap.of(
                    table, ground.bootstrap().draws(), ground.options().seed() + salt);
            Statistic gap = gap(means);
            return new TargetGap(gap.value(bootstrap.once()), bootstrap.values(List.of(gap))[0]);
        }
    }

    /** Each group's rows and rates, by what was learned from. */
    Grid grid(Contest contest, String id, String of) {
        List<Function<Predictions, Statistic>> scores = new ArrayList<>();
        List<String> columns = new ArrayList<>(List.of("rows"));
        List<Kind> kinds = kinds();
        for (Slice group : groups) {
            for (Kind kind : kinds) {
                boolean[] rows = kind == Kind.OPPORTUNITY ? positives(group.rows()) : group.rows();
                scores.add(predictions -> rate(kind, predictions).within(rows));
            }
        }
        for (Kind kind : kinds) {
            for (Arm arm : Arm.values()) {
                columns.add(kind.id() + ", " + arm.title());
            }
        }
        int[] once = contest.ground().bootstrap().once();
        double[][] values = new double[groups.size()][columns.size()];
        for (int g = 0; g < groups.size(); g++) {
            values[g][0] = groups.get(g).size();
            for (int k = 0; k < kinds.size(); k++) {
                for (Arm arm : Arm.values()) {
                    values[g][1 + k * Arm.values().length + arm.ordinal()] = scores.get(g * kinds.size() + k)
                            .apply(contest.predictions(arm))
                            .value(once);
                }
            }
        }
        return new Grid(
                id,
                "Rates by groups of '" + of + "', on the holdout",
                titles(),
                columns,
                values,
                "Columns name the rate and the rows that the model learned from.");
    }
}
