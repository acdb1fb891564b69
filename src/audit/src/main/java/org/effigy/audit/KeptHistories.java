package org.effigy.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.table.Field;
import org.effigy.table.Schema;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * How a table's units keep what the schema says of histories, and what these look like: rows a unit, gaps, what stays from a
 * row to the next. Of a table without its unit's or order's column there are none.
 */
final class KeptHistories {
    /** The numbers of rows that are told apart; the last stands for all that are larger. */
    private static final int ROWS = 12;

    private static final int GAPS = 10;

    private final Schema schema;
    private final Table table;
    private final List<int[]> units;
    private final double[] times;

    private KeptHistories(Schema schema, Table table, List<int[]> units, double[] times) {
        this.schema = schema;
        this.table = table;
        this.units = units;
        this.times = times;
    }

    static Optional<KeptHistories> of(Schema schema, Table table) {
        if (!schema.hasHistories()) {
            return Optional.empty();
        }
        Optional<Column<?>> unit = column(table, schema.unit().orElseThrow());
        Optional<Column<?>> order = column(table, schema.order().orElseThrow());
        if (unit.isEmpty() || order.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            rows.computeIfAbsent(unit.get().getString(row), name -> new ArrayList<>())
                    .add(row);
        }
        double[] times = times(order.get());
        return Optional.of(new KeptHistories(
                schema,
                table,
                rows.values().stream()
                        .map(list -> list.stream().mapToInt(row -> row).toArray())
                        .toList(),
                times));
    }

    private static Optional<Column<?>> column(Table table, Field field) {
        int at = table.columnNames().indexOf(field.columnName());
        return at < 0 ? Optional.empty() : Optional.of(table.column(at));
    }

    /** Values in order, days of dates and milliseconds of times; NaN where there is none. */
    private static double[] times(Column<?> order) {
        double[] times = new double[order.size()];
        for (int row = 0; row < times.length; row++) {
            times[row] = order.isMissing(row)
                    ? Double.NaN
                    : order instanceof DateColumn dates
                            ? dates.get(row).toEpochDay()
                            : order instanceof DateTimeColumn moments
                                    ? moments.get(row)
                                            .toInstant(java.time.ZoneOffset.UTC)
                                            .toEpochMilli()
                                    : order instanceof NumericColumn<?> numbers ? numbers.getDouble(row) : Double.NaN;
        }
        return times;
    }

    /** For what all rows of a unit should share, and for their order, how many rows break it; by words. */
    Map<String, Long> broken() {
        String unit = schema.unit().orElseThrow().name();
        Map<String, Long> broken = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            Optional<Column<?>> column = field.isOfUnit() ? column(table, field) : Optional.empty();
            column.ifPresent(values -> broken.put(
                    "'" + field.name() + "' is the same in all rows of one '" + unit + "'",
                    units.stream()
                            .mapToLong(rows -> IntStream.of(rows)
                                    .filter(row -> !values.getString(row).equals(values.getString(rows[0])))
                                    .count())
                            .sum()));
        }
        long back = units.stream()
                .mapToLong(rows -> IntStream.range(1, rows.length)
                        .filter(i -> times[rows[i]] < times[rows[i - 1]])
                        .count())
                .sum();
        broken.put(
                "rows of one '" + unit + "' stand in the order of '"
                        + schema.order().orElseThrow().name() + "'",
                back);
        return broken;
    }

    /** The rows of each unit in order of time, those of one time as they stand. */
    private List<int[]> ordered() {
        return units.stream()
                .map(rows -> IntStream.of(rows)
                        .boxed()
                        .sorted(java.util.Comparator.comparingDouble(row -> times[row]))
                        .mapToInt(row -> row)
                        .toArray())
                .toList();
    }

    private double[] rowsPerUnit() {
        double[] shares = new double[ROWS];
        units.forEach(rows -> shares[Math.min(ROWS, rows.length) - 1] += 1.0 / units.size());
        return shares;
    }

    private double[] gaps() {
        return ordered().stream()
                .flatMapToDouble(rows ->
                        IntStream.range(1, rows.length).mapToDouble(i -> times[rows[i]] - times[rows[i - 1]]))
                .filter(gap -> !Double.isNaN(gap))
                .sorted()
                .toArray();
    }

    /** By name of a column that changes, the share of rows that have in it what the row before has. */
    private Map<String, Double> stays() {
        List<int[]> ordered = ordered();
        Map<String, Double> stays = new HashMap<>();
        for (Field field : schema.modelled()) {
            if (field.isOfUnit()
                    || field.mostRows().isPresent()
                    || column(table, field).isEmpty()) {
                continue;
            }
            Column<?> values = column(table, field).get();
            long steps = 0;
            long same = 0;
            for (int[] rows : ordered) {
                for (int i = 1; i < rows.length; i++) {
                    steps++;
                    same += values.getString(rows[i]).equals(values.getString(rows[i - 1])) ? 1 : 0;
                }
            }
            stays.put(field.name(), steps == 0 ? Double.NaN : (double) same / steps);
        }
        return stays;
    }

    /**
     * What the histories of tables look like beside each other.
     *
     * @param tables by name, the training table first
     */
    static List<Grid> grids(Map<String, KeptHistories> tables) {
        if (tables.isEmpty()) {
            return List.of();
        }
        List<KeptHistories> all = List.copyOf(tables.values());
        List<String> names = List.copyOf(tables.keySet());
        List<Grid> grids = new ArrayList<>();
        List<double[]> rows = all.stream().map(KeptHistories::rowsPerUnit).toList();
        grids.add(grid(
                "rows",
                "Rows a unit: the share of units that have so many",
                IntStream.rangeClosed(1, ROWS)
                        .mapToObj(number -> number == ROWS ? number + " or more" : Integer.toString(number))
                        .toList(),
                names,
                rows,
                distances(names, rows)));
        List<double[]> gaps = all.stream().map(KeptHistories::gaps).toList();
        double[] real = gaps.get(0);
        if (real.length >= GAPS) {
            double[] cuts = IntStream.range(1, GAPS)
                    .mapToDouble(i -> real[i * real.length / GAPS])
                    .distinct()
                    .toArray();
            List<double[]> shares =
                    gaps.stream().map(some -> shares(some, cuts)).toList();
            grids.add(grid(
                    "gaps",
                    "Gaps between rows of one unit: the share in each tenth of the training table's",
                    IntStream.rangeClosed(1, cuts.length + 1)
                            .mapToObj(number -> "class " + number)
                            .toList(),
                    names,
                    shares,
                    distances(names, shares)));
        }
        List<Map<String, Double>> stays = all.stream().map(KeptHistories::stays).toList();
        List<String> columns = all.get(0).schema.modelled().stream()
                .map(Field::name)
                .filter(name -> stays.stream().allMatch(each -> each.containsKey(name)))
                .toList();
        grids.add(grid(
                "stays",
                "The share of rows that have the value of the unit's row before",
                columns,
                names,
                stays.stream()
                        .map(each -> columns.stream().mapToDouble(each::get).toArray())
                        .toList(),
                "Rows that are drawn one by one have no row before, or share values with it by chance alone."));
        return grids;
    }

    private static double[] shares(double[] gaps, double[] cuts) {
        double[] shares = new double[cuts.length + 1];
        for (double gap : gaps) {
            int at = Arrays.binarySearch(cuts, gap);
            shares[at >= 0 ? at + 1 : -at - 1] += 1.0 / gaps.length;
        }
        return shares;
    }

    private static String distances(List<String> names, List<double[]> shares) {
        StringBuilder words = new StringBuilder("Total variation from the training table:");
        for (int i = 1; i < names.size(); i++) {
            double moved = 0;
            for (int j = 0; j < shares.get(0).length; j++) {
                moved += Math.abs(shares.get(i)[j] - shares.get(0)[j]) / 2;
            }
            words.append(String.format(java.util.Locale.ROOT, "%s %s %.3f", i > 1 ? "," : "", names.get(i), moved));
        }
        return words.append('.').toString();
    }

    private static Grid grid(
            String id, String title, List<String> rows, List<String> names, List<double[]> byTable, String note) {
        double[][] values = new double[rows.size()][byTable.size()];
        for (int row = 0; row < values.length; row++) {
            for (int table = 0; table < byTable.size(); table++) {
                values[row][table] = byTable.get(table)[row];
            }
        }
        return new Grid(Reading.PREFIX + "histories." + id, title, rows, names, values, note);
    }
}
