package org.effigy.audit.utility;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Grid;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.ScoreKind;
import org.effigy.audit.learn.Statistic;
import org.effigy.audit.utility.Contest.Arm;
import org.effigy.audit.utility.Contest.Scored;
import org.effigy.table.Field;
import org.effigy.table.Role;

/**
 * Does the synthetic table help a model that is used on real rows? Models are trained on real rows, on synthetic rows
 * and on both, and tested on the real holdout alone: {@code lift = score(real + synthetic) - score(real)}. Also at
 * smaller sizes of the real part, by slice, and by rare class. Training on synthetic and testing on real rows follows
 * Esteban, Hyland, Rätsch 2017.
 */
public final class Lift implements UtilityPart {
    /** The shares of the real rows that are tried besides all of them. */
    public static final List<Double> SHARES = List.of(0.01, 0.05, 0.2);

    private static final double WORSE = 0.01;
    private static final double MUCH_WORSE = 0.1;
    private static final String ID = "utility.lift";

    private final Study study;
    private final List<Double> shares;
    private final Optional<List<String>> slices;

    private Lift(Study study, List<Double> shares, Optional<List<String>> slices) {
        this.study = Objects.requireNonNull(study, "study");
        this.shares = List.copyOf(shares);
        this.slices = slices.map(List::copyOf);
    }

    /** At 1 %, 5 %, 20 % and all of the real rows, by slices of the columns of role 'sensitive'. */
    public static Lift of(Study study) {
        return new Lift(study, SHARES, Optional.empty());
    }

    /** @throws IllegalArgumentException if a share is not between 0 and 1 */
    public Lift withShares(List<Double> chosen) {
        for (double share : chosen) {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException(
                        "a share of the real rows is between 0 and 1, as 0.05; it is " + share);
            }
        }
        return new Lift(study, chosen, slices);
    }

    /** By slices of these columns: each category, or bands of numbers. */
    public Lift withSlices(List<String> columns) {
        return new Lift(study, shares, Optional.of(columns));
    }

    @Override
    public UtilitySection examine(UtilityTables tables) {
        List<Figure> figures = new ArrayList<>();
        List<Grid> grids = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Learner learner : study.learners()) {
            Contest contest = study.contest(tables, learner);
            Ground ground = contest.ground();
            List<ScoreKind> kinds = ScoreKind.of(ground.task());
            List<Scored> scored = contest.score(kinds.stream()
                    .<Function<Predictions, Statistic>>map(kind -> predictions -> kind.of(ground.truth(), predictions))
                    .toList());
            LearningCurve curve = LearningCurve.of(ground, learner, kinds, shares);
            for (int k = 0; k < kinds.size(); k++) {
                ScoreKind kind = kinds.get(k);
                figures.addAll(figures(contest, kind, scored.get(k)));
                grids.add(curve.grid(ID, kind, contest, scored.get(k)));
            }
            Scored main = scored.get(kinds.indexOf(ScoreKind.main(ground.task())));
            findings.addAll(findings(contest, main, study.learners().size() * 2));
        }
        Contest leading = study.contest(tables, study.learners().get(0));
        List<String> columns = slices.orElseGet(() -> sensitive(tables));
        SlicedLift sliced = SlicedLift.of(leading, columns);
        grids.addAll(sliced.grids(ID));
        findings.addAll(sliced.findings(ID));
        return new UtilitySection(ID, "Downstream lift: predicting '" + study.target() + "'", figures, grids, findings);
    }

    private List<String> sensitive(UtilityTables tables) {
        return tables.schema().fields().stream()
                .filter(field -> field.role() == Role.SENSITIVE)
                .map(Field::name)
                .filter(name -> !name.equals(study.target()))
                .toList();
    }

    private static List<Figure> figures(Contest contest, ScoreKind kind, Scored scored) {
        String id = ID + "." + contest.learner().name() + "." + kind.id();
        String title = kind.title() + " of " + contest.learner().name();
        Ground ground = contest.ground();
        String note = (contest.learner().description() + "; tested on "
                        + ground.holdout().rows() + " real rows. "
                        + (kind.isHigherBetter() ? "More is better. " : "Less is better. ") + ground.note())
                .trim();
        double level = ground.options().level();
        double real = scored.of(Arm.REAL).value();
        return List.of(
                figure(id, "Lift in " + title, scored.difference(Arm.BOTH, Arm.REAL), level, 0, note),
                figure(id + ".real", title + ", trained on real rows", scored.of(Arm.REAL), level, real, note),
                figure(
                        id + ".synthetic",
                        title + ", trained on synthetic rows",
                        scored.of(Arm.SYNTHETIC),
                        level,
                        real,
                        note),
                figure(id + ".both", title + ", trained on both", scored.of(Arm.BOTH), level, real, note),
                figure(
                        id + ".cost",
                        title + ": trained on synthetic rows less trained on real rows",
                        scored.difference(Arm.SYNTHETIC, Arm.REAL),
                        level,
                        0,
                        note));
    }

    /** An estimate as a figure; one that is not known has no interval. */
    static Figure figure(String id, String title, Estimate estimate, double level, double reference, String note) {
        return new Figure(
                id,
                title,
                estimate.value(),
                estimate.isKnown() ? Optional.of(estimate.interval(level)) : Optional.empty(),
                Double.isNaN(reference) ? Optional.empty() : Optional.of(reference),
                note);
    }

    private static List<Finding> findings(Contest contest, Scored main, int tests) {
        Ground ground = contest.ground();
        double alpha = ground.alpha(tests);
        double level = ground.options().level();
        ScoreKind kind = ScoreKind.main(ground.task());
        String learner = contest.learner().name();
        String id = ID + "." + learner + "." + kind.id();
        List<Finding> findings = new ArrayList<>();
        Estimate cost = main.difference(Arm.SYNTHETIC, Arm.REAL);
        if (cost.isBelow(-WORSE, alpha)) {
            findings.add(new Finding(
                    ID + ".cost",
                    cost.isBelow(-MUCH_WORSE, alpha) ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
                    format(
                            "A model (%s) that learned from the synthetic rows predicts '%s' worse on real rows: %s"
                                    + " %.3f instead of %.3f",
                            learner,
                            ground.task().target(),
                            kind.title(),
                            main.of(Arm.SYNTHETIC).value(),
                            main.of(Arm.REAL).value()),
                    List.of(figure(id + ".cost", "Synthetic less real, " + kind.title(), cost, level, 0, "")),
                    "What is learned from the synthetic table alone holds less well for real cases.",
                    "Measure more of what involves the target (--target, --workload), raise the budget, or use the"
                            + " table for work that does not predict this column."));
        }
        Estimate lift = main.difference(Arm.BOTH, Arm.REAL);
        if (lift.isBelow(-WORSE, alpha)) {
            findings.add(new Finding(
                    ID + ".harm",
                    lift.isBelow(-MUCH_WORSE, alpha) ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
                    format(
                            "Adding the synthetic rows to the real ones makes a model (%s) worse: %s %.3f instead of"
                                    + " %.3f",
                            learner,
                            kind.title(),
                            main.of(Arm.BOTH).value(),
                            main.of(Arm.REAL).value()),
                    List.of(figure(id, "Lift in " + kind.title(), lift, level, 0, "")),
                    "Who has the real rows and adds these gets worse predictions than with the real rows alone.",
                    "Train on the real rows alone, or add fewer synthetic ones: the mixing curve shows how many."));
        }
        return findings;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
