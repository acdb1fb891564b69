package org.effigy.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The table of known failures speaks of tests that are there, and so do the proofs. */
class KnownFailuresTest {
    private static final Path PRIVACY =
            Path.of(System.getProperty("effigy.root")).resolve("docs/privacy");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+)\\. (.+?) \\| (.+?) \\| (.+?) \\|$");
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+(?:Test|Contract))?\\.?([a-z]\\w+)?`");

    /** Every class of the tests by its simple name. */
    private static final Map<String, Class<?>> CLASSES = classes();

    private static Map<String, Class<?>> classes() {
        try {
            Map<String, Class<?>> found = new HashMap<>();
            for (JavaClass test : MainClasses.tests("org.effigy")) {
                if (test.getName().matches(".*(Test|Contract)")) {
                    Class<?> type = Class.forName(test.getName(), false, KnownFailuresTest.class.getClassLoader());
                    found.put(type.getSimpleName(), type);
                }
            }
            return found;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is wrong with the tests that a cell names: a class, its method, or a further method of the class before. */
    private static List<String> missing(String cell) {
        List<String> missing = new ArrayList<>();
        Class<?> type = null;
        int named = 0;
        for (Matcher name = NAME.matcher(cell); name.find(); named++) {
            type = name.group(1) == null ? type : CLASSES.get(name.group(1));
            String method = name.group(2);
            boolean there = type != null
                    && Stream.of(type.getDeclaredMethods())
                            .anyMatch(one -> isTest(one)
                                    && (method == null || one.getName().equals(method)));
            if (!there) {
                missing.add(name.group());
            }
        }
        if (named == 0) {
            missing.add("no test in '" + cell + "'");
        }
        return missing;
    }

    private static boolean isTest(AnnotatedElement method) {
        return AnnotationSupport.isAnnotated(method, Testable.class);
    }

    @Test
    void everyKnownFailureIsHeldByTestsThatAreThere() throws IOException {
        String text = Files.readString(PRIVACY.resolve("README.md"));
        List<String> missing = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (Matcher row = ROW.matcher(text); row.find(); ) {
            numbers.add(Integer.valueOf(row.group(1)));
            missing(row.group(3)).forEach(name -> missing.add(row.group(1) + ": " + name));
            if (!row.group(4).contains("planted: ") && !row.group(4).matches(".*mutants?: .*")) {
                missing.add(row.group(1) + ": what does the test catch?");
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(numbers.size() >= 25, "rows are gone: " + numbers);
        assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
    }

    @Test
    void everyTestThatAProofNamesIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        Pattern name = Pattern.compile("`([A-Z]\\w+Test(?:\\.[a-z]\\w+)?)`");
        try (Stream<Path> files = Files.list(PRIVACY)) {
            for (Path file : files.sorted().toList()) {
                for (Matcher test = name.matcher(Files.readString(file)); test.find(); ) {
                    missing(test.group()).forEach(one -> missing.add(file.getFileName() + ": " + one));
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    /** Planted offenders: a class, a method and a further method that are not there, a helper for a test, an empty cell. */
    @Test
    void namesOfNothingAreSeen() {
        assertEquals(List.of(), missing("`ProofsTest`, `KnownFailuresTest.namesOfNothingAreSeen`"));
        for (String cell : List.of(
                "`NoSuchTest`",
                "`ProofsTest.noSuchMethod`",
                "`KnownFailuresTest.namesOfNothingAreSeen`, `noSuchMethod`",
                "`KnownFailuresTest.isTest`",
                "a test of some kind")) {
            assertEquals(1, missing(cell).size(), cell);
        }
    }
}
