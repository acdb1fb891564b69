package org.effigy.audit.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Grid;
import org.effigy.audit.Interval;
import org.effigy.audit.UtilityPart;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.learn.BoostedTrees;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Linear;
import org.effigy.audit.learn.ScoreKind;
import org.effigy.audit.utility.PlantedTables;
import org.junit.jupiter.api.Test;

/** Planted faults are found and named, and a fresh real sample that is given as synthetic has none. */
class DownstreamTest {
    private static final int ROWS = 1500;

    private static Study study() {
        return Study.of("answer").withLearners(List.of(new Linear())).withEffort(5000, 200);
    }

    private static Study trees() {
        return Study.of("answer").withLearners(List.of(new BoostedTrees(30))).withEffort(5000, 200);
    }

    private static List<String> ids(UtilitySection section) {
        return section.findings().stream().map(Finding::id).distinct().toList();
    }

    private static Figure figure(UtilitySection section, String id) {
        return section.figures().stream()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The nominal rate is one finding in a hundred audits, of which these five parts take at most half. Among 40 audits
     * 0.2 findings are expected: six or more have a probability below 1e-7 (Poisson). A part whose tests ignored the
     * chance of training would alarm in a fifth of the audits and fail: the planted offender is
     * {@link #withoutTheTrainingChanceAFreshSampleWouldAlarm}.
     */
    @Test
    void aFreshRealSampleRaisesNoFindingsBeyondTheNominalRate() {
        List<Finding> findings = IntStream.range(0, 40)
                .boxed()
                .flatMap(draw -> {
                    UtilityTables tables = PlantedTables.tables(400, 1000 + 100L * draw, UnaryOperator.identity());
                    Study study = study().withEffort(400, 100);
                    return Stream.of(
                                    Lift.of(study).withShares(List.of()),
                                    Fairness.of(study),
                                    MixingCurve.of(study),
                                    LabelLeakage.of(study),
                                    Distinguisher.standard().withEffort(100, 100))
                            .flatMap(part -> part.examine(tables).findings().stream());
                })
                .toList();
        assertTrue(findings.size() <= 5, findings.toString());
    }

    /** How often the cost lies outside an interval that counts the holdout's chance alone, and one that counts both. */
    @Test
    void withoutTheTrainingChanceAFreshSampleWouldAlarm() {
        int naive = 0;
        int both = 0;
        for (int draw = 0; draw < 40; draw++) {
            UtilityTables tables = PlantedTables.tables(400, 5000 + 100L * draw, UnaryOperator.identity());
            Contest contest = study().contest(tables, new Linear());
            Contest.Scored scored = contest.score(List.of(
                            predictions -> ScoreKind.ROC_AUC.of(contest.ground().truth(), predictions)))
                    .get(0);
            Estimate cost = scored.difference(Contest.Arm.SYNTHETIC, Contest.Arm.REAL);
            double testing = Estimate.variance(IntStream.range(0, 200)
                    .mapToDouble(i -> scored.draws()[1][i] - scored.draws()[0][i])
                    .toArray());
            Estimate known = new Estimate(cost.value(), Math.sqrt(testing), Double.POSITIVE_INFINITY);
            naive += known.interval(0.95).contains(0) ? 0 : 1;
            both += cost.interval(0.95).contains(0) ? 0 : 1;
        }
        // 2 of 40 are nominal; 10 or more by chance alone: 4e-5 at 5 %, and 40 fixed draws are what they are.
        assertTrue(both <= 9 && naive > both, naive + " and " + both);
    }

    @Test
    void aLostRelationCostsLiftAndDilutes() {
        UtilityTables tables = PlantedTables.tables(ROWS, 1, table -> PlantedTables.shuffled(table, "answer", 9));
        UtilitySection lift = Lift.of(trees()).withShares(List.of(0.1)).examine(tables);
        assertTrue(ids(lift).contains("utility.lift.cost"), ids(lift).toString());
        Finding cost = lift.findings().get(0);
        assertEquals(Finding.Severity.SERIOUS, cost.severity());
        assertTrue(figure(lift, "utility.lift.trees.brier.cost")
                        .interval()
                        .orElseThrow()
                        .low()
                > 0.02);
        Grid sizes = lift.grids().stream()
                .filter(grid -> grid.id().equals("utility.lift.trees.roc-auc.by-size"))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of("150 real rows", "1500 real rows"), sizes.rows());
        assertEquals(
                sizes.value("150 real rows", "real + synthetic") - sizes.value("150 real rows", "real"),
                sizes.value("150 real rows", "lift"),
                1e-12);
        UtilitySection mixing = MixingCurve.of(trees())
                .examine(PlantedTables.tables(4000, 1, table -> PlantedTables.shuffled(table, "answer", 9)));
        assertTrue(
                ids(mixing).contains("utility.mixing.dilution"),
                mixing.figures().toString());
        Figure best = figure(mixing, "utility.mixing.best-real-share");
        assertTrue(best.value() >= 0.9, best.toString());
    }

    @Test
    void moreOfTheSameRowsHelpMostWhoHasFew() {
        UtilityTables tables = PlantedTables.tables(ROWS, 2, UnaryOperator.identity());
        UtilitySection lift = Lift.of(study()).withShares(List.of(0.02)).examine(tables);
        Grid sizes = lift.grids().stream()
                .filter(grid -> grid.id().equals("utility.lift.linear.log-loss.by-size"))
                .findFirst()
                .orElseThrow();
        // Less loss is better: the whole interval of the lift is below 0 with 30 real rows.
        assertTrue(sizes.value("30 real rows", "lift to") < 0, sizes.toString());
        assertTrue(sizes.value("30 real rows", "lift") < sizes.value("1500 real rows", "lift"));
        assertEquals(List.of(), lift.findings());
    }

    @Test
    void aLeakedLabelIsFoundInItsColumnAlone() {
        UtilityTables tables = PlantedTables.tables(ROWS, 3, table -> {
            int[] answer = PlantedTables.codes(table, "answer");
            double[] noise = PlantedTables.numbers(table, "noise");
            return PlantedTables.with(
                    table,
                    "noise",
                    new AuditColumn.Numbers(
                            table.column("noise").field(),
                            IntStream.range(0, noise.length)
                                    .mapToDouble(i -> 0.7 * noise[i] + 0.3 * answer[i])
                                    .toArray()));
        });
        UtilitySection leakage = LabelLeakage.of(study()).examine(tables);
        assertEquals(List.of("utility.label-leakage.column"), ids(leakage));
        assertEquals(1, leakage.findings().size());
        assertTrue(leakage.findings().get(0).title().contains("'noise'"));
        UtilitySection apart = Distinguisher.standard().withEffort(ROWS, 100).examine(tables);
        assertEquals(List.of("utility.distinguisher.told-apart"), ids(apart));
    }

    @Test
    void aCollapsedRareClassIsFound() {
        AuditTable synthetic = PlantedTables.levels("synthetic", ROWS, 33);
        int[] level = PlantedTables.codes(synthetic, "answer");
        double[] x = PlantedTables.numbers(synthetic, "x").clone();
        // The class keeps its number of rows, but all of them look like ordinary ones.
        for (int i = 0; i < x.length; i++) {
            x[i] = level[i] == 2 ? (i % 97) / 194.0 : x[i];
        }
        UtilityTables tables = PlantedTables.tables(
                PlantedTables.levels("train", ROWS, 13),
                PlantedTables.levels("holdout", ROWS, 23),
                PlantedTables.with(
                        synthetic,
                        "x",
                        new AuditColumn.Numbers(synthetic.column("x").field(), x)));
        UtilitySection lift = Lift.of(trees()).withShares(List.of()).examine(tables);
        Finding rare = lift.findings().stream()
                .filter(finding -> finding.id().equals("utility.lift.rare-class"))
                .findFirst()
                .orElseThrow();
        assertTrue(rare.title().contains("'rare'"), rare.title());
        assertEquals(
                List.of("rare"),
                lift.grids().stream()
                        .filter(grid -> grid.id().equals("utility.lift.classes"))
                        .findFirst()
                        .orElseThrow()
                        .rows());
    }

    @Test
    void aSliceThatIsTurnedOverIsFoundAndTheOtherIsNot() {
        UtilityTables tables = PlantedTables.tables(3000, 4, table -> {
            int[] group = PlantedTables.codes(table, "group");
            int[] answer = PlantedTables.codes(table, "answer");
            return PlantedTables.with(
                    table,
                    "answer",
                    PlantedTables.categories(
                            "answer",
                            IntStream.range(0, answer.length)
                                    .map(i -> group[i] == 1 ? 1 - answer[i] : answer[i])
                                    .toArray(),
                            List.of("no", "yes")));
        });
        UtilitySection lift = Lift.of(trees())
                .withShares(List.of())
                .withSlices(List.of("group"))
                .examine(tables);
        List<String> sliced = lift.findings().stream()
                .filter(finding -> finding.id().contains("slice"))
                .map(Finding::title)
                .toList();
        assertFalse(sliced.isEmpty());
        assertTrue(sliced.stream().allMatch(title -> title.endsWith("group = q")), sliced.toString());
    }

    @Test
    void aBiasThatTheSyntheticRowsAddIsFoundInDataAndModels() {
        UtilityTables tables = PlantedTables.tables(3000, 5, table -> {
            int[] group = PlantedTables.codes(table, "group");
            int[] answer = PlantedTables.codes(table, "answer");
            boolean[] lost = PlantedTables.half(answer.length, 8);
            return PlantedTables.with(
                    table,
                    "answer",
                    PlantedTables.categories(
                            "answer",
                            IntStream.range(0, answer.length)
                                    .map(i -> group[i] == 1 && (lost[i] || i % 2 == 0) ? 0 : answer[i])
                                    .toArray(),
                            List.of("no", "yes")));
        });
        UtilitySection fairness = Fairness.of(study()).examine(tables);
        assertTrue(
                ids(fairness).contains("utility.fairness.amplification.data"),
                ids(fairness).toString());
        assertTrue(
                ids(fairness).contains("utility.fairness.amplification.selection"),
                ids(fairness).toString());
        assertTrue(
                ids(fairness).contains("utility.fairness.amplification.opportunity"),
                ids(fairness).toString());
        assertEquals(
                figure(fairness, "utility.fairness.group.selection-gap.synthetic")
                                .value()
                        - figure(fairness, "utility.fairness.group.selection-gap.real")
                                .value(),
                figure(fairness, "utility.fairness.group.selection-gap.amplification")
                        .value(),
                1e-12);
        assertEquals(2, fairness.grids().get(0).rows().size());
    }

    @Test
    void numbersArePredictedToo() {
        UnaryOperator<AuditTable> same = UnaryOperator.identity();
        for (UnaryOperator<AuditTable> fault : List.of(same, table -> PlantedTables.shuffled(table, "answer", 7))) {
            UtilityTables tables = PlantedTables.tables(
                    PlantedTables.amounts("train", ROWS, 14),
                    PlantedTables.amounts("holdout", ROWS, 24),
                    fault.apply(PlantedTables.amounts("synthetic", ROWS, 34)));
            UtilitySection lift = Lift.of(study()).withShares(List.of()).examine(tables);
            // The noise has variance 1/12 beside 3/4 of the signal: 0.9 can be explained.
            assertEquals(0.9, figure(lift, "utility.lift.linear.r2.real").value(), 0.03);
            assertEquals(
                    fault == same,
                    !ids(lift).contains("utility.lift.cost"),
                    ids(lift).toString());
            UtilitySection fairness = Fairness.of(study()).examine(tables);
            assertTrue(fairness.figures().size() > 3);
            assertEquals(
                    List.of(),
                    MixingCurve.of(study()).examine(tables).findings().stream()
                            .filter(finding -> fault == same)
                            .toList());
        }
    }

    @Test
    void theSameTablesGiveTheSameFiguresOnOneThread() {
        UtilityTables tables = PlantedTables.tables(300, 6, UnaryOperator.identity());
        UtilitySection here = Lift.of(trees()).examine(tables);
        ForkJoinPool alone = new ForkJoinPool(1);
        try {
            assertEquals(
                    here.json(),
                    alone.submit(() -> Lift.of(trees()).examine(tables)).join().json());
        } finally {
            alone.shutdown();
        }
    }

    @Test
    void rowsThatAreLeftOutAreSaid() {
        UtilityTables tables = PlantedTables.tables(400, 7, UnaryOperator.identity());
        UtilitySection lift = Lift.of(
                        Study.of("answer").withLearners(List.of(new Linear())).withEffort(100, 100))
                .examine(tables);
        assertTrue(lift.figures().get(0).note().contains("Of the 400 train rows a random 100 are used."));
    }

    @Test
    void anIntervalOfFewRepeatsIsAsWideAsStudentSays() {
        // Two parts of variance 1, one of them from 3 repeats: 8 degrees of freedom, quantile 2.306004.
        double[] draws = {-1, 1, -1, 1};
        double variance = Estimate.variance(draws);
        Interval interval = Estimate.of(5, draws, variance, 3).interval(0.95);
        assertEquals(5 + 2.306004 * Math.sqrt(2 * variance), interval.high(), 1e-5);
        Estimate unknown = Estimate.of(5, new double[] {Double.NaN, Double.NaN, 1}, 0, 0);
        assertFalse(unknown.isKnown() || unknown.isAbove(0, 0.1) || unknown.isBelow(9, 0.1));
        assertThrows(IllegalStateException.class, () -> unknown.interval(0.95));
    }

    @Test
    void whatCanNotBeStudiedIsRefused() {
        UtilityTables tables = PlantedTables.tables(40, 8, UnaryOperator.identity());
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Lift.of(Study.of("income")).examine(tables))
                .getMessage();
        assertTrue(message.contains("'income'") && message.contains("noise"), message);
        assertThrows(IllegalArgumentException.class, () -> Lift.of(study()).withShares(List.of(1.5)));
        assertThrows(IllegalArgumentException.class, () -> study().withLearners(List.of()));
        assertThrows(IllegalArgumentException.class, () -> study().withEffort(5, 200));
        assertThrows(
                IllegalArgumentException.class,
                () -> Fairness.of(study()).withGroups(List.of("race")).examine(tables));
    }

    /** Few rows are no reason to fail an audit that has other parts: what needs more is left out, and says so. */
    @Test
    void partsThatNeedMoreRowsAreLeftOutAndSayWhy() {
        UtilityTables tables = PlantedTables.tables(12, 8, UnaryOperator.identity());
        for (UtilityPart part : List.of(MixingCurve.of(study()), LabelLeakage.of(study()), Distinguisher.standard())) {
            UtilitySection section = part.examine(tables);
            assertTrue(section.figures().isEmpty() && section.title().contains("left out"), section.title());
        }
        UtilitySection lift = Lift.of(study()).examine(tables);
        assertEquals(30, lift.figures().size());
        assertEquals(List.of(), lift.findings());
    }
}
