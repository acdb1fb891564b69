package org.effigy.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bill of native parts that is in the jar names what is locked and built, and answers what is known of it. */
class NativePartsTest {
    private static final Path ROOT = Path.of(System.getProperty("effigy.root"));

    private static final Pattern CRATE = Pattern.compile("\\[\\[package\\]\\]\\n"
            + "name = \"([^\"]+)\"\\n"
            + "version = \"([^\"]+)\"\\n"
            + "source = [^\\n"
            + "]*\\n"
            + "checksum = \"([^\"]+)\"");

    private static JsonNode bill() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(ROOT.resolve("src/cli/src/main/resources/META-INF/sbom/native.cdx.json")));
    }

    private static Map<String, String> locked() throws IOException {
        Map<String, String> crates = new TreeMap<>();
        Matcher matcher = CRATE.matcher(Files.readString(ROOT.resolve("src/core/src/main/rust/Cargo.lock")));
        while (matcher.find()) {
            crates.put("pkg:cargo/" + matcher.group(1) + "@" + matcher.group(2), matcher.group(3));
        }
        return crates;
    }

    private static Map<String, String> listed(JsonNode bill) {
        Map<String, String> crates = new TreeMap<>();
        for (JsonNode part : bill.path("components")) {
            if (part.path("purl").asText().startsWith("pkg:cargo/")) {
                crates.put(
                        part.path("purl").asText(),
                        part.path("hashes").path(0).path("content").asText());
            }
        }
        return crates;
    }

    @Test
    void everyCrateIsListedWithItsChecksum() throws IOException {
        assertTrue(locked().size() > 50, locked().keySet().toString());
        assertEquals(locked(), listed(bill()));
        Map<String, String> other = listed(bill());
        other.remove(other.keySet().iterator().next());
        assertFalse(locked().equals(other), "a crate that is left out is not seen");
    }

    /** The C code has the version of the crate that holds it, and LightGBM that of its wrapper. */
    @Test
    void theCodeInOtherLanguagesIsListedInItsVersion() throws IOException {
        String openssl = locked().keySet().stream()
                .filter(name -> name.startsWith("pkg:cargo/openssl-src@"))
                .map(name -> name.substring(name.indexOf('+') + 1))
                .findFirst()
                .orElseThrow();
        assertEquals(openssl, version("openssl"));
        Matcher wrapper =
                Pattern.compile("<lightgbm4j.version>([0-9.]+)-").matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertTrue(wrapper.find());
        assertEquals(wrapper.group(1), version("lightgbm"));
    }

    private static String version(String name) throws IOException {
        for (JsonNode part : bill().path("components")) {
            if (part.path("purl").asText().startsWith("pkg:generic/" + name + "@")) {
                return part.path("version").asText();
            }
        }
        return "";
    }

    @Test
    void eachKnownVulnerabilityIsAnsweredForAPartThatIsListed() throws IOException {
        JsonNode bill = bill();
        assertTrue(bill.path("metadata").path("timestamp").asText().startsWith("2026-"), "dated");
        assertTrue(bill.path("vulnerabilities").size() > 20);
        for (JsonNode known : bill.path("vulnerabilities")) {
            String id = known.path("id").asText();
            assertTrue(id.matches("CVE-\\d{4}-\\d+"), id);
            assertEquals("not_affected", known.path("analysis").path("state").asText(), id);
            assertEquals(
                    "code_not_reachable",
                    known.path("analysis").path("justification").asText(),
                    id);
            assertTrue(known.path("analysis").path("detail").asText().length() > 80, id);
            String part = known.path("affects").path(0).path("ref").asText();
            assertTrue(bill.path("components").findValuesAsText("bom-ref").contains(part), id + " of " + part);
        }
    }
}
