package org.effigy.table.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL of this process, started when it is first asked for, and stopped with it. */
public final class PostgresServer {
    private static Optional<EmbeddedPostgres> server = Optional.empty();
    private static Optional<Exception> failure = Optional.empty();

    private PostgresServer() {}

    /** The server; the test is skipped with a word where none can be started, but in a CI, where it must. */
    private static synchronized EmbeddedPostgres server() {
        if (server.isEmpty() && failure.isEmpty()) {
            try {
                server = Optional.of(EmbeddedPostgres.builder().start());
            } catch (IOException | RuntimeException e) {
                failure = Optional.of(e);
            }
        }
        if (failure.isPresent() && System.getenv("CI") != null) {
            throw new IllegalStateException("PostgreSQL can't be started", failure.get());
        }
        Assumptions.assumeTrue(server.isPresent(), () -> "PostgreSQL can't be started: " + failure.get());
        return server.get();
    }

    /** Its address, with the user's name. */
    public static String url() {
        return server().getJdbcUrl("postgres", "postgres");
    }

    /** A connection that may do all. */
    public static Connection connect() throws SQLException {
        return server().getPostgresDatabase().getConnection();
    }

    /** Runs statements. */
    public static void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
