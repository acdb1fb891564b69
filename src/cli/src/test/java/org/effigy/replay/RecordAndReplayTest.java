package org.effigy.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.synth.Auto;
import org.effigy.synth.CopulaOptions;
import org.effigy.synth.Settings;
import org.effigy.synth.Synthesizer;
import org.effigy.synth.WideAim;
import org.effigy.synth.Workload;
import org.effigy.table.InvalidValues;
import org.effigy.table.Schema;
import org.effigy.table.TableFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every synthesizer with every kind of bins, and discovery: a fit is a function of the door's answers and of what is public,
 * and of nothing else about the rows. Noise is from a seed, so nothing here is left to chance.
 */
class RecordAndReplayTest {
    private static final PrivacyBudget RHO = PrivacyBudget.of(4, 1e-9);
    private static final PrivacyBudget PURE = PrivacyBudget.of(4, 0);
    private static final PrivacyUnit PATIENT = PrivacyUnit.of("patient", 2);
    private static final List<PrivacyBudget> BUDGETS = List.of(
            RHO,
            RHO.withNeighbours(Neighbours.REPLACE),
            RHO.withUnit(PATIENT),
            PURE,
            PURE.withUnit(PATIENT).withNeighbours(Neighbours.REPLACE));

    private static final List<String> MODELS = List.of(
            "independent",
            "mst",
            "privbayes",
            "aim",
            "wide aim",
            "copula",
            "copula by ranks",
            "student",
            "hybrid",
            "auto");

    private static Schema schema(PrivacyBudget budget, Schema schema) {
        return budget.unit().column().map(schema::withUnit).orElse(schema);
    }

    private static Synthesizer synthesizer(String model, Schema schema, PrivacyBudget budget) {
        Settings settings = Settings.standard();
        CopulaOptions copula = CopulaOptions.standard();
        return switch (model) {
            case "copula by ranks" ->
                Synthesizer.named(
                        "copula", settings.withCopula(copula.withCorrelation(CopulaOptions.Correlation.KENDALL)));
            case "student" -> Synthesizer.named("copula", settings.withCopula(copula.withDegrees(5)));
            case "wide aim" -> WideAim.of(new Settings(Workload.pairs().withTarget("sex"), .1));
            case "aim" -> Synthesizer.named(model, new Settings(Workload.pairs(), .1));
            case "auto" ->
                Auto.of(
                        schema,
                        budget,
                        new Settings(Workload.pairs().withTarget("sex").withClique(List.of("sex", "smoker"), 10), .1));
            default -> Synthesizer.named(model, settings);
        };
    }

    private static WholeFit fit(String model, Schema declared, PrivacyBudget budget) {
        Schema schema = schema(budget, declared);
        return WholeFit.of(schema, budget, synthesizer(model, schema, budget), model.equals("copula by ranks"));
    }

    static Stream<Arguments> fits() {
        return MODELS.stream()
                .flatMap(model -> IntStream.range(0, BUDGETS.size()).mapToObj(i -> Arguments.of(model, i)));
    }

    /** The hybrid, which takes longer, meets each table under one of three budgets; the others meet all under each. */
    @ParameterizedTest
    @MethodSource("fits")
    void nothingButTheAnswersMatters(String model, int number) throws IOException {
        PrivacyBudget budget = BUDGETS.get(number);
        List<Replay.Other> all = Tables.beside(budget);
        List<Replay.Other> others = !model.equals("hybrid")
                ? all
                : IntStream.range(0, all.size())
                        .filter(i -> i % 3 == number % 3)
                        .mapToObj(all::get)
                        .toList();
        Transcript recorded = Replay.check(fit(model, Tables.SCHEMA, budget), Tables.table(), others, number);
        assertTrue(recorded.answers.size() > 8, recorded.answers.size() + " answers");
    }

    /** Under each policy a table is refused when nothing has been asked, or its fit follows from the answers. */
    @ParameterizedTest
    @EnumSource
    void whatASchemaForbidsIsRefusedUnpaidOrChangesNothing(InvalidValues policy) throws IOException {
        WholeFit fit = fit("independent", Tables.SCHEMA, RHO);
        int refused = 0;
        int replayed = 0;
        Witness first = Witness.recording(1);
        fit.fit(Tables.table(), policy, first);
        for (String row : List.of(Tables.NOVEL, Tables.EXTREME, Tables.NAN, Tables.NULLS, Tables.ENDS, "x,F,,,,,,,")) {
            String csv = Tables.with(RHO, row);
            Witness second = Witness.replaying(first.transcript());
            try {
                fit.fit(csv, policy, second);
            } catch (TableFormatException e) {
                assertEquals(List.of(), second.transcript().calls, "asked, and then: " + e.getMessage());
                refused++;
                continue;
            }
            Replay.check(fit, Tables.table(), List.of(new Replay.Other(row, csv, policy, true)), 1);
            replayed++;
        }
        assertTrue(replayed >= 2, "missing cells and the ends of the ranges are allowed");
        assertTrue(refused >= 1, "an age that is no number, at least");
    }

    /** The manifest too, while everything takes as long as there are rows. */
    @Test
    void noStampTellsHowLongTheRowsTook() throws IOException {
        WholeFit fit = WholeFit.of(
                Tables.SCHEMA, RHO, false, (rows, door, schema) -> MovingClock.stamped(rows, door, schema, true));
        Replay.check(fit, Tables.table(), Tables.beside(RHO), 5);
    }

    static Stream<Arguments> discoveries() {
        return Stream.of(
                Arguments.of("independent", OpenTables.SCHEMA, OpenTables.RHO),
                Arguments.of("mst", OpenTables.SCHEMA, OpenTables.RHO.withNeighbours(Neighbours.REPLACE)),
                Arguments.of("independent", OpenTables.SCHEMA, OpenTables.RHO.withUnit(PATIENT)),
                Arguments.of(
                        "mst",
                        OpenTables.SCHEMA,
                        OpenTables.RHO.withUnit(PATIENT).withNeighbours(Neighbours.REPLACE)),
                Arguments.of("hybrid", OpenTables.BOUNDS, PrivacyBudget.of(40, 0)),
                Arguments.of(
                        "copula", OpenTables.BOUNDS, PrivacyBudget.of(40, 0).withUnit(PATIENT)));
    }

    /** Bounds, categories and hashed texts; with the fit that follows. */
    @ParameterizedTest
    @MethodSource("discoveries")
    void whatIsDiscoveredFollowsFromTheAnswers(String model, Schema declared, PrivacyBudget budget) throws IOException {
        WholeFit fit = fit(model, declared, budget);
        Transcript recorded = Replay.check(fit, OpenTables.table(), OpenTables.beside(budget), 3);
        assertEquals(
                declared.toDiscover().size(),
                recorded.answers.stream()
                        .filter(answer -> answer.charge().query().startsWith("categories")
                                || answer.charge().query().contains("bounds of"))
                        .count());
    }
}
