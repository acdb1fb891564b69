package org.effigy.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What could be read of the tables of an audit, before anything is compared. What could not must not be taken for a
 * difference, nor for a pass.
 *
 * @param columns by table, as "synthetic": what could be read of each column that is audited or was left out
 * @param absent columns that the synthetic table lacks, or has no value in, or none that the schema or a real row has:
 *     they are left out of every comparison
 */
public record Reading(Map<String, List<ColumnReading>> columns, Set<String> absent) {
    /** The name of the table that is judged. */
    public static final String SYNTHETIC = "synthetic";

    /** The start of its figures' ids. */
    public static final String PREFIX = "table.";

    /** Copies. */
    public Reading {
        Map<String, List<ColumnReading>> copy = new LinkedHashMap<>();
        columns.forEach((table, read) -> copy.put(table, List.copyOf(read)));
        columns = copy;
        absent = new TreeSet<>(absent);
    }

    /**
     * Of tables that were coded together, each with the number of cells of each column that could not be read.
     *
     * @param unread by table, then column
     * @throws IllegalArgumentException if more than half of a column could not be read: table, column and what to do
     */
    public static Reading of(List<AuditTable> tables, Map<String, Map<String, Long>> unread, Set<String> absent) {
        Map<String, List<ColumnReading>> columns = new LinkedHashMap<>();
        for (AuditTable table : tables) {
            Map<String, Long> cells = unread.getOrDefault(table.name(), Map.of());
            columns.put(
                    table.name(),
                    table.columns().stream()
                            .map(column -> of(column, cells.getOrDefault(column.name(), 0L)))
                            .toList());
        }
        Reading reading = new Reading(columns, absent);
        reading.requireReadable();
        return reading;
    }

    private static ColumnReading of(AuditColumn column, long unread) {
        // Which texts without a list stand for nothing depends on the other tables, and these counts must not.
        boolean open = column instanceof AuditColumn.Categories categories && categories.declared() == 0;
        long blank = open || !column.field().isRequired()
                ? 0
                : IntStream.range(0, column.rows()).filter(column::isMissing).count() - unread;
        return new ColumnReading(column.name(), column.rows(), unread, outside(column), Math.max(0, blank));
    }

    private static long outside(AuditColumn column) {
        if (column instanceof AuditColumn.Categories categories) {
            int declared = categories.declared();
            return declared == 0
                    ? 0
                    : IntStream.of(categories.codes())
                            .filter(code -> code >= declared)
                            .count();
        }
        DeclaredDomain domain = DeclaredDomain.of(column.field());
        double[] values = ((AuditColumn.Numbers) column).values();
        return IntStream.range(0, values.length)
                .filter(row -> !Double.isNaN(values[row]) && !domain.allows(values[row]))
                .count();
    }

    private void requireReadable() {
        columns.forEach((table, read) -> read.forEach(column -> {
            if (column.share() > ColumnReading.MOST && !absent.contains(column.column())) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "%,d of %,d cells of '%s' in the %s table are not of the type that the schema declares, in any"
                                + " notation that is known: there is nothing to compare; correct the column, or its type"
                                + " in the schema",
                        column.unread(),
                        column.rows(),
                        column.column(),
                        table));
            }
        }));
    }

    /** The columns of which more cells are unread than a pass allows, in any table. */
    public Set<String> unread() {
        Set<String> names = new TreeSet<>();
        columns.values()
                .forEach(read -> read.stream()
                        .filter(column -> column.share() > ColumnReading.FEW)
                        .forEach(column -> names.add(column.column())));
        return names;
    }

    /** Columns that no comparison may rest on. */
    public Set<String> leftOut() {
        Set<String> names = unread();
        names.addAll(absent);
        return names;
    }

    /** What a reader should know first. */
    List<Caveat> caveats() {
        List<Caveat> caveats = new ArrayList<>();
        if (!absent.isEmpty()) {
            caveats.add(new Caveat(
                    "The synthetic table has no column " + named(absent)
                            + ", or nothing in it that a real row could have: it was left out of all comparisons.",
                    true));
        }
        columns.forEach((table, read) -> read.stream()
                .filter(column -> column.broken() > 0 && !absent.contains(column.column()))
                .forEach(column -> caveats.add(new Caveat(words(table, column), !table.equals(SYNTHETIC)))));
        return caveats;
    }

    private static String words(String table, ColumnReading column) {
        List<String> parts = new ArrayList<>();
        part(parts, column.unread(), "could not be read and count as missing");
        part(parts, column.outside(), "not allowed by the schema");
        part(parts, column.blank(), "blank where the schema wants a value");
        return String.format(
                Locale.ROOT,
                "'%s' in the %s table, of %,d cells: %s.%s",
                column.column(),
                table,
                column.rows(),
                String.join("; ", parts),
                column.share() > ColumnReading.FEW
                        ? " More than 1 % unread: the column was left out of all comparisons, and no gate passes."
                        : "");
    }

    private static void part(List<String> parts, long cells, String what) {
        if (cells > 0) {
            parts.add(String.format(Locale.ROOT, "%,d %s", cells, what));
        }
    }

    /** Why no gate can pass; empty if they can. */
    Optional<String> hindrance() {
        Set<String> names = unread();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("More than 1 % of the cells of " + named(names) + " could not be read.");
    }

    private static String named(Set<String> names) {
        return "'" + String.join("', '", names) + "'";
    }

    /** Its figures, and the counts by column. */
    Findings findings() {
        List<Figure> figures = new ArrayList<>();
        columns.forEach((table, read) -> {
            figures.add(cells(table, "unread", "Cells of the " + table + " table that could not be read", read));
            figures.add(cells(table, "broken", "Cells of the " + table + " table that break the schema", read));
        });
        return new Findings("What could be read", figures, List.of(grid()));
    }

    private Figure cells(String table, String what, String title, List<ColumnReading> read) {
        long cells = read.stream()
                .filter(column -> !absent.contains(column.column()))
                .mapToLong(column -> what.equals("unread") ? column.unread() : column.broken())
                .sum();
        return new Figure(
                PREFIX + what + "." + table,
                title,
                cells,
                Optional.empty(),
                Optional.of(0.0),
                what.equals("unread")
                        ? "Not of their column's type in any notation that is known; they count as missing. By column"
                                + " below."
                        : "Unread, of a value that the schema does not allow, or missing where it wants one. By column"
                                + " below.");
    }

    private Grid grid() {
        List<String> names = columns.values().stream()
                .flatMap(read -> read.stream().map(ColumnReading::column))
                .distinct()
                .toList();
        List<String> heads = new ArrayList<>();
        columns.keySet().forEach(table -> {
            heads.add(table + ": unread");
            heads.add(table + ": not allowed");
            heads.add(table + ": blank");
        });
        double[][] values = names.stream()
                .map(name -> columns.values().stream()
                        .flatMap(read -> read.stream()
                                .filter(column -> column.column().equals(name))
                                .flatMap(column -> Stream.of(column.unread(), column.outside(), column.blank())))
                        .mapToDouble(Long::doubleValue)
                        .toArray())
                .toArray(double[][]::new);
        return new Grid(
                PREFIX + "reading",
                "What could be read, by column",
                names,
                heads,
                values,
                "Numbers of cells. Values that the schema does not allow are judged as they are; cells that could not"
                        + " be read count as missing; a column with more than 1 % of them is left out.");
    }

    /** The table's verdict where not all could be read: what fails fails, and nothing passes. */
    Judgement judged(Judgement judgement) {
        Objects.requireNonNull(judgement, "judgement");
        return hindrance().map(judgement::hindered).orElse(judgement);
    }
}
