package org.effigy.table.database;

import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.effigy.table.Excerpt;
import org.effigy.table.Problem;
import org.effigy.table.TableFormatException;
import org.effigy.table.TypedInput;

/**
 * Rows of one table of a database. All readings see one snapshot, in one transaction that writes nothing: rows that others add
 * between two passes are in neither.
 */
public final class DatabaseInput implements TypedInput, Closeable {
    /** Rows that are fetched at a time: memory does not grow with the table. */
    private static final int FETCHED = 5_000;

    private final DatabaseAddress address;
    private final Query query;
    private Optional<Connection> connection = Optional.empty();
    private Optional<DatabaseRows> last = Optional.empty();

    private DatabaseInput(DatabaseAddress address, Query query) {
        this.address = address;
        this.query = query;
    }

    /** Rows of a database; nothing is opened yet. */
    public static DatabaseInput of(DatabaseAddress address, Query query) {
        return new DatabaseInput(address, query);
    }

    /** The database's address without its options, and the table's name; never the query. */
    @Override
    public String name() {
        return address.name() + " " + Excerpt.of(String.join(".", query.table()), 120);
    }

    @Override
    public DatabaseRows open() throws IOException {
        try {
            if (connection.isEmpty()) {
                connection = Optional.of(address.connect());
                begin();
                requireTable();
            }
            Statement statement =
                    connection.get().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            statement.setFetchSize(FETCHED);
            DatabaseRows rows =
                    new DatabaseRows(address, name(), statement, statement.executeQuery(query.sql()), sha256());
            last = Optional.of(rows);
            return rows;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void begin() throws SQLException {
        Connection to = connection.orElseThrow();
        to.setAutoCommit(false);
        if (address.isPostgres()) {
            to.setReadOnly(true);
            to.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = to.createStatement()) {
                // Two readings give their rows in one order: each begins at the table's first page, in one process.
                statement.execute("SET LOCAL synchronize_seqscans = off");
                statement.execute("SET LOCAL max_parallel_workers_per_gather = 0");
                statement.execute("SET LOCAL TimeZone = 'UTC'");
            }
        } else {
            try (Statement statement = to.createStatement()) {
                // No file and no address is read by a name that only looks like a table.
                statement.execute("SET enable_external_access = false");
                statement.execute("SET TimeZone = 'UTC'");
            }
        }
    }

    /** Refuses views, whose own queries may join and count, and names that there aren't. */
    private void requireTable() throws SQLException {
        String kind = address.isPostgres() ? postgresKind() : duckKind();
        if (kind.isEmpty()) {
            throw new TableFormatException(new Problem(
                    name(),
                    0,
                    "",
                    "the database has no such table, or this user may not see it: check name and schema"));
        }
        if (!kind.equals("table")) {
            throw new TableFormatException(new Problem(
                    name(),
                    0,
                    "",
                    "it is a " + kind + ", whose own query may join or count rows: name the table that it reads, or"
                            + " make a table of it in which each row is of one unit"));
        }
    }

    private String postgresKind() throws SQLException {
        String sql = "SELECT CASE WHEN relkind IN ('r', 'p') THEN 'table' WHEN relkind = 'f' THEN 'foreign table'"
                + " ELSE 'view' END FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?)";
        return kind(sql, String.join(".", query.table()));
    }

    private String duckKind() throws SQLException {
        List<String> parts = query.table().stream().map(DatabaseInput::bare).toList();
        String sql = "SELECT CASE WHEN table_type = 'BASE TABLE' THEN 'table' ELSE 'view' END"
                + " FROM information_schema.tables WHERE lower(table_name) = ?"
                + (parts.size() > 1 ? " AND lower(table_schema) = ?" : " AND table_schema = current_schema()");
        return parts.size() > 1
                ? kind(sql, parts.get(parts.size() - 1), parts.get(parts.size() - 2))
                : kind(sql, parts.get(0));
    }

    private static String bare(String part) {
        String name =
                part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
        return name.toLowerCase(Locale.ROOT);
    }

    private String kind(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.orElseThrow().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getString(1) : "";
            }
        }
    }

    /**
     * The SHA-256 of the cells that were read last, in their order: of the same rows and columns it is the same.
     *
     * @throws IllegalStateException if they were not read to their end
     */
    public byte[] digest() {
        return last.orElseThrow(() -> new IllegalStateException("nothing was read"))
                .digest();
    }

    private IOException failed(SQLException e) {
        return address.failed(name(), 0, e);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Ends the transaction, and gives the connection up: a long fit must not keep a database from cleaning up. */
    @Override
    public void close() throws IOException {
        try {
            if (connection.isPresent()) {
                connection.get().close();
            }
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            connection = Optional.empty();
        }
    }
}
