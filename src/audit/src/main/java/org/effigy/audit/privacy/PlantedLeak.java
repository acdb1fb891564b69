package org.effigy.audit.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.table.FieldType;

/**
 * Leaks of known kind and size, to see what an audit finds: some rows of a synthetic table are replaced by rows of train,
 * changed in one way. An auditor is worth what it finds of them.
 */
public enum PlantedLeak {
    /** Rows of train as they are. */
    EXACT,
    /** Rows of train with a category changed; all kinds of cells where there are too few categories. */
    ONE_CELL,
    /** The same with two. */
    TWO_CELLS,
    /** The same with three. */
    THREE_CELLS,
    /** The same with five. */
    FIVE_CELLS,
    /** Each number up or down by the least step of its column. */
    NUMBERS_BY_STEP,
    /** Each number moved by up to 1 % of its column's range. */
    NUMBERS_BY_1_PERCENT,
    /** Each number moved by up to 5 % of its column's range. */
    NUMBERS_BY_5_PERCENT,
    /** Half of the columns, others in each row, into a row of the table. */
    HALF_OF_COLUMNS,
    /** Rows of one category alone, with two cells changed. */
    SUBGROUP,
    /** The rows of rarest values alone, with two cells changed. */
    OUTLIERS,
    /** Of two rows of train the mean of numbers, and categories of either. */
    AVERAGES,
    /** Three blocks of columns, each from another row of train. */
    BLOCKS,
    /** Few rows, each twenty times with other two cells changed. */
    REPEATED,
    /** Each row in two: half of the columns here, half there. */
    SPREAD;

    private static final int REPEATS = 20;
    private static final int BLOCK_COUNT = 3;

    /** Its name in words, as "two cells". */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * A table in which a share of the rows tells of train rows.
     *
     * @param base a table of the same columns, coded together with train
     * @param share of rows that are replaced, in [0, 1]
     */
    public AuditTable into(AuditTable base, AuditTable train, double share, SplittableRandom random) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of rows is from 0 to 1; it is " + share);
        }
        int size = (int) Math.round(base.rows() * share);
        int[] sources = sources(train, size, random);
        int[] places = Arrays.copyOf(shuffled(base.rows(), random), size);
        List<double[]> cells = new ArrayList<>();
        List<double[]> from = new ArrayList<>();
        for (int column = 0; column < base.columns().size(); column++) {
            cells.add(values(base.columns().get(column)).clone());
            from.add(values(train.columns().get(column)));
        }
        Map<Integer, Scale> scales = new HashMap<>();
        for (int i = 0; i < size; i++) {
            plant(new Row(base, cells, from, scales, places[i], random), sources, i);
        }
        List<AuditColumn> columns = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            columns.add(column(base.columns().get(column), cells.get(column)));
        }
        return new AuditTable(base.name(), columns, base.units());
    }

    private void plant(Row row, int[] sources, int i) {
        int columns = row.cells.size();
        int source = sources[i];
        switch (this) {
            case EXACT -> row.copy(source, row.all());
            case ONE_CELL -> row.changed(source, 1);
            case TWO_CELLS, SUBGROUP, OUTLIERS -> row.changed(source, 2);
            case THREE_CELLS -> row.changed(source, 3);
            case FIVE_CELLS -> row.changed(source, 5);
            case NUMBERS_BY_STEP -> row.moved(source, 0);
            case NUMBERS_BY_1_PERCENT -> row.moved(source, 0.01);
            case NUMBERS_BY_5_PERCENT -> row.moved(source, 0.05);
            case HALF_OF_COLUMNS -> row.copy(source, Arrays.copyOf(shuffled(columns, row.random), columns / 2));
            case AVERAGES -> row.average(source, sources[(i + 1) % sources.length]);
            case BLOCKS -> {
                for (int block = 0; block < BLOCK_COUNT; block++) {
                    int at = block;
                    row.copy(
                            sources[(i + block) % sources.length],
                            IntStream.range(0, columns)
                                    .filter(column -> column * BLOCK_COUNT / columns == at)
                                    .toArray());
                }
            }
            case REPEATED -> row.changed(sources[i / REPEATS], 2);
            case SPREAD ->
                row.copy(
                        sources[i / 2],
                        IntStream.range(0, columns)
                                .filter(column -> column % 2 == i % 2)
                                .toArray());
            default -> throw new IllegalStateException("no way to plant " + this);
        }
    }

    private int[] sources(AuditTable train, int size, SplittableRandom random) {
        int[] order = shuffled(train.rows(), random);
        int[] chosen = order;
        if (this == SUBGROUP) {
            chosen = subgroup(train, order, size);
        } else if (this == OUTLIERS) {
            double[] rarity = rarity(train);
            chosen = Arrays.stream(order)
                    .boxed()
                    .sorted(Comparator.comparingDouble(row -> -rarity[row]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        int[] rows = chosen;
        return IntStream.range(0, size).map(i -> rows[i % rows.length]).toArray();
    }

    /** The rows of the category that has just enough, of all columns of categories. */
    private static int[] subgroup(AuditTable train, int[] order, int size) {
        int[] best = order;
        for (AuditColumn column : train.columns()) {
            if (column instanceof AuditColumn.Categories categories) {
                for (int label = 0; label < categories.labels().size(); label++) {
                    int code = label;
                    int[] rows = Arrays.stream(order)
                            .filter(row -> categories.codes()[row] == code)
                            .toArray();
                    best = rows.length >= size && rows.length < best.length ? rows : best;
                }
            }
        }
        return best;
    }

    private static double[] rarity(AuditTable train) {
        double[] rarity = new double[train.rows()];
        for (AuditColumn column : train.columns()) {
            double[] values = values(column);
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            for (int row = 0; row < values.length; row++) {
                int from = lower(sorted, values[row]);
                int to = from;
                // Half a percent of the rows on either side: the rarity of a number is that of its neighbourhood.
                if (column instanceof AuditColumn.Numbers) {
                    double span = sorted[Math.min(sorted.length - 1, from + sorted.length / 200)]
                            - sorted[Math.max(0, from - sorted.length / 200)];
                    rarity[row] += Math.log1p(Math.max(0, span) / (1 + Math.abs(sorted[sorted.length / 2])));
                } else {
                    while (to < sorted.length && sorted[to] == values[row]) {
                        to++;
                    }
                    rarity[row] -= Math.log((double) (to - from) / sorted.length);
                }
            }
        }
        return rarity;
    }

    private static int lower(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(sorted[middle], value) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    private static double[] values(AuditColumn column) {
        return column instanceof AuditColumn.Numbers numbers
                ? numbers.values()
                : Arrays.stream(((AuditColumn.Categories) column).codes())
                        .asDoubleStream()
                        .toArray();
    }

    private static AuditColumn column(AuditColumn like, double[] values) {
        return like instanceof AuditColumn.Categories categories
                ? new AuditColumn.Categories(
                        like.field(),
                        Arrays.stream(values).mapToInt(value -> (int) value).toArray(),
                        categories.labels(),
                        categories.declared())
                : new AuditColumn.Numbers(like.field(), values);
    }

    /** From the least to the greatest number of a column, and the least distance of two. */
    private record Scale(double range, double step) {
        static Scale of(double[] values) {
            double[] sorted = Arrays.stream(values)
                    .filter(number -> !Double.isNaN(number))
                    .distinct()
                    .sorted()
                    .toArray();
            double step = IntStream.range(1, sorted.length)
                    .mapToDouble(i -> sorted[i] - sorted[i - 1])
                    .min()
                    .orElse(0);
            return new Scale(sorted[sorted.length - 1] - sorted[0], step);
        }
    }

    /** A row of the table to be, where its cells may come from, and the scales of the columns that were asked for. */
    private record Row(
            AuditTable base,
            List<double[]> cells,
            List<double[]> from,
            Map<Integer, Scale> scales,
            int place,
            SplittableRandom random) {
        int[] all() {
            return IntStream.range(0, cells.size()).toArray();
        }

        void copy(int source, int[] columns) {
            for (int column : columns) {
                cells.get(column)[place] = from.get(column)[source];
            }
        }

        boolean isNumber(int column) {
            return base.columns().get(column) instanceof AuditColumn.Numbers;
        }

        void changed(int source, int count) {
            copy(source, all());
            int[] columns =
                    Arrays.stream(all()).filter(column -> !isNumber(column)).toArray();
            columns = columns.length < count ? all() : columns;
            int[] order = shuffled(columns.length, random);
            int left = count;
            for (int i = 0; i < order.length && left > 0; i++) {
                double[] cell = from.get(columns[order[i]]);
                for (int tries = 0; tries < 50; tries++) {
                    double other = cell[random.nextInt(cell.length)];
                    if (Double.compare(other, cell[source]) != 0) {
                        cells.get(columns[order[i]])[place] = other;
                        left--;
                        break;
                    }
                }
            }
        }

        void moved(int source, double share) {
            copy(source, all());
            for (int column : all()) {
                double value = from.get(column)[source];
                if (isNumber(column) && !Double.isNaN(value)) {
                    Scale scale = scales.computeIfAbsent(column, at -> Scale.of(from.get(at)));
                    double move = share > 0
                            ? share * scale.range * (2 * random.nextDouble() - 1)
                            : scale.step * (random.nextBoolean() ? 1 : -1);
                    cells.get(column)[place] = onGrid(column, value + move);
                }
            }
        }

        void average(int first, int second) {
            for (int column : all()) {
                double[] cell = from.get(column);
                cells.get(column)[place] = isNumber(column)
                        ? onGrid(column, (cell[first] + cell[second]) / 2)
                        : cell[random.nextBoolean() ? first : second];
            }
        }

        private double onGrid(int column, double value) {
            return base.columns().get(column).field().type() == FieldType.NUMBER ? value : Math.rint(value);
        }
    }
}
