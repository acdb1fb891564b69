package org.effigy.audit.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.learn.Answers;
import org.effigy.audit.learn.Bootstrap;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.Statistic;
import org.effigy.audit.learn.Task;

/**
 * Finds out whether a learner that has some real rows does better with synthetic ones, or with anything else that people do
 * about rare classes, and says so:
 *
 * <pre>{@code
 * Advice advice = Adviser.of("fraud", real, synthetic).holdout(holdout).run();
 * }</pre>
 *
 * The rule is fixed beforehand: of all that is tried by cross-validation on real rows, the best is picked if it is better
 * than real rows alone beyond chance; it is then compared with them once, on rows that nothing was chosen on. Tables are coded
 * together. Not safe for use by several threads; it uses the cores that it finds, and the result doesn't depend on their
 * number.
 */
public final class Adviser {
    /** Of the real rows, the part that is set aside where no holdout is given. */
    static final int SET_ASIDE = 4;

    /** What is picked is better than the control by chance alone with this probability, if it were the only thing tried. */
    static final double CHANCE = .05;

    private static final int FOLDS = 5;
    private static final int FEWEST = 10;
    private static final int DRAWS = 1_000;
    private static final double LEVEL = .95;
    private static final int SLICE = 50;
    private static final int MOST_SLICES = 12;

    private final String target;
    private final AuditTable real;
    private final AuditTable synthetic;
    private Optional<AuditTable> holdout = Optional.empty();
    private Optional<String> positive = Optional.empty();
    private List<Learner> learners = Learner.standard();
    private List<String> slices = List.of();
    private Goal goal = Goal.PR_AUC;
    private Cost cost = Cost.EVEN;
    private long seed = 1;
    private BiConsumer<Integer, Integer> progress = (done, of) -> {};

    private Adviser(String target, AuditTable real, AuditTable synthetic) {
        this.target = Objects.requireNonNull(target, "target");
        this.real = Objects.requireNonNull(real, "real");
        this.synthetic = Objects.requireNonNull(synthetic, "synthetic");
    }

    /**
     * An adviser.
     *
     * @param target the column to predict
     * @param real rows that the generator never saw
     * @param synthetic rows that could be added
     */
    public static Adviser of(String target, AuditTable real, AuditTable synthetic) {
        return new Adviser(target, real, synthetic);
    }

    /** Real rows to confirm on; else a quarter of the real rows is set aside, units whole. */
    public Adviser holdout(AuditTable rows) {
        holdout = Optional.of(rows);
        return this;
    }

    /** The class that is looked for; else the rarest one. */
    public Adviser positive(String name) {
        positive = Optional.of(name);
        return this;
    }

    /** Who learns; else boosted trees and a linear model. */
    public Adviser learners(List<Learner> chosen) {
        learners = List.copyOf(chosen);
        return this;
    }

    /** What is wanted; else the average precision. */
    public Adviser goal(Goal wanted) {
        goal = Objects.requireNonNull(wanted, "goal");
        return this;
    }

    /** What errors cost. */
    public Adviser cost(Cost errors) {
        cost = Objects.requireNonNull(errors, "cost");
        return this;
    }

    /** Columns by whose values gain and loss are told on the holdout. */
    public Adviser slices(List<String> columns) {
        slices = List.copyOf(columns);
        return this;
    }

    /** Of what is drawn by lot. */
    public Adviser seed(long chosen) {
        seed = chosen;
        return this;
    }

    /** Who is told how many repeats are done, and of how many. */
    public Adviser telling(BiConsumer<Integer, Integer> whom) {
        progress = Objects.requireNonNull(whom, "whom");
        return this;
    }

    /**
     * Finds out.
     *
     * @throws IllegalArgumentException if the target has no classes, or real rows or holdout have fewer than ten rows of
     *     the class or of the others
     */
    public Advice run() {
        Task task = Task.of(
                target, holdout.map(rows -> new AuditTable[] {real, rows}).orElse(new AuditTable[] {real}));
        if (!task.isNominal()) {
            throw new IllegalArgumentException("target '" + target + "' is a number: advice is about classes, so name a"
                    + " column that has some");
        }
        AuditTable known = task.known(real);
        int rare = positive.map(task::position).orElseGet(() -> rarest(task, known));
        AuditTable learned = known;
        AuditTable kept;
        if (holdout.isPresent()) {
            kept = task.known(holdout.get());
        } else {
            int[] parts = Folds.of(known, task.answers(known), rare, SET_ASIDE, seed - 1);
            learned = known.select(Folds.rows(parts, 0, false));
            kept = known.select(Folds.rows(parts, 0, true));
        }
        require(task, rare, learned, "real");
        require(task, rare, kept, "holdout");
        return run(task, rare, learned, task.known(synthetic), kept);
    }

    private static int rarest(Task task, AuditTable rows) {
        long[] counts = counts(task, rows);
        return IntStream.range(0, counts.length)
                .boxed()
                .min(Comparator.<Integer>comparingLong(c -> counts[c]).thenComparing(c -> -c))
                .orElseThrow();
    }

    private static long[] counts(Task task, AuditTable rows) {
        long[] counts = new long[task.classes().size()];
        Arrays.stream(task.answers(rows).classes()).forEach(c -> counts[c]++);
        return counts;
    }

    private void require(Task task, int rare, AuditTable rows, String name) {
        long own = counts(task, rows)[rare];
        if (own < FEWEST || rows.rows() - own < FEWEST) {
            throw new IllegalArgumentException("the " + name + " rows have " + own + " of '"
                    + task.classes().get(rare)
                    + "' and " + (rows.rows() - own) + " others in '" + target + "': at least " + FEWEST
                    + " of each are needed to learn anything" + (holdout.isPresent() ? "" : " beside those set aside")
                    + "; bring more real rows");
        }
    }

    private Advice run(Task task, int rare, AuditTable learned, AuditTable made, AuditTable kept) {
        Doubts doubts = new Doubts(task, rare, seed);
        List<Advice.Doubt> findings = new ArrayList<>(doubts.leaks(learned));
        boolean hasRows = made.rows() >= FEWEST;
        Optional<Advice.Doubt> opposite = hasRows ? doubts.opposite(learned, made) : Optional.empty();
        opposite.ifPresent(findings::add);
        if (hasRows) {
            doubts.otherHoldout(learned, kept, made).ifPresent(findings::add);
        }
        int usable = hasRows && opposite.isEmpty() ? made.rows() : 0;
        boolean hasRare = usable > 0 && counts(task, made)[rare] >= FEWEST;
        double share = (double) counts(task, learned)[rare] / learned.rows();
        List<Arm> arms = new ArrayList<>();
        for (Learner learner : learners) {
            Remedy.grid(learned.rows(), usable, share).stream()
                    .filter(remedy -> hasRare || !remedy.isSynthetic())
                    .forEach(remedy -> arms.add(new Arm(learner, remedy)));
        }
        Race race = new Race(task, rare, learned, made, goal, cost, seed);
        race.run(arms, FOLDS, repeats(learned.rows()), progress);
        Set<Arm> controls = race.arms().stream()
                .filter(arm -> arm.remedy().equals(Remedy.NONE))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Arm control = race.leader(controls);
        Arm leader = race.leader(race.arms());
        boolean isBetter = !leader.equals(control) && race.gain(leader, control).isAbove(0, CHANCE);
        Optional<Confirmation> confirmation = isBetter
                ? Optional.of(new Confirmation(task, rare, learned, made, kept, control, leader))
                : Optional.empty();
        Optional<Advice.Gain> confirmed = confirmation.map(run -> run.gain(UnaryOperator.identity()));
        boolean isUsed = confirmed.filter(gain -> gain.value() > 0).isPresent();
        Advice.Outcome outcome = findings.stream().anyMatch(Advice.Doubt::isGrave)
                ? Advice.Outcome.DOUBTFUL
                : isUsed ? Advice.Outcome.USE : isBetter ? Advice.Outcome.NOT_CONFIRMED : Advice.Outcome.NONE;
        Arm pick = outcome == Advice.Outcome.USE ? leader : control;
        return new Advice(
                target,
                task.classes().get(rare),
                goal,
                learned.rows(),
                (int) counts(task, learned)[rare],
                kept.rows(),
                race.arms().stream()
                        .map(arm -> tried(race, arm, control))
                        .sorted((a, b) -> Double.compare(
                                goal.gain(b.values().get(goal), 0),
                                goal.gain(a.values().get(goal), 0)))
                        .toList(),
                tried(race, control, control),
                tried(race, pick, control),
                tried(race, leader, control),
                outcome,
                confirmed,
                confirmation.map(Confirmation::values).orElse(Map.of()),
                confirmation.map(Confirmation::slices).orElse(List.of()),
                findings);
    }

    private static int repeats(int rows) {
        return rows < 2_000 ? 6 : rows < 8_000 ? 4 : 2;
    }

    private static Advice.Tried tried(Race race, Arm arm, Arm control) {
        Map<Goal, Double> values = new EnumMap<>(Goal.class);
        for (Goal each : Goal.values()) {
            values.put(each, race.value(arm, each));
        }
        return new Advice.Tried(
                arm.learner().name(), arm.remedy(), race.repeats(arm), values, gain(race.gain(arm, control)));
    }

    private static Advice.Gain gain(Estimate estimate) {
        return new Advice.Gain(estimate.value(), estimate.interval(LEVEL));
    }

    /** The control and the leader on the holdout, each learned from all real rows. */
    private final class Confirmation {
        private final Task task;
        private final int rare;
        private final AuditTable kept;
        private final Answers truth;
        private final Bootstrap bootstrap;
        private final Outcome alone;
        private final Outcome helped;

        Confirmation(
                Task task, int rare, AuditTable learned, AuditTable made, AuditTable kept, Arm control, Arm leader) {
            this.task = task;
            this.rare = rare;
            this.kept = kept;
            this.truth = task.answers(kept);
            this.bootstrap = Bootstrap.of(kept, DRAWS, seed + 31);
            this.alone = control.run(task, rare, learned, made, kept, cost, seed + 32);
            this.helped = leader.run(task, rare, learned, made, kept, cost, seed + 33);
        }

        private Statistic difference(Goal of) {
            Statistic one = of.of(truth, rare, helped, cost);
            Statistic other = of.of(truth, rare, alone, cost);
            return weights -> of.gain(one.value(weights), other.value(weights));
        }

        Advice.Gain gain(UnaryOperator<Statistic> of) {
            Statistic difference = of.apply(difference(goal));
            return Adviser.gain(
                    Estimate.of(difference.value(bootstrap.once()), bootstrap.values(List.of(difference))[0], 0, 0));
        }

        Map<Goal, double[]> values() {
            Map<Goal, double[]> values = new EnumMap<>(Goal.class);
            for (Goal each : Goal.values()) {
                values.put(each, new double[] {
                    each.of(truth, rare, alone, cost).value(bootstrap.once()),
                    each.of(truth, rare, helped, cost).value(bootstrap.once())
                });
            }
            return values;
        }

        List<Advice.Sliced> slices() {
            List<Advice.Sliced> found = new ArrayList<>();
            for (String name : slices) {
                if (!(kept.column(name) instanceof AuditColumn.Categories column) || name.equals(task.target())) {
                    continue;
                }
                for (int code = 0; code < column.labels().size(); code++) {
                    boolean[] in = new boolean[kept.rows()];
                    int rows = 0;
                    int own = 0;
                    for (int row = 0; row < in.length; row++) {
                        in[row] = column.codes()[row] == code;
                        rows += in[row] ? 1 : 0;
                        own += in[row] && truth.classes()[row] == rare ? 1 : 0;
                    }
                    if (rows >= SLICE && own >= FEWEST && rows - own >= FEWEST && found.size() < MOST_SLICES) {
                        found.add(new Advice.Sliced(
                                name, column.labels().get(code), rows, gain(statistic -> statistic.within(in))));
                    }
                }
            }
            return found;
        }
    }
}
