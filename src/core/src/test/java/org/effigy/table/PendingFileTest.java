package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PendingFileTest {
    @TempDir
    private Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileIsThereWholeOrAsItWas() throws IOException {
        Path file = folder.resolve("file");
        PendingFile.write(file, new byte[] {1});
        PendingFile given = PendingFile.open(file);
        given.out().write(2);
        assertEquals(2, files().size(), "a part stands beside it");
        given.abort();
        assertEquals(List.of("file"), files());
        assertEquals(1, Files.readAllBytes(file)[0]);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process can't be asked to end there, only killed")
    void aProgramThatIsToldToEndLeavesNoPart() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName(),
                        folder.resolve("file").toString())
                .start();
        try (BufferedReader words = process.inputReader()) {
            assertEquals("open", words.readLine());
            assertEquals(1, files().size());
            assertTrue(files().get(0).endsWith(".part"), files().toString());
        } finally {
            process.destroy();
            process.waitFor();
        }
        assertEquals(List.of(), files());
    }

    /** Opens a file and waits to be told to end. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            PendingFile pending = PendingFile.open(Path.of(arguments[0]));
            pending.out().write(1);
            System.out.println("open");
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
