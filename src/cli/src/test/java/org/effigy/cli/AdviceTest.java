package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing advises what does not exist: each command, option and file that a message or a page names is there. */
class AdviceTest {
    private static final Path ROOT =
            Path.of(System.getProperty("effigy.root")).toAbsolutePath().normalize();

    /** A command, perhaps with a sub-command, where it is quoted: {@code effigy schema suggest}. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?:['`/]|^ *)effigy ((?:[a-z]+ ?){1,2})(?=[A-Z'`<\\-.\\s]|$)");

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+[a-z]");

    private static final Pattern FILE = Pattern.compile("\\bdocs/[a-zA-Z/.-]+\\.md\\b");

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Of other programs that pages name. */
    private static final Set<String> FOREIGN = Set.of(
            "--release",
            "--no-default-features",
            "--locked",
            "--offline",
            "--format-version",
            "--filter-platform",
            "--enable-native-access",
            "--user-data-dir",
            "--headless",
            "--no-sandbox",
            "--abbrev",
            "--root",
            "--show-toplevel",
            "--batch",
            "--fail",
            "--iterations",
            "--package",
            "--features",
            "--version");

    private record Program(Map<String, Set<String>> options) {
        static Program read() {
            Map<String, Set<String>> options = new TreeMap<>();
            read("", options, List.of());
            return new Program(options);
        }

        private static void read(String name, Map<String, Set<String>> options, List<String> path) {
            List<String> help = new ArrayList<>(path);
            help.add("--help");
            StringWriter printed = new StringWriter();
            assertEquals(
                    0,
                    Effigy.run(
                            new PrintWriter(printed, true),
                            new PrintWriter(printed, true),
                            help.toArray(String[]::new)),
                    help.toString());
            Set<String> found = new TreeSet<>();
            // One that can be negated is shown as --[no-]header.
            String shown = printed.toString().replaceAll("--\\[no-\\]([a-z-]+)", "--$1 --no-$1");
            OPTION.matcher(shown).results().forEach(match -> found.add(match.group()));
            options.put(name, found);
            Matcher below = Pattern.compile("(?m)^  ([a-z]+)  +\\S")
                    .matcher(
                            printed.toString().contains("Commands:")
                                    ? printed.toString()
                                            .substring(printed.toString().indexOf("Commands:"))
                                    : "");
            while (below.find()) {
                if (!below.group(1).equals("help")) {
                    List<String> deeper = new ArrayList<>(path);
                    deeper.add(below.group(1));
                    read(String.join(" ", deeper), options, deeper);
                }
            }
        }

        boolean hasOption(String option) {
            return options.values().stream().anyMatch(some -> some.contains(option));
        }

        /** Of two words the second may be an argument, as a model's name, unless the first has commands of its own. */
        boolean hasCommand(String words) {
            String[] each = words.strip().split(" ");
            boolean isGroup = options.keySet().stream().anyMatch(name -> name.startsWith(each[0] + " "));
            return each[0].equals("help")
                    || options.containsKey(each[0])
                            && (!isGroup || each.length == 1 || options.containsKey(words.strip()));
        }
    }

    private final Program program = Program.read();

    private List<String> wrong(String where, String text) {
        List<String> wrong = new ArrayList<>();
        OPTION.matcher(text).results().map(match -> match.group()).forEach(option -> {
            if (!program.hasOption(option) && !FOREIGN.contains(option)) {
                wrong.add(where + ": option " + option);
            }
        });
        FILE.matcher(text).results().map(match -> match.group()).forEach(file -> {
            if (!Files.exists(ROOT.resolve(file))) {
                wrong.add(where + ": file " + file);
            }
        });
        COMMAND.matcher(text).results().map(match -> match.group(1)).forEach(words -> {
            if (!program.hasCommand(words)) {
                wrong.add(where + ": command effigy " + words);
            }
        });
        return wrong;
    }

    @Test
    void whatMessagesNameIsThere() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("src"))) {
            for (Path file : files.filter(path -> path.toString().matches(".*[/\\\\]main[/\\\\]java[/\\\\].*\\.java"))
                    .toList()) {
                // Texts that a line end cuts in two are one.
                String source = Files.readString(file)
                        .replaceAll("(?m)^\\s*(\\*|/\\*\\*|//).*$", "")
                        .replaceAll("\"\\s*\\+\\s*\"", "");
                TEXT.matcher(source)
                        .results()
                        .forEach(match -> wrong.addAll(wrong(file.getFileName().toString(), match.group(1))));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void whatPagesNameIsThere() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Stream.concat(
                Stream.of(ROOT.resolve("README.md")),
                Stream.of("guides", "tutorials")
                        .flatMap(folder -> list(ROOT.resolve("docs").resolve(folder))))) {
            for (Path page : files.toList()) {
                wrong.addAll(wrong(page.getFileName().toString(), Files.readString(page)));
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A finding once advised conditional sampling where there was none. */
    @Test
    void whatIsNotThereIsFound() {
        assertTrue(program.hasCommand("ledger init") && program.hasOption("--max-rows-per-unit"));
        assertFalse(program.hasCommand("ledger mend"));
        assertEquals(List.of("x: option --sampled"), wrong("x", "draw it with --sampled"));
        assertEquals(List.of("x: command effigy condition "), wrong("x", "draw it with 'effigy condition MODEL'"));
        assertEquals(List.of("x: file docs/guides/nowhere.md"), wrong("x", "docs/guides/nowhere.md says how"));
        assertEquals(List.of(), wrong("x", "see 'effigy ledger show --charges' and docs/guides/schema.md"));
    }
}
