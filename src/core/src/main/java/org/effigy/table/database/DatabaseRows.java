package org.effigy.table.database;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.effigy.table.FieldType;
import org.effigy.table.Problem;
import org.effigy.table.TableFormatException;
import org.effigy.table.TypedColumn;
import org.effigy.table.TypedRows;

/** The rows of a query, a batch at a time in memory. */
public final class DatabaseRows implements TypedRows {
    /** Types whose cells are read as the database writes them. */
    private static final Set<String> TEXTS = Set.of(
            "text",
            "varchar",
            "bpchar",
            "char",
            "name",
            "citext",
            "uuid",
            "json",
            "jsonb",
            "xml",
            "inet",
            "cidr",
            "macaddr",
            "time",
            "timetz",
            "bit",
            "varbit",
            "interval",
            "time with time zone");

    private final DatabaseAddress address;
    private final String name;
    private final Statement statement;
    private final ResultSet result;
    private final List<TypedColumn> columns = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final String[] cells;
    private final boolean[] read;
    private final MessageDigest sha;
    private byte[] digest = new byte[0];
    private long row;

    DatabaseRows(DatabaseAddress address, String name, Statement statement, ResultSet result, MessageDigest sha)
            throws SQLException {
        this.address = address;
        this.name = name;
        this.statement = statement;
        this.result = result;
        this.sha = sha;
        ResultSetMetaData described = result.getMetaData();
        for (int i = 1; i <= described.getColumnCount(); i++) {
            String type = ("" + described.getColumnTypeName(i)).toLowerCase(Locale.ROOT);
            types.add(type);
            columns.add(column(described.getColumnLabel(i), described.getColumnType(i), type));
        }
        cells = new String[columns.size()];
        read = new boolean[columns.size()];
    }

    private static TypedColumn column(String label, int type, String typeName) {
        String bare = typeName.replaceFirst("\\(.*", "").strip();
        FieldType found = switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> FieldType.INTEGER;
            case Types.NUMERIC, Types.DECIMAL, Types.REAL, Types.FLOAT, Types.DOUBLE ->
                bare.equals("money") ? null : FieldType.NUMBER;
            case Types.BOOLEAN -> FieldType.BOOLEAN;
            case Types.BIT -> bare.equals("bool") ? FieldType.BOOLEAN : FieldType.STRING;
            case Types.DATE -> FieldType.DATE;
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> FieldType.DATETIME;
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NVARCHAR,
                    Types.NCHAR,
                    Types.TIME,
                    Types.TIME_WITH_TIMEZONE,
                    Types.SQLXML ->
                // An enumeration of the database's own comes as VARCHAR, too.
                FieldType.STRING;
            default ->
                switch (bare) {
                    case "utinyint", "usmallint", "uinteger", "ubigint", "hugeint", "uhugeint" -> FieldType.INTEGER;
                    default -> TEXTS.contains(bare) || bare.startsWith("enum") ? FieldType.STRING : null;
                };
        };
        return found != null
                ? new TypedColumn(label, found)
                : new TypedColumn(
                        label,
                        FieldType.STRING,
                        "",
                        "its type (" + typeName
                                + ") is none of texts, numbers, booleans, dates and times: cast it to one"
                                + " in a query, or leave it out");
    }

    @Override
    public List<TypedColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() throws IOException {
        try {
            if (!result.next()) {
                return false;
            }
            row++;
            sha.update((byte) '\n');
            Arrays.fill(read, false);
            return true;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public String text(int column) throws IOException {
        if (!read[column]) {
            try {
                cells[column] = cell(column);
            } catch (SQLException e) {
                throw failed(e);
            } catch (RuntimeException e) {
                throw new TableFormatException(new Problem(
                        name, row, columns.get(column).name(), "the cell can't be read as " + types.get(column)));
            }
            read[column] = true;
            String text = cells[column];
            // Lengths before texts: no two rows are told alike.
            sha.update((column + ":" + (text == null ? "-" : text.length() + ":" + text))
                    .getBytes(StandardCharsets.UTF_8));
        }
        return cells[column];
    }

    private String cell(int column) throws SQLException {
        int at = column + 1;
        if (result.getObject(at) == null) {
            return null;
        }
        String type = types.get(column);
        return switch (columns.get(column).type()) {
            case BOOLEAN -> Boolean.toString(result.getBoolean(at));
            case INTEGER -> result.getString(at);
            case NUMBER -> number(result.getString(at));
            case DATE -> result.getObject(at, LocalDate.class).toString();
            case DATETIME ->
                type.contains("timestamptz") || type.contains("with time zone")
                        ? moment(result.getObject(at, OffsetDateTime.class)
                                        .withOffsetSameInstant(ZoneOffset.UTC)
                                        .toLocalDateTime())
                                + "Z"
                        : moment(result.getObject(at, LocalDateTime.class));
            case STRING ->
                type.equals("time")
                        ? result.getObject(at, LocalTime.class).format(DateTimeFormatter.ISO_LOCAL_TIME)
                        // Blanks at the end of CHAR(n) fill it up, and mean nothing.
                        : type.startsWith("bpchar") ? result.getString(at).stripTrailing() : result.getString(at);
        };
    }

    private static String number(String text) {
        return text.equals("NaN") || text.equals("nan")
                ? null
                : text.indexOf('E') >= 0 && text.length() < 30
                        ? text
                        : text.matches("-?[0-9.]+") ? new BigDecimal(text).toPlainString() : text;
    }

    private static String moment(LocalDateTime time) {
        return time.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private IOException failed(SQLException e) {
        return address.failed(name, row, e);
    }

    @Override
    public long row() {
        return row;
    }

    byte[] digest() {
        if (digest.length == 0) {
            digest = sha.digest();
        }
        return digest.clone();
    }

    @Override
    public void close() throws IOException {
        try {
            result.close();
            statement.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
