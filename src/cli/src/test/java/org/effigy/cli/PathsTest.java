package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Each command and each of its options that takes a file: whatever the file is called, and whatever is there instead. */
class PathsTest {
    private static final Pattern JAVA = Pattern.compile(
            "\\bjava[.x]|Exception\\b|org\\.effigy|picocli|\\bat [a-z]+\\.[a-z]|[a-z]\\.[a-z]+\\(|\\bnull\\b|Error\\b");

    /** Commands without a file, the one that runs others in a folder of its own, and a password that takes a key made by OpenSSL. */
    private static final Set<String> EXEMPT = Set.of("effigy", "ledger", "schema", "help", "completion", "demo");

    private static final Set<String> EXEMPT_OPTIONS = Set.of("--key-password-file");

    @TempDir
    private Path folder;

    private static void eachCommand(CommandLine line, List<CommandSpec> all) {
        all.add(line.getCommandSpec());
        line.getSubcommands().values().forEach(sub -> eachCommand(sub, all));
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName(" ").replaceFirst("^effigy ", "");
    }

    /** A command or option that is new must be walked, too. */
    @Test
    void theWalkNamesEveryPlaceForAFile() {
        List<CommandSpec> all = new ArrayList<>();
        eachCommand(Effigy.commandLine(new Noise()), all);
        Set<String> missing = new TreeSet<>();
        for (CommandSpec spec : all) {
            String name = name(spec);
            List<String> lines = PathWalk.LINES.stream()
                    .filter(line -> line.startsWith(name + " "))
                    .toList();
            if (lines.isEmpty() && !EXEMPT.contains(name)) {
                missing.add(name);
            }
            for (OptionSpec option : spec.options()) {
                boolean takesFile =
                        option.type() == Path.class || option.longestName().equals("--output");
                boolean walked = lines.stream()
                        .anyMatch(
                                line -> List.of(option.names()).stream().anyMatch(n -> line.contains(" " + n + " @")));
                if (takesFile
                        && !walked
                        && !EXEMPT.contains(name)
                        && !EXEMPT_OPTIONS.contains(option.longestName())
                        // One class of options gives these to several commands; fit and card walk them.
                        && !(name.equals("synthesize") && option.longestName().equals("--manifest"))
                        && !(name.equals("attack")
                                && Set.of("--ledger", "--manifest").contains(option.longestName()))) {
                    missing.add(name + " " + option.longestName());
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    /** By the launcher, whose locale knows no letter of these names, as in a container or from cron. */
    @Test
    void everyCommandTakesNamesOfAnyLettersInThePlainestLocale() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "this system has no shell for the launcher");
        assumeTrue(knowsUtf8(), "this system has no UTF-8 locale");
        Path home = Files.createDirectories(folder.resolve("a home (x86) & \u00f6\u4e2d"));
        Path launcher = Files.copy(Path.of(System.getProperty("effigy.root"), "effigy"), home.resolve("effigy"));
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\nwhile [ \"$1\" != -jar ]; do shift; done\nshift 2\nexec \"$REAL_JAVA\" -XX:+UseSerialGC -cp"
                        + " \"$REAL_PATH\" org.effigy.cli.PathWalk \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Path strange = Files.createDirectories(folder.resolve("\u00dcber \u4e2d\u6587 'caf\u00e9' 100% (1)"));
        ProcessBuilder child = new ProcessBuilder("/bin/sh", launcher.toString(), strange.toString());
        child.environment().keySet().removeIf(key -> key.startsWith("LC_") || key.equals("LANG"));
        child.environment().put("LC_ALL", "C");
        child.environment().put("EFFIGY_NO_BUILD", "1");
        child.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        child.environment()
                .put(
                        "REAL_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        child.environment().put("REAL_PATH", System.getProperty("java.class.path"));
        Path said = folder.resolve("said");
        Process process =
                child.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertTrue(ended, "the walk did not end");
        assertEquals(
                PathWalk.LINES.size() + " commands",
                Files.readString(said, StandardCharsets.UTF_8).trim());
        assertTrue(Files.exists(strange.resolve("b.zip")) && Files.exists(strange.resolve("a.html")));
    }

    private static boolean knowsUtf8() throws IOException, InterruptedException {
        Process locale =
                new ProcessBuilder("/bin/sh", "-c", "locale -a 2>/dev/null | grep -qi '^c.utf\\|^en_us.utf'").start();
        return locale.waitFor() == 0;
    }

    /** A folder, nothing, noise, a missing file and a missing folder, where each file should be: one at a time. */
    @Test
    void whateverIsThereInsteadOfAFileIsSaidInPlainWords() throws IOException, GeneralSecurityException {
        Path good = Files.createDirectories(folder.resolve("good"));
        PathWalk.begin(good);
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (String line : PathWalk.LINES) {
            String[] words = PathWalk.words(line, good);
            String[] typed = line.split(" ");
            for (int i = 0; i < words.length; i++) {
                if (!typed[i].contains("@")) {
                    continue;
                }
                boolean isOutput = i > 0 && typed[i - 1].matches("-o|--.*-out|--report|--redact|--json");
                for (Path there : instead(isOutput)) {
                    String[] changed = words.clone();
                    changed[i] = typed[i].startsWith("@")
                            ? there.toString()
                            : typed[i].replaceFirst("@.*", there.toString());
                    // What is written is not written over what the next tries read.
                    for (int j = 1; j < changed.length; j++) {
                        if (j != i && typed[j - 1].matches("-o|--.*-out|--report|--redact|--json")) {
                            changed[j] =
                                    folder.resolve("out." + j + "." + tried).toString();
                        }
                    }
                    tried++;
                    StringWriter said = new StringWriter();
                    int status = Effigy.run(new PrintWriter(said, true), new PrintWriter(said, true), changed);
                    boolean isPlain = !JAVA.matcher(said.toString().replace(folder.toString(), ""))
                            .find();
                    if (!(status >= 0 && status <= 4 && isPlain)
                            || status > 0
                                    && status < 3
                                    && !said.toString().contains("effigy: ")
                                    && !line.startsWith("schema validate")) {
                        wrong.add(status + ": " + String.join(" ", changed) + "\n" + said);
                    }
                }
            }
            StringWriter said = new StringWriter();
            Effigy.run(new PrintWriter(said, true), new PrintWriter(said, true), words);
        }
        assertTrue(tried > 150, tried + "");
        assertEquals(List.of(), wrong);
        assertFalse(Files.exists(folder.resolve("no")), "a folder was made for an output");
    }

    private List<Path> instead(boolean isOutput) throws IOException {
        Path empty = folder.resolve("empty");
        Path noise = folder.resolve("noise");
        Files.write(empty, new byte[0]);
        byte[] bytes = new byte[3000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 7);
        }
        Files.write(noise, bytes);
        Path directory = Files.createDirectories(folder.resolve("a folder"));
        if (isOutput) {
            // The others can be written to.
            return List.of(directory, folder.resolve("no/such/folder"));
        }
        return List.of(directory, empty, noise, folder.resolve("missing"), folder.resolve("no/such/folder"));
    }
}
