package org.effigy.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Role;
import org.effigy.table.Schema;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Columns of numbers or texts that look like those of people with several rows each, in a schema that names no unit: a
 * promise is then about one row, and a person has many. A value of such a column comes back in few of many rows, and rows
 * that share it agree in something that rows with the next value don't, as a birth year or a sex: neither measures nor
 * codes do that. It looks at real rows, and what it says stays inside.
 */
final class ForgottenUnit {
    /** Fewer pairs of rows tell nothing. */
    private static final int PAIRS = 30;

    /** The most pairs that are looked at. */
    private static final int ENOUGH = 4000;

    /** The least share of the rows that must share their value with another one. */
    private static final double REPEATED = 0.05;

    /** The most rows a value may have on average: a person comes back some times, a ward all the time. */
    private static final double ROWS = 20;

    /** The share of pairs of a person's rows that agree in what doesn't change. Survey weights, of rows of one stratum, agree in 95 %. */
    private static final double AGREED = 0.97;

    private static final double LEVEL = 0.999;

    private ForgottenUnit() {}

    /** The names of such columns, in the schema's order; none where the schema has a unit. */
    static List<String> in(Schema schema, Table real) {
        if (schema.fields().stream().anyMatch(field -> field.role() == Role.UNIT)) {
            return List.of();
        }
        Map<String, int[]> codes = new HashMap<>();
        schema.fields().stream()
                .filter(field -> mayBeOne(field))
                .forEach(field -> codes.put(field.name(), codes(real, field)));
        List<String> repeating = schema.fields().stream()
                .map(Field::name)
                .filter(name -> codes.containsKey(name) && repeats(codes.get(name)))
                .toList();
        if (repeating.isEmpty()) {
            return List.of();
        }
        List<int[]> columns = schema.fields().stream()
                .map(field -> codes.computeIfAbsent(field.name(), name -> codes(real, field)))
                .toList();
        return repeating.stream()
                .filter(name -> isOne(columns, schema.position(name)))
                .toList();
    }

    /** What could be read, and beside it the figure of these columns. */
    static Findings beside(Findings reading, List<String> people) {
        List<Figure> figures = new ArrayList<>(reading.figures());
        figures.add(new Figure(
                Reading.PREFIX + "unit.forgotten",
                "Columns that look like people with several rows, and no unit in the schema",
                people.size(),
                Optional.empty(),
                Optional.of(0.0),
                people.isEmpty()
                        ? "Columns of numbers or texts whose values repeat in few rows that agree otherwise."
                        : named(people)
                                + ": values repeat in few rows, which agree in what rows of other values don't."));
        return new Findings(reading.title(), figures, reading.grids());
    }

    /** What a reader should know first. */
    static Optional<Caveat> caveat(List<String> people) {
        return people.isEmpty()
                ? Optional.empty()
                : Optional.of(new Caveat(
                        "Values of " + named(people)
                                + " repeat as people's numbers do, and the schema names no unit: a promise about one"
                                + " row is then none about a person. Give the column the role unit and fit again; if"
                                + " its values are no people, say so with \"effigy:person\": false.",
                        true));
    }

    private static String named(List<String> people) {
        return "'" + String.join("', '", people) + "'";
    }

    private static boolean mayBeOne(Field field) {
        return field.isPerson() && (field.type() == FieldType.INTEGER || field.type() == FieldType.STRING);
    }

    /** Cells as numbers that ascend with their values; -1 where one is missing. */
    private static int[] codes(Table table, Field field) {
        Column<?> column = table.column(table.columnNames().indexOf(field.columnName()));
        Map<Object, Integer> codes = new TreeMap<>();
        Object[] values = new Object[column.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.isMissing(row) ? null : column.get(row);
            if (values[row] != null) {
                codes.put(values[row], 0);
            }
        }
        int next = 0;
        for (Map.Entry<Object, Integer> code : codes.entrySet()) {
            code.setValue(next++);
        }
        return Arrays.stream(values)
                .mapToInt(value -> value == null ? -1 : codes.get(value))
                .toArray();
    }

    /** Whether values come back, in few of many rows. */
    private static boolean repeats(int[] values) {
        int[] rows = new int[Arrays.stream(values).max().orElse(-1) + 1];
        Arrays.stream(values).filter(value -> value >= 0).forEach(value -> rows[value]++);
        long all = Arrays.stream(rows).sum();
        long repeated = Arrays.stream(rows).filter(count -> count > 1).sum();
        return rows.length * ROWS >= all && repeated >= REPEATED * all && repeated >= PAIRS;
    }

    private static boolean isOne(List<int[]> columns, int at) {
        int[] values = columns.get(at);
        Integer[] order = IntStream.range(0, values.length)
                .filter(row -> values[row] >= 0)
                .boxed()
                .sorted(Comparator.comparingInt(row -> values[row]))
                .toArray(Integer[]::new);
        List<int[]> same = new ArrayList<>();
        List<int[]> next = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            boolean first = i == 0 || values[order[i]] != values[order[i - 1]];
            if (i > 0) {
                (first ? next : same).add(new int[] {order[i - 1], order[i]});
            }
        }
        return IntStream.range(0, columns.size())
                .filter(column -> column != at)
                .anyMatch(column -> binds(columns.get(column), thinned(differing(same, columns, at)), thinned(next)));
    }

    /** Pairs that are not the same row twice: a table may repeat whole rows. */
    private static List<int[]> differing(List<int[]> pairs, List<int[]> columns, int at) {
        return pairs.stream()
                .filter(pair -> IntStream.range(0, columns.size())
                        .anyMatch(
                                column -> column != at && columns.get(column)[pair[0]] != columns.get(column)[pair[1]]))
                .toList();
    }

    private static List<int[]> thinned(List<int[]> pairs) {
        int step = Math.max(1, pairs.size() / ENOUGH);
        return IntStream.range(0, pairs.size())
                .filter(i -> i % step == 0)
                .mapToObj(pairs::get)
                .toList();
    }

    /** Whether rows of one value nearly always agree in a column, and those of the next value seldom. */
    private static boolean binds(int[] column, List<int[]> same, List<int[]> next) {
        if (same.size() < PAIRS || next.size() < PAIRS) {
            return false;
        }
        Interval within = agreement(column, same);
        Interval between = agreement(column, next);
        return within.low() > AGREED && between.high() < within.low() - 0.1;
    }

    private static Interval agreement(int[] column, List<int[]> pairs) {
        long agreeing = pairs.stream()
                .filter(pair -> column[pair[0]] == column[pair[1]])
                .count();
        return Interval.wilson(agreeing, pairs.size(), LEVEL);
    }
}
