package org.effigy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The files of {@code datasets/} are what the generator writes: if it is changed on purpose, they are written anew by
 * {@link CsvExport} and {@link SimulatedTable#schemaJson()} with the numbers that stand here and in their READMEs.
 */
class BundledTablesTest {
    private static final long SEED = 2026;
    private static final Path DATASETS = Path.of(System.getProperty("effigy.root"), "datasets");

    private enum Bundle {
        ENCOUNTERS(Simulation.HOSPITAL, "hospital-encounters/encounters", 5000),
        TRANSACTIONS(Simulation.CARDS, "card-transactions/transactions", 9000);

        private final Simulation simulation;
        private final String file;
        private final int rows;

        Bundle(Simulation simulation, String file, int rows) {
            this.simulation = simulation;
            this.file = file;
            this.rows = rows;
        }

        Path csv() {
            return DATASETS.resolve(file + ".csv");
        }

        Path schema() {
            return DATASETS.resolve(file + ".schema.json");
        }
    }

    @ParameterizedTest
    @EnumSource
    void csvIsWhatTheGeneratorWrites(Bundle bundle) throws IOException {
        StringWriter fresh = new StringWriter();
        new CsvExport(bundle.simulation.table(SEED), 0, bundle.rows).to(fresh);
        String stored = Files.readString(bundle.csv());
        assertEquals(stored.lines().toList(), fresh.toString().lines().toList());
        assertEquals(stored, fresh.toString());
        assertTrue(Files.size(bundle.csv()) < 1_000_000);
    }

    @ParameterizedTest
    @EnumSource
    void schemaIsTheGeneratorsDefinition(Bundle bundle) throws IOException {
        assertEquals(
                Files.readString(bundle.schema()), bundle.simulation.table(SEED).schemaJson());
    }

    /** Read as any user of the file would, with a JSON library, and tried on rows of another seed. */
    @ParameterizedTest
    @EnumSource
    void freshRowsStayInsideTheSchema(Bundle bundle) throws IOException {
        List<Predicate<String>> rules = rules(bundle);
        assertEquals(Set.of(), broken(bundle.simulation.table(99), rules, 200_000));
    }

    @Test
    void aRowOutsideTheSchemaIsCaught() throws IOException {
        List<Predicate<String>> rules = rules(Bundle.ENCOUNTERS);
        assertTrue(rules.get(2).test("104"));
        for (String outside : List.of("105", "-1", "x", "")) {
            assertTrue(!rules.get(2).test(outside), outside);
        }
        assertTrue(!rules.get(3).test("X"));
        assertTrue(!rules.get(7).test("2025-01-01"));
        assertTrue(!rules.get(15).test("13.25"));
        assertTrue(rules.get(15).test("13.2"));
    }

    private static <R> Set<String> broken(SimulatedTable<R> table, List<Predicate<String>> rules, int rows) {
        Set<String> broken = new HashSet<>();
        table.rows(0, rows).map(table::cells).forEach(cells -> {
            assertEquals(rules.size(), cells.size());
            for (int i = 0; i < cells.size(); i++) {
                if (!rules.get(i).test(cells.get(i))) {
                    broken.add(table.columns().get(i).name() + ": " + cells.get(i));
                }
            }
        });
        return broken;
    }

    private static List<Predicate<String>> rules(Bundle bundle) throws IOException {
        JsonNode schema = new ObjectMapper().readTree(bundle.schema().toFile());
        assertEquals("[\"\"]", schema.get("missingValues").toString());
        List<Predicate<String>> rules = new ArrayList<>();
        for (JsonNode field : schema.get("fields")) {
            rules.add(rule(field));
        }
        return rules;
    }

    private static Predicate<String> rule(JsonNode field) {
        JsonNode constraints = field.get("constraints");
        boolean required = constraints.get("required").asBoolean();
        Predicate<String> present = switch (field.get("type").asText()) {
            case "string" -> strings(constraints);
            case "boolean" -> Set.of("true", "false")::contains;
            case "integer" -> numbers(constraints, 0);
            case "number" -> numbers(constraints, field.get("effigy:precision").asInt());
            case "date" -> times(constraints, LocalDate::parse);
            case "datetime" -> times(constraints, LocalDateTime::parse);
            default -> throw new AssertionError(field);
        };
        return cell -> cell.isEmpty() ? !required : present.test(cell);
    }

    private static Predicate<String> strings(JsonNode constraints) {
        Set<String> values = new HashSet<>();
        constraints.path("enum").forEach(value -> values.add(value.asText()));
        return values.isEmpty() ? cell -> true : values::contains;
    }

    private static Predicate<String> numbers(JsonNode constraints, int decimals) {
        BigDecimal minimum = constraints.get("minimum").decimalValue();
        BigDecimal maximum = constraints.get("maximum").decimalValue();
        Predicate<String> shape = Pattern.compile(decimals == 0 ? "\\d+" : "\\d+\\.\\d{" + decimals + "}")
                .asMatchPredicate();
        return cell -> shape.test(cell) && between(new BigDecimal(cell), minimum, maximum);
    }

    private static <T extends Comparable<? super T>> Predicate<String> times(
            JsonNode constraints, Function<String, T> parse) {
        T minimum = parse.apply(constraints.get("minimum").asText());
        T maximum = parse.apply(constraints.get("maximum").asText());
        return cell -> between(parse.apply(cell), minimum, maximum);
    }

    private static <T extends Comparable<? super T>> boolean between(T value, T minimum, T maximum) {
        return value.compareTo(minimum) >= 0 && value.compareTo(maximum) <= 0;
    }
}
