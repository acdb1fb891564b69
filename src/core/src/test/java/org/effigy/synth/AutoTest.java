package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoTest {
    private static Schema schema(int columns) {
        return SchemaJson.parse(
                IntStream.range(0, columns)
                        .mapToObj(i -> "{\"name\": \"c" + i + "\", \"type\": \"boolean\"}")
                        .collect(Collectors.joining(",", "{\"fields\": [", "]}")),
                "columns");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, independent",
        "2, 1, 1, aim",
        "30, 1, 1, aim",
        "31, 1, 1, privbayes",
        "100, 10, 1, privbayes",
        "101, 10, 1, mst",
        "14, 0.24, 1, mst",
        "14, 0.25, 1, aim",
        "14, 1, 5, mst"
    })
    void theModelFollowsFromColumnsAndBudget(int columns, double epsilon, int rowsPerUnit, String model) {
        PrivacyBudget budget = PrivacyBudget.of(epsilon, 1e-9);
        Auto auto = Auto.of(
                schema(columns),
                rowsPerUnit == 1 ? budget : budget.withUnit(PrivacyUnit.of("patient", rowsPerUnit)),
                Settings.standard());
        assertEquals(model, auto.name());
        assertFalse(auto.reason().isBlank());
    }

    @Test
    void aSmallBudgetIsToldForEachRowKept() {
        PrivacyBudget budget = PrivacyBudget.of(.5, 1e-9);
        Auto units = Auto.of(schema(14), budget.withUnit(PrivacyUnit.of("patient", 3)), Settings.standard());
        assertTrue(units.reason().contains("below epsilon 0.25 for each row kept (0.5 / 3)"), units.reason());
        Auto rows = Auto.of(schema(14), PrivacyBudget.of(.1, 1e-9), Settings.standard());
        assertTrue(rows.reason().contains("below epsilon 0.25 the"), rows.reason());
    }

    /** Half of the columns numbers: the copula, unless a category is to be predicted. */
    @ParameterizedTest
    @CsvSource({"'', hybrid", "sex, aim", "age, hybrid", "cost, hybrid"})
    void numbersTakeACopulaUnlessACategoryIsToBePredicted(String target, String model) {
        Schema schema = SchemaJson.parse("""
            {"fields": [
              {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 99}},
              {"name": "cost", "type": "number", "constraints": {"minimum": 0, "maximum": 9}},
              {"name": "sex", "type": "boolean"},
              {"name": "grade", "type": "integer", "constraints": {"enum": [1, 2]}}]}
            """, "mixed");
        Workload workload =
                target.isEmpty() ? Workload.triples() : Workload.triples().withTarget(target);
        Settings settings = new Settings(workload, Settings.DEFAULT_MEGABYTES);
        assertEquals(model, Auto.of(schema, PrivacyBudget.of(1, 1e-9), settings).name());
    }

    /** A copula keeps no rule about numbers, so a table of numbers with such a rule gets a model that does. */
    @ParameterizedTest
    @CsvSource({"'age <= 99', aim", "'sex = true or sex = false', hybrid"})
    void aRuleAboutNumbersRulesTheCopulaOut(String condition, String model) {
        Schema schema = SchemaJson.parse("""
            {"fields": [
              {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 99}},
              {"name": "cost", "type": "number", "constraints": {"minimum": 0, "maximum": 9}},
              {"name": "sex", "type": "boolean"}],
             "effigy:rules": [{"name": "rule", "holds": "%s"}]}
            """.formatted(condition), "ruled");
        Auto auto = Auto.of(schema, PrivacyBudget.of(1, 1e-9), Settings.standard());
        assertEquals(model, auto.name());
        assertEquals(model.equals("aim"), auto.reason().contains("rules"));
    }

    /** A target of 0 and 1 is a class, however it is written; so are codes from 1 to 20, and 21 values are a number. */
    @ParameterizedTest
    @CsvSource({"0, 1, aim", "1, 20, aim", "1, 21, hybrid", "-5, 100000, hybrid"})
    void anIntegerOfFewValuesIsAClass(int lowest, int highest, String model) {
        Schema schema = SchemaJson.parse("""
            {"fields": [
              {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 99}},
              {"name": "cost", "type": "number", "constraints": {"minimum": 0, "maximum": 9}},
              {"name": "late", "type": "integer", "constraints": {"minimum": LOW, "maximum": HIGH}}]}
            """.replace("LOW", "" + lowest).replace("HIGH", "" + highest), "coded");
        Settings settings = new Settings(Workload.triples().withTarget("late"), Settings.DEFAULT_MEGABYTES);
        assertEquals(model, Auto.of(schema, PrivacyBudget.of(1, 1e-9), settings).name());
        Settings free = new Settings(Workload.triples(), Settings.DEFAULT_MEGABYTES);
        assertEquals("hybrid", Auto.of(schema, PrivacyBudget.of(1, 1e-9), free).name());
    }

    /** A table of codes written as integers is no table of numbers. */
    @Test
    void aTableOfCodesTakesAim() {
        Schema schema = SchemaJson.parse(
                IntStream.range(0, 8)
                        .mapToObj(i -> "{\"name\": \"c" + i
                                + "\", \"type\": \"integer\", \"constraints\": {\"minimum\": 0, \"maximum\": 9}}")
                        .collect(Collectors.joining(",", "{\"fields\": [", "]}")),
                "codes");
        assertEquals(
                "aim",
                Auto.of(schema, PrivacyBudget.of(1, 1e-9), Settings.standard()).name());
    }

    /** Of the models only AIM measures what is named; without a name 31 columns take another. */
    @Test
    void namedColumnsTakeTheModelThatMeasuresThem() {
        Workload named = Workload.pairs().withClique(List.of("c0", "c1"), 10);
        Auto auto = Auto.of(schema(31), PrivacyBudget.of(1, 1e-9), new Settings(named, 16));
        assertEquals("aim", auto.name());
        assertTrue(auto.takesWorkload());
        assertFalse(Auto.of(schema(31), PrivacyBudget.of(1, 1e-9), Settings.standard())
                .takesWorkload());
    }
}
