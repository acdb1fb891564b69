package org.effigy.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher for Windows, read for the known traps of its language: no Windows is at hand to run it. */
class WindowsLauncherTest {
    private static final Path SCRIPT = Path.of(System.getProperty("effigy.root"), "effigy.cmd");

    /** What stands for a path, which may hold blanks, '&', '!' and ')'. */
    private static final Pattern PLACE =
            Pattern.compile("%jar%|%java%|%~dp0|%JAVA_HOME[^%]*%|%CD%", Pattern.CASE_INSENSITIVE);

    private static String script() throws IOException {
        return Files.readString(SCRIPT, StandardCharsets.UTF_8);
    }

    /** What would go wrong, in words. */
    private static List<String> traps(String script) {
        List<String> traps = new ArrayList<>();
        if (!script.chars().allMatch(c -> c < 128)) {
            traps.add("letters that a console's code page may not have");
        }
        if (!script.endsWith("\r\n") || script.replace("\r\n", "").contains("\n")) {
            traps.add("lines that don't end in CR LF");
        }
        List<String> lines =
                script.lines().filter(line -> !line.startsWith("rem ")).toList();
        if (lines.stream()
                .noneMatch(line -> line.startsWith("setlocal ") && line.contains("DisableDelayedExpansion"))) {
            traps.add("'!' in a path is taken for a variable");
        }
        for (String line : lines) {
            Matcher place = PLACE.matcher(line);
            while (place.find()) {
                long quotes = line.substring(0, place.start())
                        .chars()
                        .filter(c -> c == '"')
                        .count();
                if (quotes % 2 == 0) {
                    traps.add("a path out of quotes: " + line);
                }
            }
            if (line.endsWith("(") || line.startsWith(")")) {
                traps.add("a block, which a ')' in a path ends: " + line);
            }
        }
        int java = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("\"%java%\""))
                .findFirst()
                .orElse(""));
        if (java < 0 || !lines.get(java).endsWith(" %*") || !lines.get(java).contains("-jar \"%jar%\"")) {
            traps.add("arguments that are not handed on");
        }
        if (java != lines.size() - 2 || !lines.get(lines.size() - 1).equals("exit /b %ERRORLEVEL%")) {
            traps.add("a status that is lost");
        }
        if (lines.stream()
                .noneMatch(line -> line.startsWith("if defined JAVA_HOME ") && line.contains("\\bin\\java"))) {
            traps.add("JAVA_HOME is not used");
        }
        return traps;
    }

    @Test
    void theScriptStepsIntoNoKnownTrap() throws IOException {
        assertEquals(List.of(), traps(script()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-jar \"%jar%\" | -jar %jar% | out of quotes",
                "\"%java%\" - | %java% - | out of quotes",
                "exit /b %ERRORLEVEL% | exit /b | status",
                "DisableDelayedExpansion | EnableDelayedExpansion | '!'",
                "%* | %1 | arguments",
                "exit /b 1 | ( | a block",
                "is not there | ist nicht dä | letters",
                "if defined JAVA_HOME | rem if defined JAVA_HOME | JAVA_HOME is not"
            })
    void eachTrapIsSeen(String right, String wrong, String word) throws IOException {
        assertTrue(script().contains(right), right);
        List<String> seen = traps(script().replace(right, wrong));
        assertTrue(seen.stream().anyMatch(trap -> trap.contains(word)), seen + "");
    }

    @Test
    void endsOfLinesAreSeen() throws IOException {
        assertTrue(traps(script().replace("\r\n", "\n")).toString().contains("CR LF"));
    }
}
