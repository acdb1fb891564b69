package org.effigy.table.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableFormatException;
import org.effigy.table.TableReader;
import org.effigy.table.TypedRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    private Path folder;

    private static DatabaseInput postgres(Query query) {
        return DatabaseInput.of(DatabaseAddress.of(PostgresServer.url(), Map.of()), query);
    }

    private static List<List<String>> read(DatabaseInput input) throws IOException {
        try (TypedRows rows = input.open()) {
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < rows.columns().size(); i++) {
                    row.add(rows.text(i));
                }
                all.add(row);
            }
            return all;
        }
    }

    @Test
    void theTypesOfPostgresAreReadAsTheirPlainTextsWhateverTheTimeZones() throws IOException, SQLException {
        PostgresServer.run(
                "DROP TABLE IF EXISTS types",
                "DROP TYPE IF EXISTS mood",
                "CREATE TYPE mood AS ENUM ('good', 'bad')",
                "SET TimeZone = 'Asia/Kolkata'",
                "CREATE TABLE types (a smallint, b integer, c bigint, d numeric(9,2), e real, f double precision,"
                        + " g boolean, h date, i timestamp, j timestamptz, k text, l varchar(9), m char(5), n uuid,"
                        + " o mood, p time, q numeric)",
                "INSERT INTO types VALUES (-1, 2, 9007199254740993, 1234.50, 0.5, 1e300, true, '1899-12-31',"
                        + " '2024-02-29 12:00:00.25', '2024-07-01 12:00:00+02', 'ä,\"b\"', 'x', 'ab',"
                        + " '123e4567-e89b-12d3-a456-426614174000', 'bad', '23:59:58', 'NaN')",
                "INSERT INTO types (a) VALUES (NULL)");
        try (DatabaseInput input = postgres(Query.ofTable("types"))) {
            List<List<String>> rows = read(input);
            assertEquals(
                    Arrays.asList(
                            "-1",
                            "2",
                            "9007199254740993",
                            "1234.50",
                            "0.5",
                            "1e+300",
                            "true",
                            "1899-12-31",
                            "2024-02-29T12:00:00.25",
                            "2024-07-01T10:00:00Z",
                            "ä,\"b\"",
                            "x",
                            "ab",
                            "123e4567-e89b-12d3-a456-426614174000",
                            "bad",
                            "23:59:58",
                            null),
                    rows.get(0));
            assertTrue(rows.get(1).stream().allMatch(cell -> cell == null));
        }
    }

    @Test
    void allReadingsSeeOneSnapshotThatNobodyElseWritesInto() throws IOException, SQLException {
        PostgresServer.run("DROP TABLE IF EXISTS snapshot", "CREATE TABLE snapshot AS SELECT 1 AS a");
        try (DatabaseInput input = postgres(Query.ofTable("snapshot"))) {
            assertEquals(1, read(input).size());
            byte[] first = input.digest();
            PostgresServer.run("INSERT INTO snapshot VALUES (2)", "UPDATE snapshot SET a = 7 WHERE a = 1");
            assertEquals(List.of(List.of("1")), read(input));
            assertArrayEquals(first, input.digest());
        }
        try (DatabaseInput later = postgres(Query.ofTable("snapshot"))) {
            assertEquals(2, read(later).size());
        }
    }

    @Test
    void nothingCanBeWrittenByAReading() throws IOException, SQLException {
        PostgresServer.run(
                "DROP TABLE IF EXISTS quiet",
                "CREATE TABLE quiet AS SELECT 1 AS a",
                "DROP SEQUENCE IF EXISTS s",
                "CREATE SEQUENCE s");
        try (DatabaseInput input = postgres(new Query("SELECT nextval('s') FROM quiet", List.of("quiet")))) {
            String told = assertThrows(IOException.class, () -> read(input)).getMessage();
            assertTrue(told.contains("read-only transaction"), told);
            assertFalse(told.contains("SELECT"), told);
        }
    }

    @Test
    void viewsAndTablesThatThereAreNotAndColumnsThatAreNoCellsAreRefusedByName() throws IOException, SQLException {
        PostgresServer.run(
                "DROP VIEW IF EXISTS seen",
                "DROP TABLE IF EXISTS lists",
                "CREATE TABLE lists AS SELECT 3 AS a, ARRAY[1, 2] AS tags, '\\x00'::bytea AS raw",
                "CREATE VIEW seen AS SELECT a FROM lists");
        try (DatabaseInput view = postgres(Query.ofTable("seen"));
                DatabaseInput none = postgres(Query.ofTable("nothing"));
                DatabaseInput lists = postgres(Query.ofTable("lists"))) {
            assertTrue(assertThrows(TableFormatException.class, view::open)
                    .getMessage()
                    .contains("it is a view"));
            assertTrue(assertThrows(TableFormatException.class, none::open)
                    .getMessage()
                    .contains("no such table"));
            for (String name : new String[] {"tags", "raw"}) {
                Schema schema =
                        SchemaJson.parse("{\"fields\": [{\"name\": \"" + name + "\", \"type\": \"string\"}]}", "s");
                String told = assertThrows(
                                TableFormatException.class,
                                () -> TableReader.of(schema).readTable(lists))
                        .getMessage();
                assertTrue(told.contains("lists, column '" + name + "': its type"), told);
            }
        }
    }

    @Test
    void aConnectionThatIsDroppedInTheMiddleIsAnErrorAndNoShorterTable() throws IOException, SQLException {
        PostgresServer.run(
                "DROP TABLE IF EXISTS many", "CREATE TABLE many AS SELECT i FROM generate_series(1, 60000) t(i)");
        try (DatabaseInput input = postgres(Query.ofTable("many"))) {
            TypedRows rows = input.open();
            assertTrue(rows.next());
            PostgresServer.run(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'effigy'");
            String told = assertThrows(IOException.class, () -> {
                        while (rows.next()) {
                            assertNotNull(rows.text(0));
                        }
                    })
                    .getMessage();
            assertTrue(told.contains("the connection was lost after row"), told);
        }
    }

    @Test
    void whatFailsSaysNoPasswordAndNoQuery() {
        String url = PostgresServer.url().replaceFirst("\\?.*", "");
        DatabaseAddress address = DatabaseAddress.of(url, Map.of("PGUSER", "nobody", "PGPASSWORD", "s3cret"));
        try (DatabaseInput input = DatabaseInput.of(address, Query.of("SELECT secret_column FROM secret_table"))) {
            String told = assertThrows(IOException.class, input::open).getMessage();
            assertFalse(told.contains("s3cret"), told);
            assertFalse(told.contains("secret_column"), told);
            assertTrue(told.contains("PGUSER"), told);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertFalse(address.failed("t", 0, new SQLException("login with s3cret failed", "28P01"))
                .getMessage()
                .contains("s3cret"));
    }

    @Test
    void duckDbIsReadInItsTypesAndNeverAFileByATablesName() throws IOException, SQLException {
        Path file = folder.resolve("t.duckdb");
        java.nio.file.Files.writeString(folder.resolve("x.csv"), "a\n1\n");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t AS SELECT 1::UBIGINT a, 12.50::DECIMAL(9,2) b, true c,"
                    + " DATE '2024-02-29' d, TIMESTAMP '2024-02-29 12:00:00' e, TIMESTAMPTZ '2024-07-01 12:00:00+02' f,"
                    + " 'x'::ENUM('x') g, uuid() h, NULL::DOUBLE i, [1] j");
            statement.execute("CREATE VIEW v AS SELECT a FROM t");
        }
        DatabaseAddress address = DatabaseAddress.of("jdbc:duckdb:" + file, Map.of());
        try (DatabaseInput input =
                DatabaseInput.of(address, Query.of("SELECT a, b, c, d, e, f, g, i FROM t WHERE a < 5"))) {
            assertEquals(
                    Arrays.asList(
                            "1",
                            "12.50",
                            "true",
                            "2024-02-29",
                            "2024-02-29T12:00:00",
                            "2024-07-01T10:00:00Z",
                            "x",
                            null),
                    read(input).get(0));
        }
        for (String name : new String[] {"v", "\"" + folder.resolve("x.csv") + "\""}) {
            try (DatabaseInput input = DatabaseInput.of(address, Query.ofTable(name))) {
                assertThrows(TableFormatException.class, input::open, name);
            }
        }
    }
}
