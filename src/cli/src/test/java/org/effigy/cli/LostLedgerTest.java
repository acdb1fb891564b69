package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that is gone is missed, and one that pays for two tables is noticed. */
class LostLedgerTest {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void tables() throws IOException {
        for (String name : new String[] {"a", "b"}) {
            Files.writeString(
                    folder.resolve(name + ".json"),
                    "{\"fields\": [{\"name\": \"" + name + "\", \"type\": \"boolean\"}]}");
            Files.writeString(folder.resolve(name + ".csv"), name + "\n" + "true\n".repeat(50));
        }
    }

    private int run(Object... arguments) {
        said.getBuffer().setLength(0);
        return Effigy.run(
                new PrintWriter(said, true),
                new PrintWriter(said, true),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private int init() {
        return run("ledger", "init", folder.resolve("x.ledger"), "--epsilon", 3, "--delta", "1e-9");
    }

    private int fit(String table, String model) {
        return run(
                "fit",
                folder.resolve(table + ".csv"),
                "--schema",
                folder.resolve(table + ".json"),
                "--epsilon",
                1,
                "--delta",
                "1e-9",
                "--ledger",
                folder.resolve("x.ledger"),
                "-o",
                folder.resolve(model));
    }

    @Test
    void aLedgerThatIsGoneIsMissed() throws IOException {
        assertEquals(0, init());
        assertEquals(0, fit("a", "m.effigy"), said.toString());
        assertEquals(0, run("ledger", "init", folder.resolve("y.ledger"), "--epsilon", 3, "--delta", "1e-9"));
        assertFalse(said.toString().contains("Beware"), said.toString());
        Files.delete(folder.resolve("x.ledger"));
        assertEquals(1, fit("a", "n.effigy"));
        assertTrue(said.toString().contains("'m.effigy' beside it was paid from ledger"), said.toString());
        assertEquals(0, init());
        assertTrue(said.toString().contains("Beware: 'm.effigy' beside it was paid from ledger"), said.toString());
    }

    @Test
    void aLedgerThatPaysForTwoTablesIsNoticed() {
        assertEquals(0, init());
        assertEquals(0, fit("a", "m.effigy"), said.toString());
        assertEquals(0, fit("a", "n.effigy"), said.toString());
        assertFalse(said.toString().contains("other columns"), said.toString());
        assertEquals(0, fit("b", "o.effigy"), said.toString());
        assertTrue(said.toString().contains("this ledger also paid for '"), said.toString());
        assertTrue(said.toString().contains("whose table has other columns"), said.toString());
    }
}
