package org.effigy.audit.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Grid;
import org.effigy.audit.UtilityPart;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.downstream.Contest.Arm;
import org.effigy.audit.downstream.Contest.Scored;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.Statistic;
import org.effigy.table.Field;
import org.effigy.table.Role;

/**
 * Are groups of people served alike, and does the synthetic table make differences between them larger? Models trained
 * on real, on synthetic and on both rows decide about the real holdout; a gap is the largest difference between two
 * groups: of selection rates (demographic parity), of the share of the truly positive that are selected (equal
 * opportunity; Hardt, Price, Srebro 2016), and of error rates. For a number as target: of mean predictions and of root mean
 * squared errors. Amplification is the gap from synthetic rows less that from real ones, in the data and in models.
 */
public final class Fairness implements UtilityPart {
    private static final String ID = "utility.fairness";
    private static final double WIDER = 0.02;
    private static final double MUCH_WIDER = 0.1;

    private final Study study;
    private final Optional<List<String>> groups;

    private Fairness(Study study, Optional<List<String>> groups) {
        this.study = Objects.requireNonNull(study, "study");
        this.groups = groups.map(List::copyOf);
    }

    /** By the columns of role 'sensitive'. */
    public static Fairness of(Study study) {
        return new Fairness(study, Optional.empty());
    }

    /** By these columns: each category is a group, or each of four bands of numbers. */
    public Fairness withGroups(List<String> columns) {
        return new Fairness(study, Optional.of(columns));
    }

    @Override
    public UtilitySection examine(UtilityTables tables) {
        Optional<UtilitySection> none =
                Unanswerable.of(ID, "Fairness: predicting '" + study.target() + "'", study, tables);
        if (none.isPresent()) {
            return none.get();
        }
        List<String> columns = groups.orElseGet(() -> tables.schema().fields().stream()
                .filter(field -> field.role() == Role.SENSITIVE)
                .map(Field::name)
                .filter(name -> !name.equals(study.target()))
                .toList());
        List<Figure> figures = new ArrayList<>();
        List<Grid> grids = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        if (!columns.isEmpty()) {
            Contest contest = study.contest(tables, study.learners().get(0));
            int positive = positive(contest.ground());
            for (String column : columns) {
                GroupRates rates = GroupRates.of(contest, column, positive);
                if (rates.size() < 2) {
                    continue;
                }
                examine(contest, column, positive, rates, columns.size(), figures, grids, findings);
            }
        }
        return new UtilitySection(
                ID, "Fairness: predicting '" + study.target() + "' by group", figures, grids, findings);
    }

    /** The class that selects: the named one, the second of two, the rarest of more; 0 where a number is predicted. */
    private int positive(Ground ground) {
        if (!ground.task().isNominal()) {
            return 0;
        }
        if (study.positive().isPresent()) {
            return ground.task().position(study.positive().get());
        }
        int[] rows = new int[ground.task().classes().size()];
        IntStream.of(ground.truth().classes()).forEach(c -> rows[c]++);
        return rows.length == 2
                ? 1
                : IntStream.range(0, rows.length)
                        .reduce((a, b) -> rows[b] < rows[a] ? b : a)
                        .orElseThrow();
    }

    private static void examine(
            Contest contest,
            String column,
            int positive,
            GroupRates rates,
            int tests,
            List<Figure> figures,
            List<Grid> grids,
            List<Finding> findings) {
        Ground ground = contest.ground();
        double level = ground.options().level();
        double alpha = ground.alpha(3 * tests);
        String id = ID + "." + slug(column);
        String chosen = ground.task().isNominal()
                ? "predicted '" + ground.task().classes().get(positive) + "'"
                : "the mean prediction";
        String note = "Groups: " + String.join(", ", rates.titles()) + ". " + ground.note();
        List<Function<Predictions, Statistic>> gaps = new ArrayList<>();
        rates.kinds().forEach(kind -> gaps.add(predictions -> rates.gap(kind, predictions)));
        List<Scored> scored = contest.score(gaps);
        for (int k = 0; k < rates.kinds().size(); k++) {
            GroupRates.Kind kind = rates.kinds().get(k);
            double real = scored.get(k).of(Arm.REAL).value();
            for (Arm arm : Arm.values()) {
                figures.add(Lift.figure(
                        id + "." + kind.id() + "-gap." + arm.name().toLowerCase(Locale.ROOT),
                        kind.title() + " between groups of '" + column + "', trained on " + arm.title() + " rows",
                        scored.get(k).of(arm).within(0, most(ground, kind)),
                        level,
                        real,
                        note.trim()));
            }
            Estimate wider =
                    scored.get(k).difference(Arm.SYNTHETIC, Arm.REAL).within(-most(ground, kind), most(ground, kind));
            Figure figure = Lift.figure(
                    id + "." + kind.id() + "-gap.amplification",
                    kind.title() + " between groups of '" + column + "': from synthetic less from real rows",
                    wider,
                    level,
                    0,
                    note.trim());
            figures.add(figure);
            // A number's gaps have its unit, for which no bound is known beforehand.
            if (ground.task().isNominal() && kind != GroupRates.Kind.ERROR && wider.isAbove(WIDER, alpha)) {
                findings.add(new Finding(
                        ID + ".amplification." + kind.id(),
                        wider.value() > MUCH_WIDER ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
                        "A model that learned from the synthetic rows treats groups of '" + column
                                + "' more differently than one that learned from real rows",
                        List.of(figure),
                        "Groups that differ by " + percent(real) + " in " + chosen + " with real rows differ by "
                                + percent(scored.get(k).of(Arm.SYNTHETIC).value())
                                + " with synthetic ones: the table would make decisions less equal.",
                        "Put '" + column + "' and '" + ground.task().target()
                                + "' into a clique (--clique), raise the budget, or don't decide by models that learned"
                                + " from this table."));
            }
        }
        double widest = ground.task().isNominal() ? 1 : Double.POSITIVE_INFINITY;
        Estimate data = rates.amplification(ground, positive).within(-widest, widest);
        Figure figure = Lift.figure(
                id + ".data-gap.amplification",
                "Gap of '" + ground.task().target() + "' between groups of '" + column
                        + "': in the synthetic rows less in the real ones",
                data,
                level,
                0,
                note.trim());
        figures.add(figure);
        if (ground.task().isNominal() && data.isAbove(WIDER, alpha)) {
            findings.add(new Finding(
                    ID + ".amplification.data",
                    data.value() > MUCH_WIDER ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
                    "Groups of '" + column + "' differ more in '"
                            + ground.task().target() + "' in the synthetic rows than in the real ones",
                    List.of(figure),
                    "Readers of the table see a larger inequality than there is, and models learn it.",
                    "Put '" + column + "' and '" + ground.task().target()
                            + "' into a clique (--clique), or raise the budget."));
        }
        grids.add(rates.grid(contest, id + ".groups", column));
    }

    /** The widest gap that there can be: of shares 1; a number's has its unit. */
    private static double most(Ground ground, GroupRates.Kind kind) {
        return ground.task().isNominal() && kind != GroupRates.Kind.ERROR ? 1 : Double.POSITIVE_INFINITY;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A column's name as a word of an id. */
    public static String slug(String column) {
        String slug =
                column.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return slug.isEmpty() ? "column" : slug;
    }
}
