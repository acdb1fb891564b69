package org.effigy.table.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.effigy.table.Excerpt;

/**
 * Where a database is. Who reads it and with which password stands in the environment ({@code PGUSER}, {@code PGPASSWORD}) or
 * in PostgreSQL's password file ({@code PGPASSFILE}, {@code ~/.pgpass}); an address that holds a password is refused.
 */
public final class DatabaseAddress {
    private static final String POSTGRES = "jdbc:postgresql:";
    private static final String DUCK = "jdbc:duckdb:";
    private static final Pattern SECRET = Pattern.compile("(?i)[?&;](password|sslpassword)=|//[^/?]*@");

    private final String url;
    private final Map<String, String> environment;

    private DatabaseAddress(String url, Map<String, String> environment) {
        this.url = url;
        this.environment = Map.copyOf(environment);
    }

    /**
     * An address, as {@code jdbc:postgresql://host:5432/clinic} or {@code jdbc:duckdb:clinic.duckdb}.
     *
     * @param environment the variables of the process
     * @throws IllegalArgumentException if it is of another database, or holds a password; the message does not repeat it
     */
    public static DatabaseAddress of(String url, Map<String, String> environment) {
        if (SECRET.matcher(url).find()) {
            throw new IllegalArgumentException(
                    "the address of a database must hold no password, since others see command lines and logs keep"
                            + " them: set PGUSER and PGPASSWORD in the environment, or use a password file (~/.pgpass, or"
                            + " the file that PGPASSFILE names)");
        }
        if (!url.startsWith(POSTGRES) && !url.startsWith(DUCK)) {
            throw new IllegalArgumentException("'" + Excerpt.of(url.replaceFirst("(?s)[?;].*", ""), 80)
                    + "' is no database that is read: that is jdbc:postgresql://host/database or jdbc:duckdb:file");
        }
        if (url.equals(DUCK)) {
            throw new IllegalArgumentException(
                    "jdbc:duckdb: needs the file of the database, as jdbc:duckdb:clinic.duckdb");
        }
        return new DatabaseAddress(url, environment);
    }

    boolean isPostgres() {
        return url.startsWith(POSTGRES);
    }

    /** The address without its options. */
    String name() {
        return Excerpt.of(url.replaceFirst("(?s)[?;].*", ""), 200);
    }

    Connection connect() throws SQLException, IOException {
        Properties properties = new Properties();
        if (isPostgres()) {
            put(properties, "user", "PGUSER");
            put(properties, "password", "PGPASSWORD");
            properties.setProperty("ApplicationName", "effigy");
            properties.setProperty("connectTimeout", "30");
            properties.setProperty("tcpKeepAlive", "true");
        } else {
            properties.setProperty("duckdb.read_only", "true");
            properties.setProperty("jdbc_stream_results", "true");
        }
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            if ("08001".equals(e.getSQLState()) && ("" + e.getMessage()).contains("No suitable driver")) {
                throw new IOException(
                        isPostgres()
                                ? "the address can't be read: write it as jdbc:postgresql://host:5432/database"
                                : "the driver of DuckDB is not beside this program (it has 81 MB): put duckdb_jdbc.jar"
                                        + " into the folder 'drivers' beside effigy-cli.jar; 'mvn package' does that");
            }
            throw e;
        }
    }

    private void put(Properties properties, String property, String variable) {
        String value = environment.getOrDefault(variable, "");
        if (!value.isEmpty()) {
            properties.setProperty(property, value);
        }
    }

    /**
     * What a failure says: never a password, never a query.
     *
     * @param row the row that was read last, 0 before the first
     */
    IOException failed(String name, long row, SQLException e) {
        String state = "" + e.getSQLState();
        String first = Excerpt.of(("" + e.getMessage()).lines().findFirst().orElse(""), 200);
        String password = environment.getOrDefault("PGPASSWORD", "");
        String words = password.isEmpty() ? first : first.replace(password, "***");
        boolean lost = row > 0 && (state.startsWith("08") || state.startsWith("57"));
        String next = lost
                ? "the connection was lost after row " + row
                        + ": run the command again. Rows that were read are forgotten"
                : state.startsWith("28") || words.toLowerCase(Locale.ROOT).contains("password")
                        ? "set PGUSER and PGPASSWORD, or use a password file (~/.pgpass)"
                        : state.startsWith("08")
                                ? "check host, port and network"
                                : "check the query and the user's rights";
        return new IOException(name + ": " + words + " (SQLSTATE " + state + "): " + next);
    }
}
