package org.effigy.audit.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Grid;
import org.effigy.audit.UtilityPart;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.downstream.Contest.Arm;
import org.effigy.audit.downstream.Contest.Scored;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.ScoreKind;
import org.effigy.audit.learn.Statistic;
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

    /** What a score has to be worse by, for certain, to be worth a finding. */
    private static final Map<ScoreKind, Double> MARGINS =
            Map.of(ScoreKind.ROC_AUC, 0.01, ScoreKind.BRIER, 0.005, ScoreKind.R2, 0.01);

    /** How many times that, by the estimate, is serious. */
    private static final double MUCH = 10;

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
        Optional<UtilitySection> none =
                Unanswerable.of(ID, "Downstream lift: predicting '" + study.target() + "'", study, tables);
        if (none.isPresent()) {
            return none.get();
        }
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
            findings.addAll(findings(contest, kinds, scored, study.learners().size()));
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
                figure(
                        id,
                        "Lift in " + title,
                        scored.difference(Arm.BOTH, Arm.REAL).asDifference(kind),
                        level,
                        0,
                        note),
                figure(
                        id + ".real",
                        title + ", trained on real rows",
                        scored.of(Arm.REAL).as(kind),
                        level,
                        real,
                        note),
                figure(
                        id + ".synthetic",
                        title + ", trained on synthetic rows",
                        scored.of(Arm.SYNTHETIC).as(kind),
                        level,
                        real,
                        note),
                figure(
                        id + ".both",
                        title + ", trained on both",
                        scored.of(Arm.BOTH).as(kind),
                        level,
                        real,
                        note),
                figure(
                        id + ".cost",
                        title + ": trained on synthetic rows less trained on real rows",
                        scored.difference(Arm.SYNTHETIC, Arm.REAL).asDifference(kind),
                        level,
                        0,
                        note));
    }

    /** An estimate as a figure; one that is not known has no interval. */
    public static Figure figure(
            String id, String title, Estimate estimate, double level, double reference, String note) {
        return new Figure(
                id,
                title,
                estimate.value(),
                estimate.isKnown() ? Optional.of(estimate.interval(level)) : Optional.empty(),
                Double.isNaN(reference) ? Optional.empty() : Optional.of(reference),
                note);
    }

    /**
     * Rests on ROC-AUC and on the Brier score, or on R2. A model that learned nothing ranks at random, so its ROC-AUC
     * hardly shows in few columns; its Brier score is that of the mean, every time.
     */
    private static List<Finding> findings(Contest contest, List<ScoreKind> kinds, List<Scored> scored, int learners) {
        List<ScoreKind> tested = kinds.stream().filter(MARGINS::containsKey).toList();
        double alpha = contest.ground().alpha(learners * tested.size() * 2);
        List<Finding> findings = new ArrayList<>();
        for (Arm arm : List.of(Arm.SYNTHETIC, Arm.BOTH)) {
            List<Figure> evidence = new ArrayList<>();
            boolean serious = false;
            for (ScoreKind kind : tested) {
                Scored values = scored.get(kinds.indexOf(kind));
                Estimate more = values.difference(arm, Arm.REAL).asDifference(kind);
                Estimate worse = kind.isHigherBetter() ? more.negative() : more;
                if (worse.isAbove(MARGINS.get(kind), alpha)) {
                    evidence.add(figure(
                            ID + "." + contest.learner().name() + "." + kind.id() + (arm == Arm.BOTH ? "" : ".cost"),
                            kind.title() + ", trained on " + arm.title() + " rows ("
                                    + format("%.3f", values.of(arm).value()) + ") less on real rows ("
                                    + format("%.3f", values.of(Arm.REAL).value()) + ")",
                            more,
                            contest.ground().options().level(),
                            0,
                            ""));
                    serious |= worse.value() > MUCH * MARGINS.get(kind);
                }
            }
            if (!evidence.isEmpty()) {
                Finding.Severity severity = serious ? Finding.Severity.SERIOUS : Finding.Severity.WARNING;
                findings.add(arm == Arm.BOTH ? harm(contest, severity, evidence) : cost(contest, severity, evidence));
            }
        }
        return findings;
    }

    private static Finding cost(Contest contest, Finding.Severity severity, List<Figure> evidence) {
        return new Finding(
                ID + ".cost",
                severity,
                "A model (" + contest.learner().name() + ") that learned from the synthetic rows predicts '"
                        + contest.ground().task().target() + "' worse on real rows",
                evidence,
                "What is learned from the synthetic table alone holds less well for real cases.",
                "Measure more of what involves the target (--target, --workload), raise the budget, or use the table"
                        + " for work that does not predict this column.");
    }

    private static Finding harm(Contest contest, Finding.Severity severity, List<Figure> evidence) {
        return new Finding(
                ID + ".harm",
                severity,
                "Adding the synthetic rows to the real ones makes a model ("
                        + contest.learner().name() + ") worse",
                evidence,
                "Who has the real rows and adds these gets worse predictions than with the real rows alone.",
                "Train on the real rows alone, or add fewer synthetic ones: the mixing curve shows how many.");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
