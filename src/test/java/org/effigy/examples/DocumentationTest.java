package org.effigy.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation tells people to type works, and its links lead somewhere. */
class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("effigy.root")).normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        for (String folder : List.of("docs", "datasets", "benchmarks")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")
                                && !file.toString().contains("target"))
                        .sorted()
                        .forEach(pages::add);
            }
        }
        return pages;
    }

    private static List<String> blocks(Path page, String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(page));
        while (matcher.find()) {
            if (matcher.group(1).equals(language)) {
                blocks.add(matcher.group(2));
            }
        }
        return blocks;
    }

    /** A page's commands run in its order, in a folder that has nothing but the data sets. */
    @TestFactory
    Stream<DynamicTest> commandsOnAPageDoWhatTheySay(@TempDir Path temp) throws IOException {
        return pages().stream()
                .filter(page -> !page.toString().contains("benchmarks"))
                .map(page -> DynamicTest.dynamicTest(ROOT.relativize(page).toString(), () -> {
                    Path folder = Files.createDirectory(
                            temp.resolve(ROOT.relativize(page).toString().replace('/', '-')));
                    Files.createSymbolicLink(folder.resolve("datasets"), ROOT.resolve("datasets"));
                    for (String block : blocks(page, "sh")) {
                        for (String command : block.replace("\\\n", " ").split("\n")) {
                            if (command.startsWith("./effigy ")) {
                                run(folder, command.substring("./effigy ".length()));
                            }
                        }
                    }
                }));
    }

    private static void run(Path folder, String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "org.effigy.cli.Effigy"));
        command.addAll(List.of(arguments.trim().split("\\s+")));
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), arguments);
        assertEquals(0, process.exitValue(), () -> arguments + ": " + read(log));
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theReadmesJavaIsTheExampleThatRuns() throws Exception {
        String source = Files.readString(ROOT.resolve("src/test/java/org/effigy/examples/TenLines.java"));
        Matcher marked = Pattern.compile("(?s)// README begins\\n(.*?)\\n *// README ends")
                .matcher(source);
        assertTrue(marked.find());
        String example =
                marked.group(1).replaceAll(" *return synthetic;\\n", "").stripIndent();
        Matcher imports = Pattern.compile("(?s)(import .*?;\\n)\\n/\\*\\*").matcher(source);
        assertTrue(imports.find());
        String folder = "\nPath folder = Path.of(\"datasets/hospital-encounters\");\n";
        assertEquals(List.of(imports.group(1) + folder + example + "\n"), blocks(ROOT.resolve("README.md"), "java"));
        assertEquals(
                1000, TenLines.run(ROOT.resolve("datasets/hospital-encounters")).rowCount());
    }

    @TestFactory
    Stream<DynamicTest> linksLeadSomewhere() throws IOException {
        return pages().stream()
                .map(page -> DynamicTest.dynamicTest(ROOT.relativize(page).toString(), () -> {
                    Matcher link = LINK.matcher(Files.readString(page));
                    while (link.find()) {
                        Path target = page.getParent().resolve(link.group(1));
                        assertTrue(Files.exists(target), page + " links to " + link.group(1));
                        assertFalse(link.group(1).startsWith("/"), "a path of one machine");
                    }
                }));
    }
}
