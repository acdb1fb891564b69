package org.effigy.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The crates in the noise library are under licences that allow shipping it. The build does the same for Java's. */
class CrateLicencesTest {
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "Unicode-3.0", "ISC", "Zlib", "CC0-1.0");

    private static final Path CRATE = Path.of(System.getProperty("effigy.root"), "src", "core", "src", "main", "rust");

    @Test
    void everyCrateThatIsLinkedHasAnAllowedLicence() throws IOException, InterruptedException {
        JsonNode packages = metadata().path("packages");
        assertTrue(packages.size() > 20, "cargo named " + packages.size() + " crates");
        List<String> refused = new ArrayList<>();
        for (JsonNode crate : packages) {
            if (!isAllowed(licence(crate))) {
                refused.add(crate.path("name").asText() + ": " + licence(crate));
            }
        }
        assertEquals(List.of(), refused);
    }

    @Test
    void whatIsNotAllowedIsTold() {
        assertFalse(isAllowed("GPL-3.0"));
        assertFalse(isAllowed("MIT AND GPL-3.0"));
        assertFalse(isAllowed("(MIT OR Apache-2.0) AND LGPL-2.1"));
        assertFalse(isAllowed(""));
        assertTrue(isAllowed("GPL-3.0 OR MIT"));
        assertTrue(isAllowed("MIT/Apache-2.0"));
        assertTrue(isAllowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    }

    /** Of each part that must hold, one alternative is allowed. Expressions of crates have no deeper nesting. */
    private static boolean isAllowed(String expression) {
        return Arrays.stream(expression.split(" AND "))
                .allMatch(part -> Arrays.stream(part.replaceAll("[()]", "").split(" OR |/"))
                        .map(String::strip)
                        .anyMatch(ALLOWED::contains));
    }

    /** As declared; of a crate that names a file instead, by the file's title. */
    private static String licence(JsonNode crate) throws IOException {
        if (!crate.path("license_file").isTextual()) {
            return crate.path("license").asText("");
        }
        Path file = Path.of(crate.path("manifest_path").asText())
                .resolveSibling(crate.path("license_file").asText());
        return Files.readString(file).startsWith("MIT License") ? "MIT" : "";
    }

    private static JsonNode metadata() throws IOException, InterruptedException {
        Path answer = Files.createTempFile("crates", ".json");
        try {
            int exit;
            try {
                exit = new ProcessBuilder(
                                "cargo",
                                "metadata",
                                "--format-version=1",
                                "--locked",
                                "--offline",
                                "--filter-platform=" + platform())
                        .directory(CRATE.toFile())
                        .redirectOutput(answer.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException e) {
                exit = -1;
            }
            assumeTrue(exit == 0, "cargo or its crates are not here: the licences were not looked at");
            return new ObjectMapper().readTree(answer.toFile());
        } finally {
            Files.delete(answer);
        }
    }

    private static String platform() throws IOException, InterruptedException {
        Process rustc = new ProcessBuilder("rustc", "-vV").start();
        String host = new String(rustc.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("host: "))
                .map(line -> line.substring("host: ".length()))
                .findFirst()
                .orElse("");
        rustc.waitFor();
        return host;
    }
}
