package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private static final Schema SCHEMA = SchemaJson.parse("""
        {"fields": [
          {"name": "sex", "type": "boolean", "constraints": {"required": true}},
          {"name": "ward", "type": "string", "constraints": {"enum": ["a", "b", "c", "d"], "required": true}},
          {"name": "age", "type": "integer", "constraints": {"minimum": 1, "maximum": 60, "required": true}}]}
        """, "plan");

    private static Plan plan(PrivacyBudget budget, String model, OptionalLong rows) {
        return Plan.of(SCHEMA, budget, model, Workload.triples(), 0, rows);
    }

    /** What the plan foresees is the noise of the first answers of a fit; one of 1.3 times the scale would be seen. */
    @ParameterizedTest
    @CsvSource({
        "independent, 1, 1e-9, 1, ADD_REMOVE",
        "independent, 2, 0, 1, REPLACE",
        "aim, 1, 1e-9, 3, ADD_REMOVE",
        "aim, 3, 0, 1, ADD_REMOVE",
        "aim, 1, 1e-6, 2, REPLACE",
        "mst, 1, 1e-9, 3, ADD_REMOVE",
        "mst, 2, 0, 1, REPLACE",
        "privbayes, 1, 1e-9, 2, REPLACE",
        "privbayes, 3, 0, 1, ADD_REMOVE",
        "copula, 1, 1e-9, 2, ADD_REMOVE",
        "copula, 3, 0, 1, REPLACE",
        "hybrid, 1, 1e-9, 2, REPLACE",
        "hybrid, 3, 0, 1, ADD_REMOVE"
    })
    void theNoiseOfColumnsIsForeseen(String model, double epsilon, double delta, int kept, Neighbours neighbours) {
        PrivacyBudget budget = PrivacyBudget.of(epsilon, delta).withNeighbours(neighbours);
        Records.Builder rows = Records.builder(TableCodec.of(SCHEMA).domain(), 100);
        IntStream.range(0, 100).forEach(i -> rows.add(i % 2, i % 4, i % 60));
        PrivateTable table;
        if (kept == 1) {
            table = PrivateTable.ofRows(rows.build(), open(budget), new SilentNoise());
        } else {
            budget = budget.withUnit(PrivacyUnit.of("patient", kept));
            int[] units = IntStream.range(0, 100).map(i -> i / 2).toArray();
            table = PrivateTable.ofUnits(rows.build(), units, open(budget), new SilentNoise());
        }
        Synthesizer.named(model).fit(table, Progress.NONE);
        Plan plan = plan(budget, model, OptionalLong.empty());
        for (Plan.Line column : plan.columns()) {
            // Hybrid counts a number's values before it counts when they are missing.
            double drawn = table.release().charges().stream()
                    .filter(charge -> charge.query().equals("marginal (" + column.name() + ")"))
                    .mapToDouble(charge -> deviation(charge.mechanism()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(1, column.deviation() / drawn, .05, column + "");
        }
    }

    private static double deviation(Mechanism mechanism) {
        return mechanism instanceof Mechanism.DiscreteLaplace ? Math.sqrt(2) * mechanism.scale() : mechanism.scale();
    }

    /** What a refusal of --clique says of aim is what aim does: at so many rows it measures, at a quarter less it does not. */
    @ParameterizedTest
    @CsvSource({"1, 1e-9", ".3, 1e-6", "2, 0"})
    void whatANamedMarginalNeedsIsForeseen(double epsilon, double delta) {
        PrivacyBudget budget = PrivacyBudget.of(epsilon, delta);
        Workload workload = Workload.pairs().withClique(List.of("ward", "sex"), 10);
        Plan open = Plan.of(SCHEMA, budget, "aim", workload, 0, OptionalLong.empty());
        String need = open.needs(budget).get(0);
        assertTrue(need.startsWith("(sex, ward) in a table of about "), need);
        int least = Integer.parseInt(
                need.replaceAll(".*about ([0-9,]+) rows.*", "$1").replace(",", ""));
        assertTrue(isMeasured(workload, budget, least + least / 10 + 2), need);
        assertFalse(isMeasured(workload, budget, least * 3 / 4), need);
        assertEquals(
                List.of("(sex, ward) at this budget"),
                Plan.of(SCHEMA, budget, "aim", workload, 0, OptionalLong.of(least + 1))
                        .needs(budget));
        String more = Plan.of(SCHEMA, budget, "aim", workload, 0, OptionalLong.of(Math.max(1, least / 2)))
                .needs(budget)
                .get(0);
        double needed = Double.parseDouble(more.replaceAll(".*epsilon of about ([0-9.]+) for.*", "$1"));
        assertTrue(needed > 1.7 * epsilon && needed < 2.6 * epsilon, more);
    }

    private static boolean isMeasured(Workload workload, PrivacyBudget budget, int size) {
        Records.Builder rows = Records.builder(TableCodec.of(SCHEMA).domain(), size);
        IntStream.range(0, size).forEach(i -> rows.add(i % 2, i % 4, i % 60));
        Asked.Kept told = new Asked.Kept(Progress.NONE);
        Aim.of(new Settings(workload, 16))
                .fit(PrivateTable.ofRows(rows.build(), open(budget), new SilentNoise()), told);
        return told.all().get(0).outcome().startsWith("measured");
    }

    private static Release open(PrivacyBudget budget) {
        return MemoryLedger.of("test", budget).open("fit", budget);
    }

    /** 0.5 rows in each cell of a table of 200: noise; the same budget for 200,000 rows: kept. */
    @Test
    void theOutlookFollowsFromTheExpectedRows() {
        PrivacyBudget budget = PrivacyBudget.of(.05, 1e-9);
        Plan few = plan(budget, "aim", OptionalLong.of(200));
        assertTrue(
                few.columns().stream().allMatch(Plan.Line::isNoise),
                few.columns().toString());
        assertTrue(few.warnings().get(few.warnings().size() - 1).contains("3 of 3 columns will be mostly noise"));
        Plan many = plan(budget, "aim", OptionalLong.of(2_000_000));
        assertTrue(
                many.columns().stream().allMatch(line -> line.verdict().equals("kept")),
                many.columns().toString());
        assertEquals(List.of(), many.warnings());
        assertEquals(
                "", plan(budget, "aim", OptionalLong.empty()).columns().get(0).verdict());
    }

    @Test
    void budgetsThatAreNoBudgetAreRefused() {
        for (double epsilon : new double[] {1e-12, 1e308}) {
            Plan plan = plan(PrivacyBudget.of(epsilon, 1e-9), "aim", OptionalLong.empty());
            String message = assertThrows(IllegalArgumentException.class, plan::requireBudget)
                    .getMessage();
            assertTrue(message.contains("is no budget"), message);
            assertFalse(plan.warnings().isEmpty());
        }
        for (double epsilon : new double[] {.01, 1, 10}) {
            Plan plan = plan(PrivacyBudget.of(epsilon, 1e-9), "aim", OptionalLong.empty());
            assertEquals(List.of(), plan.requireBudget().warnings());
        }
    }

    @Test
    void anIdentifierByMistakeIsNamed() {
        String codes =
                IntStream.range(0, 10_000).mapToObj(i -> "\"p" + i + "\"").collect(Collectors.joining(","));
        Schema schema = SchemaJson.parse(
                "{\"fields\": [{\"name\": \"sex\", \"type\": \"boolean\"}, {\"name\": \"pat\", \"type\": \"string\","
                        + " \"constraints\": {\"enum\": [" + codes + "]}}]}",
                "codes");
        Plan plan = Plan.of(schema, PrivacyBudget.of(1, 1e-9), "mst", Workload.pairs(), 0, OptionalLong.empty());
        assertTrue(
                plan.warnings().get(0).startsWith("'pat' has 10,000 categories: an identifier"), plan.warnings() + "");
    }

    /** With a tenth of the budget and of delta, as a fit would take them. */
    @Test
    void theThresholdOfADiscoveryIsForeseen() {
        Schema schema = SchemaJson.parse("""
            {"fields": [{"name": "sex", "type": "boolean"},
              {"name": "town", "type": "string", "effigy:discover": true, "effigy:other": "elsewhere"}]}
            """, "open");
        PrivacyBudget budget = Discovery.of(schema).budget(PrivacyBudget.of(1, 1e-9));
        Plan plan = Plan.of(schema, budget, "aim", Workload.pairs(), Discovery.SHARE, OptionalLong.empty());
        Plan.Search town = plan.found().get(0);
        assertEquals("town", town.name());
        assertFalse(town.units());
        Plan larger = Plan.of(
                schema,
                Discovery.of(schema).budget(PrivacyBudget.of(4, 1e-9)),
                "aim",
                Workload.pairs(),
                Discovery.SHARE,
                OptionalLong.empty());
        assertTrue(town.threshold() > 100 && town.threshold() < 300, town + "");
        assertTrue(larger.found().get(0).threshold() < town.threshold() / 2, larger.found() + "");
        assertEquals(1, plan.columns().size());
    }
}
