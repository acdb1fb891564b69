package org.effigy.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.effigy.synth.Generator;

/**
 * The program that made a report and what it ran on. Holds no name of a machine or person.
 *
 * @param program its name and version
 * @param java the version of Java
 * @param platform the operating system's name and the kind of processor: the learners' libraries differ by it
 * @param libraries the version of each library that figures depend on, by its name
 */
public record Environment(String program, String java, String platform, Map<String, String> libraries) {
    private static final String VERSIONS = "libraries.properties";

    /** Copies the map, in its order. */
    public Environment {
        libraries = Collections.unmodifiableMap(new LinkedHashMap<>(libraries));
    }

    /** The environment of this process. */
    public static Environment here() {
        return new Environment(
                Generator.NAME + " " + Generator.version(),
                System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                built());
    }

    /** The versions that the build put into the jar, by name. */
    private static Map<String, String> built() {
        Properties versions = new Properties();
        try (InputStream in = Environment.class.getResourceAsStream(VERSIONS)) {
            versions.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("the versions in the library's own jar can't be read", e);
        }
        Map<String, String> sorted = new TreeMap<>();
        versions.stringPropertyNames().forEach(name -> sorted.put(name, versions.getProperty(name)));
        return sorted;
    }
}
