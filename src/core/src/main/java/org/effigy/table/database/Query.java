package org.effigy.table.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows of one table of a database, each by itself: some of its columns, or values reckoned from them, of the rows that a
 * condition on the row lets through. Then one person's rows more or less in the table are no more than these in the result,
 * which is what a privacy budget is spent on. A join, a group, a window or a limit would let one row change many others; so
 * would an aggregate, and so may a function that nobody here knows.
 */
public final class Query {
    private static final Pattern TOKEN = Pattern.compile("\\s+|(?<word>[\\p{L}_][\\p{L}\\p{Nd}_]*)"
            + "|(?<quoted>\"(?:[^\"]|\"\")+\")|(?<text>'(?:[^'\\\\]|'')*')"
            + "|(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)|(?<sign>::|[-+*/%<>=!|.,()\\[\\]]|~)");

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_$]*|\"(?:[^\"]|\"\")+\"");

    /** Words that make one row of the result depend on several of the table, or do something else than read it. */
    private static final Set<String> REFUSED = Set.of(
            "join",
            "group",
            "having",
            "order",
            "limit",
            "offset",
            "fetch",
            "over",
            "window",
            "distinct",
            "union",
            "intersect",
            "except",
            "with",
            "into",
            "for",
            "lateral",
            "exists",
            "any",
            "some",
            "all",
            "tablesample",
            "values",
            "qualify",
            "using",
            "sample",
            "only",
            "filter",
            "within",
            "pivot",
            "unpivot",
            "array",
            "row");

    /** Words before a parenthesis that holds an expression, a list or a type's length. */
    private static final Set<String> BEFORE = Set.of(
            "select",
            "where",
            "and",
            "or",
            "not",
            "in",
            "case",
            "when",
            "then",
            "else",
            "between",
            "like",
            "ilike",
            "is",
            "as",
            "numeric",
            "decimal",
            "varchar",
            "char",
            "character",
            "varying",
            "timestamp",
            "time",
            "bit",
            "float");

    /** Functions of a row's values alone. */
    private static final Set<String> FUNCTIONS = Set.of(
            "lower",
            "upper",
            "trim",
            "ltrim",
            "rtrim",
            "btrim",
            "substring",
            "substr",
            "left",
            "right",
            "length",
            "char_length",
            "replace",
            "concat",
            "position",
            "lpad",
            "rpad",
            "coalesce",
            "nullif",
            "greatest",
            "least",
            "cast",
            "round",
            "floor",
            "ceil",
            "ceiling",
            "trunc",
            "abs",
            "sign",
            "mod",
            "power",
            "sqrt",
            "exp",
            "ln",
            "extract",
            "date_trunc",
            "date_part",
            "to_char",
            "to_date",
            "to_timestamp",
            "make_date",
            "year",
            "month",
            "day",
            "hour");

    private final String sql;
    private final List<String> table;

    Query(String sql, List<String> table) {
        this.sql = sql;
        this.table = List.copyOf(table);
    }

    /** What the database is asked. */
    String sql() {
        return sql;
    }

    /** The table's name as it stands there, in its parts. */
    List<String> table() {
        return table;
    }

    /**
     * All of a table.
     *
     * @param name as {@code patients}, {@code ward.patients} or {@code "Ward"."Patients"}
     * @throws IllegalArgumentException if it is none
     */
    public static Query ofTable(String name) {
        List<String> parts = new ArrayList<>();
        Matcher part = NAME.matcher(name);
        int at = 0;
        while (part.find(at) && part.start() == at) {
            parts.add(part.group());
            at = part.end();
            if (at == name.length()) {
                return new Query("SELECT * FROM " + String.join(".", parts), parts);
            }
            if (name.charAt(at) != '.') {
                break;
            }
            at++;
        }
        throw new IllegalArgumentException("the name of a table is one or two words with a point between, as"
                + " patients or ward.patients; others stand in double quotes");
    }

    /**
     * A query that a person wrote.
     *
     * @throws IllegalArgumentException if one row of its result may depend on several of the table; the message does not
     *     repeat it
     */
    public static Query of(String sql) {
        List<String> tokens = tokens(sql);
        if (tokens.isEmpty() || !tokens.get(0).equals("select")) {
            throw new IllegalArgumentException("a query begins with SELECT: name columns of one table, as SELECT age,"
                    + " ward FROM patients WHERE age >= 18");
        }
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (REFUSED.contains(token) || i > 0 && token.equals("select")) {
                throw refused("'" + token.toUpperCase(Locale.ROOT) + "'");
            }
            if (i + 1 < tokens.size() && tokens.get(i + 1).equals("(") && isName(token)) {
                boolean qualified = i > 0 && tokens.get(i - 1).equals(".");
                if (qualified || !BEFORE.contains(token) && !FUNCTIONS.contains(token)) {
                    throw refused("a call of "
                            + (token.startsWith("\"") || qualified ? "a function by such a name" : "'" + token + "'"));
                }
            }
        }
        return new Query(sql.strip(), from(tokens));
    }

    /** The one table after FROM. */
    private static List<String> from(List<String> tokens) {
        int depth = 0;
        int from = -1;
        for (int i = 0; i < tokens.size(); i++) {
            depth += tokens.get(i).equals("(") ? 1 : tokens.get(i).equals(")") ? -1 : 0;
            // Inside parentheses it belongs to a function: EXTRACT(year FROM born).
            if (depth == 0 && tokens.get(i).equals("from")) {
                if (from >= 0) {
                    throw refused("a second FROM");
                }
                from = i;
            }
        }
        if (from < 0) {
            throw new IllegalArgumentException("the query names no table: SELECT ... FROM one table");
        }
        List<String> name = new ArrayList<>();
        int at = from + 1;
        while (at < tokens.size() && isName(tokens.get(at))) {
            name.add(tokens.get(at++));
            if (at >= tokens.size() || !tokens.get(at).equals(".")) {
                break;
            }
            at++;
        }
        if (name.isEmpty() || name.get(0).equals("where")) {
            throw new IllegalArgumentException("after FROM there must be the name of one table");
        }
        // Another name for the table.
        if (at < tokens.size() && tokens.get(at).equals("as")) {
            at++;
        }
        if (at < tokens.size() && isName(tokens.get(at)) && !tokens.get(at).equals("where")) {
            at++;
        }
        if (at < tokens.size() && !tokens.get(at).equals("where")) {
            throw refused("more than one table after FROM, or");
        }
        return name;
    }

    private static boolean isName(String token) {
        return Character.isLetter(token.charAt(0)) || token.charAt(0) == '_' || token.charAt(0) == '"';
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException(what + " may let one row of the table change several of the result, and the"
                + " promise counts the rows that one unit changes: select columns of one table and rows by a condition"
                + " on the row; make what is more a table of its own first, in which each row is of one unit");
    }

    /** In small letters, but for what stands in quotes; texts as an empty one. */
    private static List<String> tokens(String sql) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(sql);
        int at = 0;
        String before = "";
        while (at < sql.length()) {
            token.region(at, sql.length());
            if (!token.lookingAt()) {
                throw new IllegalArgumentException("'" + sql.charAt(at) + "' is not read in a query: it may hold names,"
                        + " numbers, texts between single quotes without backslashes, and operators; no comments, no"
                        + " semicolons");
            }
            String text = token.group();
            String now = "";
            if (token.group("word") != null) {
                now = text.toLowerCase(Locale.ROOT);
            } else if (token.group("text") != null) {
                if (!before.isEmpty()
                        && isName(before)
                        && !BEFORE.contains(before)
                        && !Set.of("date", "interval", "escape").contains(before)
                        && at > 0
                        && Character.isLetterOrDigit(sql.charAt(at - 1))) {
                    throw new IllegalArgumentException(
                            "a text begins with its first single quote: no letter before it");
                }
                now = "''";
            } else if (!text.isBlank()) {
                now = text;
            }
            if (now.equals("-") && before.equals("-") && sql.charAt(at - 1) == '-'
                    || now.equals("*") && before.equals("/") && sql.charAt(at - 1) == '/') {
                throw new IllegalArgumentException("comments are not read in a query: leave them out");
            }
            if (!now.isEmpty()) {
                tokens.add(now);
                before = now;
            }
            at = token.end();
        }
        return tokens;
    }
}
