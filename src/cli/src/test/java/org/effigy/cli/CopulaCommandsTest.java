package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person who asks for a copula is given and told. */
class CopulaCommandsTest {
    private static final Path ENCOUNTERS =
            Path.of(System.getProperty("effigy.root"), "datasets", "hospital-encounters");

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private final StringWriter printed = new StringWriter();

    private int run(Object... arguments) {
        return Effigy.run(
                new PrintWriter(printed, true),
                new PrintWriter(said, true),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private int fit(String... more) {
        return run(Stream.concat(
                        Stream.of(
                                "fit",
                                ENCOUNTERS.resolve("encounters.csv"),
                                "--schema",
                                ENCOUNTERS.resolve("encounters.schema.json"),
                                "--epsilon",
                                1,
                                "--delta",
                                "1e-9",
                                "--max-rows-per-unit",
                                1,
                                "-o",
                                folder.resolve("m.effigy")),
                        Stream.of(more))
                .toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "--model copula, 'scatter of 13 columns', 'Correlations of 17 variables'",
        "--model copula --copula student-t --degrees 4, 'scatter of 13 columns', 'Correlations of 17 variables'",
        "--model copula --correlation kendall, 'concordance of 13 columns', 'Correlations of 17 variables'",
        "--model hybrid, 'scatter of 10 columns', 'Correlations of 10 variables'"
    })
    void copulasAreFittedInspectedAndSampled(String options, String question, String correlations) {
        assertEquals(0, fit(options.split(" ")), said.toString());
        assertEquals(0, run("inspect", folder.resolve("m.effigy")), said.toString());
        assertTrue(printed.toString().contains(question), printed.toString());
        assertTrue(printed.toString().contains(correlations), printed.toString());
        assertEquals(options.contains("copula"), said.toString().contains("no order"), said.toString());
        assertEquals(options.contains("copula"), printed.toString().contains("no order"), printed.toString());
        assertEquals(
                0,
                run("sample", folder.resolve("m.effigy"), "--rows", 500, "-o", folder.resolve("out.csv")),
                said.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "--model copula --copula cauchy, 'gaussian, student-t'",
        "--model copula --degrees 3, '--copula student-t'",
        "--model copula --copula student-t --degrees 0, '1 to 100'",
        "--model hybrid --copula student-t, 'for --model copula'",
        "--model copula --correlation pearson, 'scatter, kendall'",
        "--model copulas, 'copula, hybrid'"
    })
    void wrongChoicesAreRefusedBeforeAnythingIsSpent(String options, String told) {
        assertEquals(2, fit(options.split(" ")));
        assertTrue(said.toString().contains(told), said.toString());
        assertFalse(Files.exists(folder.resolve("m.effigy")));
    }

    @Test
    void helpNamesTheModels() {
        assertEquals(0, run("fit", "--help"));
        assertTrue((printed.toString() + said).contains("hybrid: mixed tables"));
    }
}
