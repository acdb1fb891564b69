package org.effigy.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The artifacts as others take them: one version, named by one bill of materials, and no package in two of them. */
class ArtifactsTest {
    private static final Path ROOT = Path.of(System.getProperty("effigy.root"));
    private static final List<String> FOLDERS = List.of("core", "audit", "cli");
    private static final Pattern OWN = Pattern.compile(
            "<groupId>org\\.effigy</groupId>\\s*<artifactId>([\\w-]+)</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern NAME = Pattern.compile("</parent>\\s*<artifactId>([\\w-]+)</artifactId>");

    private static String pom(String folder) throws IOException {
        return Files.readString(ROOT.resolve(folder).resolve("pom.xml"));
    }

    /** The artifacts that a bill names, with their versions. */
    private static Set<String> named(String bill) {
        Set<String> named = new TreeSet<>();
        int begin = bill.indexOf("<dependencyManagement>");
        for (Matcher own = OWN.matcher(bill); own.find(); ) {
            if (own.start() > begin) {
                named.add(own.group(1) + " " + own.group(2));
            }
        }
        return named;
    }

    @Test
    void theBillNamesEachArtifactInTheVersionOfAll() throws IOException {
        Matcher parent = OWN.matcher(pom("."));
        assertTrue(parent.find());
        Set<String> built = new TreeSet<>();
        for (String folder : FOLDERS) {
            Matcher name = NAME.matcher(pom("src/" + folder));
            assertTrue(name.find(), folder);
            built.add(name.group(1) + " ${project.version}");
        }
        String bill = pom("src/bom");
        assertEquals(built, named(bill));
        Matcher own = OWN.matcher(bill);
        assertTrue(own.find() && own.group(1).equals("effigy-bom"));
        assertEquals(
                parent.group(2),
                own.group(2),
                "the bill has no parent: its version is changed by hand with the others'");
        // The planted offender: a bill that forgets one.
        String forgetful = bill.replaceFirst(
                "<groupId>org\\.effigy</groupId>\\s*<artifactId>effigy-audit</artifactId>",
                "<artifactId>other</artifactId>");
        assertEquals(2, named(forgetful).size());
    }

    /** A package in two jars can be used by no program that has modules. */
    @Test
    void noPackageStandsInTwoArtifacts() throws IOException {
        List<String> packages = new ArrayList<>();
        for (String folder : FOLDERS) {
            packages.addAll(packages(ROOT.resolve("src").resolve(folder).resolve("src/main/java")));
        }
        assertTrue(packages.size() > 15, "packages are gone: " + packages);
        assertEquals(packages.stream().distinct().toList(), packages);
    }

    private static Set<String> packages(Path sources) throws IOException {
        Set<String> packages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file ->
                            packages.add(sources.relativize(file.getParent()).toString()));
        }
        return packages;
    }
}
