package org.effigy.audit.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.learn.Answers;
import org.effigy.audit.learn.BoostedTrees;
import org.effigy.audit.learn.Bootstrap;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Model;
import org.effigy.audit.learn.ScoreKind;
import org.effigy.audit.learn.Statistic;
import org.effigy.audit.learn.Subsample;
import org.effigy.audit.learn.Task;
import org.effigy.audit.learn.Training;
import org.effigy.audit.traps.Chance;
import org.effigy.audit.traps.Shift;

/**
 * Compares batches of later real rows with a reference: each column, each pair of columns, and how well a model that
 * learned from half of the reference predicts, in all and by slices. If nothing has changed, a batch raises any alarm with a
 * probability of at most {@link #ALARMS}: the tests share it out (Bonferroni). A pair is told of only where neither of its
 * columns is. Tables are coded together.
 */
public final class Drift {
    /** The probability that a batch raises an alarm where nothing has changed. */
    public static final double ALARMS = .05;

    /** A distance from which a change matters for most uses. */
    static final double LARGE = .1;

    private static final double FOR_COLUMNS = .4;
    private static final double FOR_PAIRS = .3;
    private static final double FOR_SCORE = .2;
    private static final double FOR_SLICES = .1;

    /** A slice has so many rows in the batch and in the reference. */
    private static final int SLICE = 200;

    private static final int DRAWS = 400;
    private static final int MOST = 50_000;

    private final AuditTable reference;
    private final Optional<String> target;
    private final List<String> slices;
    private final long seed;

    private Drift(AuditTable reference, Optional<String> target, List<String> slices, long seed) {
        this.reference = Objects.requireNonNull(reference, "reference");
        this.target = target;
        this.slices = List.copyOf(slices);
        this.seed = seed;
    }

    /** From these real rows. */
    public static Drift from(AuditTable reference) {
        return new Drift(reference, Optional.empty(), List.of(), 1);
    }

    /**
     * With a model that predicts a column.
     *
     * @param columns by whose categories its score is told too
     * @throws IllegalArgumentException if there is no such column
     */
    public Drift predicting(String column, List<String> columns) {
        reference.column(column);
        columns.forEach(reference::column);
        return new Drift(reference, Optional.of(column), columns, seed);
    }

    /** With another seed of the halves and the bootstrap. */
    public Drift seed(long chosen) {
        return new Drift(reference, target, slices, chosen);
    }

    /**
     * Compares batches.
     *
     * @throws IllegalArgumentException if a table has no row, or the target has fewer than two values
     */
    public List<BatchDrift> of(List<AuditTable> batches) {
        for (AuditTable table : batches) {
            if (table.rows() == 0 || reference.rows() == 0) {
                throw new IllegalArgumentException("table '" + (table.rows() == 0 ? table.name() : reference.name())
                        + "' has no row: there is nothing to compare");
            }
        }
        Optional<Predictor> predictor = target.map(Predictor::new);
        return batches.stream().map(batch -> of(batch, predictor)).toList();
    }

    private BatchDrift of(AuditTable batch, Optional<Predictor> predictor) {
        List<Change> changes = new ArrayList<>();
        // Rows of a unit are alike, and would be taken for more evidence than they are.
        AuditTable old = reference.onePerUnit(new SplittableRandom(seed));
        AuditTable now = batch.onePerUnit(new SplittableRandom(seed));
        double farthest = columns(old, now, changes);
        Set<String> known = new HashSet<>();
        changes.forEach(change -> known.add(change.name()));
        pairs(old, now, known, changes);
        Optional<Double> score = predictor.map(one -> one.of(batch, changes));
        changes.sort(Comparator.comparingDouble(Change::chance));
        return new BatchDrift(
                batch.name(), batch.rows(), farthest, score, predictor.map(Predictor::onReference), changes);
    }

    private static double columns(AuditTable before, AuditTable after, List<Change> changes) {
        int width = before.columns().size();
        double farthest = 0;
        for (int c = 0; c < width; c++) {
            AuditColumn one = before.columns().get(c);
            AuditColumn other = after.columns().get(c);
            double distance = Shift.distance(one, other);
            double chance = Math.min(Shift.chance(one, other, distance), gaps(one, other));
            farthest = Math.max(farthest, distance);
            // Two tests of a column: its values, and how many there are.
            if (chance < ALARMS * FOR_COLUMNS / (2 * width)) {
                changes.add(new Change(Change.Kind.COLUMN, one.name(), distance, chance));
            }
        }
        return farthest;
    }

    /** How likely so different a share of missing cells is. */
    private static double gaps(AuditColumn one, AuditColumn other) {
        return Chance.unequal(gaps(one), gaps(other));
    }

    private static long[] gaps(AuditColumn column) {
        long missing =
                IntStream.range(0, column.rows()).filter(column::isMissing).count();
        return new long[] {missing, column.rows() - missing};
    }

    private static void pairs(AuditTable before, AuditTable after, Set<String> known, List<Change> changes) {
        int width = before.columns().size();
        if (width < 2) {
            return;
        }
        List<Classes> classes = before.columns().stream().map(Classes::of).toList();
        List<int[]> old = IntStream.range(0, width)
                .mapToObj(c -> classes.get(c).read(before.columns().get(c)))
                .toList();
        List<int[]> now = IntStream.range(0, width)
                .mapToObj(c -> classes.get(c).read(after.columns().get(c)))
                .toList();
        double alarms = ALARMS * FOR_PAIRS / (width * (width - 1) / 2.0);
        for (int a = 0; a < width; a++) {
            for (int b = a + 1; b < width; b++) {
                String first = before.columns().get(a).name();
                String second = before.columns().get(b).name();
                if (known.contains(first) || known.contains(second)) {
                    continue;
                }
                int size = classes.get(b).size();
                int cells = classes.get(a).size() * size;
                long[] were = counts(old.get(a), old.get(b), size, cells);
                long[] are = counts(now.get(a), now.get(b), size, cells);
                double chance = Chance.unequal(were, are);
                if (chance < alarms) {
                    changes.add(new Change(
                            Change.Kind.PAIR, "'" + first + "' and '" + second + "'", variation(were, are), chance));
                }
            }
        }
    }

    private static long[] counts(int[] a, int[] b, int size, int cells) {
        long[] counts = new long[cells];
        for (int row = 0; row < a.length; row++) {
            counts[a[row] * size + b[row]]++;
        }
        return counts;
    }

    private static double variation(long[] one, long[] other) {
        double rows = Arrays.stream(one).sum();
        double others = Arrays.stream(other).sum();
        return IntStream.range(0, one.length)
                        .mapToDouble(i -> Math.abs(one[i] / rows - other[i] / others))
                        .sum()
                / 2;
    }

    /** A model of half of the reference, and how well it predicts the other half. */
    private final class Predictor {
        private final Task task;
        private final ScoreKind kind;
        private final Model model;
        private final AuditTable tested;
        private final Scored before;

        Predictor(String column) {
            this.task = Task.of(column, reference);
            this.kind = ScoreKind.main(task);
            AuditTable known = task.known(reference);
            int[] learned = halves(known);
            this.model = Training.of(task, Subsample.of(known.select(learned), MOST, seed))
                    .fit(new BoostedTrees());
            boolean[] used = new boolean[known.rows()];
            Arrays.stream(learned).forEach(row -> used[row] = true);
            this.tested = known.select(
                    IntStream.range(0, used.length).filter(row -> !used[row]).toArray());
            this.before = new Scored(tested);
        }

        /** Half of the rows; all rows of half of the units, where there are any. */
        private int[] halves(AuditTable known) {
            if (known.units().isEmpty()) {
                return Subsample.of(known.rows(), known.rows() / 2, seed);
            }
            int[] units = known.units().get().codes();
            int most = Arrays.stream(units).max().orElse(0) + 2;
            boolean[] chosen = new boolean[most];
            Arrays.stream(Subsample.of(most, most / 2, seed)).forEach(unit -> chosen[unit] = true);
            return IntStream.range(0, units.length)
                    .filter(row -> chosen[units[row] + 1])
                    .toArray();
        }

        private final class Scored {
            private final AuditTable rows;
            private final Statistic statistic;
            private final Bootstrap bootstrap;

            Scored(AuditTable table) {
                this.rows = task.known(table);
                Answers truth = task.answers(rows);
                this.statistic = kind.of(truth, model.score(rows));
                this.bootstrap = Bootstrap.of(rows, DRAWS, seed + 7);
            }

            double value(Statistic of) {
                return of.value(bootstrap.once());
            }

            double deviation(Statistic of) {
                return Math.sqrt(Estimate.variance(bootstrap.values(List.of(of))[0]));
            }
        }

        double onReference() {
            return before.value(before.statistic);
        }

        /** The score on a batch. */
        double of(AuditTable batch, List<Change> changes) {
            Scored after = new Scored(batch);
            worse(task.target(), Change.Kind.SCORE, after, before.statistic, after.statistic, ALARMS * FOR_SCORE)
                    .ifPresent(changes::add);
            List<Slice> found = found(after);
            for (Slice slice : found) {
                worse(
                                slice.words(),
                                Change.Kind.SLICE,
                                after,
                                before.statistic.within(slice.before()),
                                after.statistic.within(slice.after()),
                                ALARMS * FOR_SLICES / found.size())
                        .ifPresent(changes::add);
            }
            return after.value(after.statistic);
        }

        private Optional<Change> worse(
                String name, Change.Kind what, Scored after, Statistic old, Statistic now, double alarms) {
            double drop = before.value(old) - after.value(now);
            double lost = kind.isHigherBetter() ? drop : -drop;
            double deviation = Math.hypot(before.deviation(old), after.deviation(now));
            if (!(deviation > 0) || Double.isNaN(lost)) {
                return Optional.empty();
            }
            double chance = 1 - new NormalDistribution(null, 0, 1).cumulativeProbability(lost / deviation);
            return chance < alarms ? Optional.of(new Change(what, name, lost, chance)) : Optional.empty();
        }

        private record Slice(String words, boolean[] before, boolean[] after) {}

        private List<Slice> found(Scored after) {
            List<Slice> found = new ArrayList<>();
            for (String name : slices) {
                if (!(reference.column(name) instanceof AuditColumn.Categories column)) {
                    continue;
                }
                for (int code = 0; code < column.labels().size(); code++) {
                    boolean[] old = in(before.rows, name, code);
                    boolean[] now = in(after.rows, name, code);
                    if (count(old) >= SLICE && count(now) >= SLICE) {
                        found.add(new Slice(
                                String.format(
                                        Locale.ROOT,
                                        "%s is %s",
                                        name,
                                        column.labels().get(code)),
                                old,
                                now));
                    }
                }
            }
            return found;
        }

        private static boolean[] in(AuditTable rows, String name, int code) {
            int[] codes = ((AuditColumn.Categories) rows.column(name)).codes();
            boolean[] in = new boolean[codes.length];
            for (int row = 0; row < in.length; row++) {
                in[row] = codes[row] == code;
            }
            return in;
        }

        private static int count(boolean[] in) {
            int count = 0;
            for (boolean one : in) {
                count += one ? 1 : 0;
            }
            return count;
        }
    }
}
