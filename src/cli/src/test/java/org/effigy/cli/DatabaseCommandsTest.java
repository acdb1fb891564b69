package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.effigy.table.FieldType;
import org.effigy.table.Schema;
import org.effigy.table.database.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** The main job on a table that is in a database. */
class DatabaseCommandsTest {
    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    private Path at(String name) {
        return folder.resolve(name);
    }

    private void done(Object... arguments) {
        assertEquals(0, shell.run(arguments), shell.said());
    }

    private Schema simulated() throws IOException {
        done("simulate", "hospital", "--rows", 900, "-o", at("t.csv"), "--schema-out", at("schema.json"), "--quiet");
        return Schema.read(at("schema.json"));
    }

    private static String sqlType(FieldType type) {
        return switch (type) {
            case STRING -> "text";
            case INTEGER -> "bigint";
            case NUMBER -> "numeric";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case DATETIME -> "timestamp";
        };
    }

    private void fill(String table) throws IOException, SQLException {
        String columns = simulated().fields().stream()
                .map(field -> "\"" + field.name() + "\" " + sqlType(field.type()))
                .collect(Collectors.joining(", "));
        PostgresServer.run("DROP TABLE IF EXISTS " + table, "CREATE TABLE " + table + " (" + columns + ")");
        try (Connection connection = PostgresServer.connect();
                Reader rows = Files.newBufferedReader(at("t.csv"))) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN (FORMAT csv, HEADER)", rows);
        }
    }

    private Object[] synthesize(String input, String option, String value, String output) {
        return new Object[] {
            "synthesize",
            input,
            option,
            value,
            "--schema",
            at("schema.json"),
            "--model",
            "independent",
            "--max-rows-per-unit",
            2,
            "--epsilon",
            5,
            "--delta",
            "1e-9",
            "--rows",
            200,
            "-o",
            at(output),
            "--model-out",
            at(output + ".effigy"),
            "--force"
        };
    }

    @Test
    void theMainJobRunsFromPostgresAndNoQueryLeavesTheHouse() throws IOException, SQLException {
        fill("stays");
        String url = PostgresServer.url();
        done("schema", "suggest", url, "--table", "stays", "-o", at("draft.json"));
        done("schema", "validate", at("schema.json"), url, "--table", "stays");
        assertTrue(shell.said().contains("900 rows, no problem"), shell.said());
        done(
                "split",
                url,
                "--table",
                "public.stays",
                "--schema",
                at("schema.json"),
                "-o",
                at("train.parquet"),
                "--holdout-out",
                at("holdout.csv"));
        done(synthesize(url, "--query", "SELECT * FROM stays WHERE 'querymark' = 'querymark'", "synthetic.parquet"));
        assertTrue(shell.said().contains("Read 900 rows"), shell.said());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> !path.endsWith("t.csv")).toList()) {
                String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("querymark"), file.toString());
                assertFalse(text.contains("jdbc:"), file.toString());
            }
        }
        assertFalse(shell.said().contains("querymark"), shell.said());
        assertTrue(Files.readString(at("synthetic.parquet.manifest.json")).contains("not checked"));
        try (Connection connection = PostgresServer.connect();
                Statement statement = connection.createStatement();
                var open = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'effigy'")) {
            assertTrue(open.next());
            assertEquals(0, open.getInt(1), "a connection is left open");
        }
    }

    @Test
    void theMainJobRunsFromDuckDb() throws IOException, SQLException {
        simulated();
        String url = "jdbc:duckdb:" + at("t.duckdb");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE stays AS SELECT * FROM '" + at("t.csv") + "'");
        }
        done("schema", "validate", at("schema.json"), url, "--table", "stays");
        assertTrue(shell.said().contains("900 rows, no problem"), shell.said());
        done(synthesize(url, "--table", "stays", "synthetic.csv"));
    }

    @Test
    void wrongUseIsRefusedBeforeAnythingIsOpened() throws IOException {
        simulated();
        String url = "jdbc:postgresql://localhost:1/none";
        for (Object[] wrong : new Object[][] {
            synthesize(url, "--query", "SELECT ward, count(*) FROM stays GROUP BY ward", "o.csv"),
            synthesize(url + "?password=s3cret", "--table", "stays", "o.csv"),
            synthesize(at("t.csv").toString(), "--table", "stays", "o.csv"),
            {"schema", "suggest", url, "-o", at("d.json")},
            {"schema", "suggest", url, "--table", "a", "--query", "SELECT a FROM a", "-o", at("d.json")},
            {"sample", at("m.effigy"), "-o", url},
        }) {
            assertEquals(Failure.USAGE, shell.run(wrong), shell.said());
            assertFalse(shell.said().contains("s3cret"), shell.said());
            assertFalse(shell.said().contains("GROUP BY ward"), shell.said());
        }
        assertFalse(Files.exists(at("o.csv")));
    }
}
