package org.effigy.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.synth.CopulaOptions;
import org.effigy.synth.Settings;
import org.effigy.synth.Synthesizer;
import org.effigy.synth.Workload;
import org.effigy.table.InvalidValues;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What public facts alone rule out is refused when nothing has been paid: a charge can't be taken back. */
class ForeseenRefusalsTest {
    private static final PrivacyBudget RHO = PrivacyBudget.of(1, 1e-9);

    private static void requireNothingPaid(WholeFit fit, String csv, Class<? extends RuntimeException> kind) {
        Witness witness = Witness.recording(1);
        RuntimeException refused = assertThrows(kind, () -> fit.fit(csv, InvalidValues.REFUSE, witness));
        List<String> charges = charges(witness);
        assertEquals(List.of(), charges, refused.getMessage());
    }

    private static List<String> charges(Witness witness) {
        return witness.transcript().calls.stream()
                .filter(call -> call.startsWith("charge"))
                .toList();
    }

    private static Synthesizer byRanks() {
        return Synthesizer.named(
                "copula",
                Settings.standard()
                        .withCopula(CopulaOptions.standard().withCorrelation(CopulaOptions.Correlation.KENDALL)));
    }

    private static Stream<Synthesizer> synthesizers() {
        return Stream.concat(
                Stream.of("independent", "mst", "privbayes", "aim", "copula", "hybrid")
                        .map(name -> Synthesizer.named(name, new Settings(Workload.pairs(), .1))),
                Stream.of(byRanks()));
    }

    /**
     * Budgets down to those that drown everything, for rows and for large units: a fit is refused before its first charge, or
     * it comes to its end.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 1e-9, 3e-10, 1e-300})
    void aBudgetIsRefusedAtOnceOrLastsToTheEnd(double epsilon) throws Exception {
        PrivacyBudget rows = PrivacyBudget.of(epsilon, 1e-9);
        PrivacyBudget units =
                PrivacyBudget.of(epsilon, 0).withNeighbours(Neighbours.REPLACE).withUnit(PrivacyUnit.of("patient", 3));
        for (Synthesizer synthesizer : synthesizers().toList()) {
            for (PrivacyBudget budget : List.of(rows, units)) {
                Schema schema =
                        budget.unit().column().map(Tables.SCHEMA::withUnit).orElse(Tables.SCHEMA);
                WholeFit fit = WholeFit.of(schema, budget, synthesizer, true);
                Witness witness = Witness.recording(1);
                boolean isRefused = false;
                try {
                    fit.fit(Tables.table(), InvalidValues.REFUSE, witness);
                } catch (IllegalArgumentException e) {
                    assertEquals(List.of(), charges(witness), synthesizer.name() + ": " + e.getMessage());
                    isRefused = true;
                }
                // Noise of 6 / epsilon on a count of three rows a unit; delta alone buys the rows a little more.
                if (budget == units) {
                    assertEquals(6 / epsilon > 0x1p32, isRefused, synthesizer.name());
                }
            }
        }
    }

    /**
     * With hardly any noise too, where shares of missing cells come out as just 0 in columns that could miss some and in others
     * not: no estimate may be no number when all has been paid.
     */
    @ParameterizedTest
    @ValueSource(doubles = {50, 1e5})
    void aFitThatIsPaidForComesToItsEnd(double epsilon) throws Exception {
        for (Synthesizer synthesizer : synthesizers().toList()) {
            for (int seed = 0; seed < 3; seed++) {
                WholeFit fit = WholeFit.of(Tables.SCHEMA, PrivacyBudget.of(epsilon, 1e-9), synthesizer, true);
                Replay.Output output = fit.fit(Tables.table(), InvalidValues.REFUSE, Witness.recording(seed));
                assertTrue(output.rows().length() > 100, synthesizer.name());
            }
        }
    }

    /** The table has columns with fine cells, a share of which would be paid for first. */
    @Test
    void aWorkloadOfAColumnThatThereIsNot() {
        for (Workload workload : List.of(
                Workload.pairs().withTarget("nobody"), Workload.pairs().withClique(List.of("age", "nobody"), 1))) {
            Synthesizer aim = Synthesizer.named("aim", new Settings(workload, 1));
            requireNothingPaid(
                    WholeFit.of(Tables.SCHEMA, RHO, aim, true), Tables.table(), IllegalArgumentException.class);
        }
    }

    /** The witness's rows can be counted and not sampled. */
    @Test
    void ranksOfRowsThatAreElsewhere() {
        requireNothingPaid(
                WholeFit.of(Tables.SCHEMA, RHO, byRanks(), false), Tables.table(), IllegalStateException.class);
    }

    /** A hundred rows a unit: k^2 pairs 2^40 is past 2^63 from 42 columns on; each has fine cells. */
    @Test
    void aScatterMatrixPastSixtyFourBits() throws Exception {
        PrivacyBudget budget = RHO.withUnit(PrivacyUnit.of("patient", 100));
        for (String model : List.of("copula", "hybrid")) {
            for (int columns : new int[] {3, 42}) {
                String fields = IntStream.range(0, columns)
                        .mapToObj(i -> ", {\"name\": \"c" + i + "\", \"type\": \"integer\", \"constraints\":"
                                + " {\"minimum\": 0, \"maximum\": 150, \"required\": true}}")
                        .collect(Collectors.joining());
                Schema schema = SchemaJson.parse(
                        "{\"fields\": [{\"name\": \"patient\", \"type\": \"string\", \"effigy:role\": \"unit\"}"
                                + fields + "]}",
                        "wide");
                String header =
                        IntStream.range(0, columns).mapToObj(i -> ",c" + i).collect(Collectors.joining());
                String csv = "patient" + header + "\np" + ",7".repeat(columns) + "\n";
                WholeFit fit = WholeFit.of(schema, budget, Synthesizer.named(model), true);
                if (columns == 42) {
                    requireNothingPaid(fit, csv, IllegalArgumentException.class);
                } else {
                    fit.fit(csv, InvalidValues.REFUSE, Witness.recording(1));
                }
            }
        }
    }
}
