package org.effigy.audit;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.effigy.table.ColumnCodec;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.ReadTable;
import org.effigy.table.Role;
import org.effigy.table.Schema;
import org.effigy.table.TableInput;
import org.effigy.table.TableReader;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * From Tablesaw tables to columns that can be compared: one set of codes for all tables. The schema says which columns
 * and of what type; its domain is not demanded, because a table that breaks it is to be judged too. Categories beyond
 * the domain get codes of their own, members of {@code effigy:groups} the code of their group.
 */
public final class AuditCoding {
    private AuditCoding() {}

    /**
     * Reads a table for an audit, in any notation: cells that still are not of their column's type become missing, and are
     * counted by column in the report; values beyond the domain stay.
     *
     * @throws org.effigy.table.TableFormatException if a column is missing, or the CSV is broken
     * @throws IOException if it can't be read
     */
    public static ReadTable read(Schema schema, TableInput input) throws IOException {
        return TableReader.readInAnyNotation(schema, input);
    }

    /**
     * Codes tables alike. Columns are found by name, in any order, and may be more than the schema's.
     *
     * @param tables by what messages call each, as "train"
     * @return one for each, in the same order
     * @throws IllegalArgumentException if a column is missing or of another type, with the table, the column and what
     *     to do
     */
    public static List<AuditTable> code(Schema schema, Map<String, Table> tables) {
        return code(schema, tables, Set.of());
    }

    /**
     * The audited columns that the synthetic table doesn't have: nothing can be compared in them. Of real tables all are
     * wanted.
     */
    public static Set<String> lacking(Schema schema, Map<String, Table> tables) {
        return Optional.ofNullable(tables.get(Reading.SYNTHETIC))
                .map(table -> schema.fields().stream()
                        .filter(field -> field.role().isModelled()
                                && !table.columnNames().contains(field.columnName()))
                        .map(Field::name)
                        .collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(TreeSet::new);
    }

    /**
     * Codes tables alike, without some columns, which they may lack.
     *
     * @throws IllegalArgumentException if another column is missing or of another type, with the table, the column and
     *     what to do
     */
    public static List<AuditTable> code(Schema schema, Map<String, Table> tables, Set<String> leftOut) {
        List<String> names = List.copyOf(tables.keySet());
        List<List<AuditColumn>> columns = new ArrayList<>();
        List<Optional<AuditColumn.Categories>> units = new ArrayList<>();
        names.forEach(name -> {
            columns.add(new ArrayList<>());
            units.add(Optional.empty());
        });
        for (Field field : schema.fields()) {
            if (leftOut.contains(field.name()) || !field.role().isModelled() && field.role() != Role.UNIT) {
                continue;
            }
            List<Column<?>> cells = new ArrayList<>();
            names.forEach(name -> cells.add(column(name, tables.get(name), field)));
            if (field.role().isModelled()) {
                List<? extends AuditColumn> coded =
                        field.type() == FieldType.STRING || field.type() == FieldType.BOOLEAN
                                ? categories(field, names, cells)
                                : numbers(field, names, cells);
                IntStream.range(0, names.size()).forEach(i -> columns.get(i).add(coded.get(i)));
            } else {
                List<AuditColumn.Categories> coded = categories(field, names, cells);
                IntStream.range(0, names.size()).forEach(i -> units.set(i, Optional.of(coded.get(i))));
            }
        }
        return IntStream.range(0, names.size())
                .mapToObj(i -> new AuditTable(names.get(i), columns.get(i), units.get(i)))
                .toList();
    }

    private static Column<?> column(String name, Table table, Field field) {
        if (field.role() == Role.UNIT
                && name.equals(Reading.SYNTHETIC)
                && !table.columnNames().contains(field.columnName())) {
            // Nobody asks whose a synthetic row is.
            return StringColumn.create(field.name(), table.rowCount());
        }
        // By position, because Tablesaw finds names whatever their capitals are.
        int position = table.columnNames().indexOf(field.columnName());
        if (position < 0) {
            throw new IllegalArgumentException("the " + name + " table has no column '" + field.name() + "'; it has "
                    + table.columnNames() + ": add it, or take the field out of the schema for all tables");
        }
        return table.column(position);
    }

    private static List<AuditColumn.Categories> categories(Field field, List<String> names, List<Column<?>> cells) {
        List<String> labels = new ArrayList<>(declared(field));
        int declared = labels.size();
        Map<String, Integer> codes = new HashMap<>();
        for (int i = 0; i < declared; i++) {
            codes.put(labels.get(i), i);
        }
        List<IntFunction<String>> texts = new ArrayList<>();
        for (int t = 0; t < cells.size(); t++) {
            texts.add(text(names.get(t), field, cells.get(t)));
        }
        // What the schema and the real tables hold means itself; a synthetic table may write the same otherwise.
        Set<String> known = new HashSet<>(labels);
        List<Set<String>> found = new ArrayList<>();
        for (int t = 0; t < cells.size(); t++) {
            found.add(found(cells.get(t), texts.get(t)));
            if (!names.get(t).equals(Reading.SYNTHETIC)) {
                known.addAll(found.get(t));
            }
        }
        Labels meanings = new Labels(known);
        // Where there is a list, what stands for nothing is told by it alone.
        Labels missingWords = declared > 0 ? new Labels(labels) : meanings;
        Map<String, String> meant = new HashMap<>();
        Set<String> missing = new HashSet<>();
        found.forEach(set -> set.forEach(text -> {
            meant.put(text, meanings.meant(text));
            if (missingWords.isMissing(text)) {
                missing.add(text);
            }
        }));
        meant.entrySet().stream()
                .filter(text -> !missing.contains(text.getKey()) && !codes.containsKey(text.getValue()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(label -> {
                    codes.put(label, labels.size());
                    labels.add(label);
                });
        List<AuditColumn.Categories> coded = new ArrayList<>();
        for (int t = 0; t < cells.size(); t++) {
            Column<?> column = cells.get(t);
            IntFunction<String> text = texts.get(t);
            int[] values = IntStream.range(0, column.size())
                    .map(row -> {
                        if (column.isMissing(row)) {
                            return AuditColumn.Categories.MISSING;
                        }
                        String cell = text.apply(row);
                        return missing.contains(cell) ? AuditColumn.Categories.MISSING : codes.get(meant.get(cell));
                    })
                    .toArray();
            coded.add(new AuditColumn.Categories(field, values, labels, declared));
        }
        return coded;
    }

    private static Set<String> found(Column<?> column, IntFunction<String> text) {
        return IntStream.range(0, column.size())
                .filter(row -> !column.isMissing(row))
                .mapToObj(text)
                .collect(Collectors.toSet());
    }

    private static List<String> declared(Field field) {
        if (field.type() == FieldType.BOOLEAN) {
            return List.of("false", "true");
        }
        return field.groups().isEmpty()
                ? field.categories()
                : List.copyOf(field.groups().keySet());
    }

    private static IntFunction<String> text(String name, Field field, Column<?> column) {
        if (field.type() == FieldType.BOOLEAN) {
            BooleanColumn booleans = require(BooleanColumn.class, name, field, column);
            return row -> booleans.getByte(row) == 1 ? "true" : "false";
        }
        Map<String, String> known = new HashMap<>();
        // Column types differ between tools (a code such as 3 may come as a number): the text decides.
        return row -> known.computeIfAbsent(column.getUnformattedString(row), text -> group(field, text));
    }

    /** The group that holds a code; the text itself where there are no groups. */
    private static String group(Field field, String text) {
        if (field.groups().isEmpty()
                || field.groups().containsKey(text)
                || field.codec().isEmpty()) {
            return text;
        }
        ColumnCodec codec = field.codec().get();
        String plain = Labels.plain(text);
        for (String spelling : List.of(text, text.strip(), plain, plain.toUpperCase(Locale.ROOT))) {
            try {
                int code = codec.encode(spelling);
                return codec.missing().equals(OptionalInt.of(code)) ? text : codec.label(code);
            } catch (IllegalArgumentException e) {
                // No group has it in this spelling; without any it counts as a category beyond the domain.
            }
        }
        return text;
    }

    private static List<AuditColumn.Numbers> numbers(Field field, List<String> names, List<Column<?>> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(t -> new AuditColumn.Numbers(field, values(names.get(t), field, cells.get(t))))
                .toList();
    }

    private static double[] values(String name, Field field, Column<?> column) {
        double[] values = new double[column.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.isMissing(row)
                    ? Double.NaN
                    : switch (field.type()) {
                        case DATE ->
                            day(require(DateColumn.class, name, field, column).get(row));
                        case DATETIME ->
                            second(require(DateTimeColumn.class, name, field, column)
                                    .get(row));
                        default ->
                            require(NumericColumn.class, name, field, column).getDouble(row);
                    };
        }
        return values;
    }

    private static double day(LocalDate date) {
        return date.toEpochDay();
    }

    private static double second(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC);
    }

    private static <T> T require(Class<T> type, String name, Field field, Column<?> column) {
        if (!type.isInstance(column)) {
            throw new IllegalArgumentException("column '" + field.name() + "' of the " + name + " table has type "
                    + column.type().name() + ", which can't hold a "
                    + field.type().word()
                    + ": read the table with AuditCoding.read, or convert the column");
        }
        return type.cast(column);
    }
}
