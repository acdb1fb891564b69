package org.effigy.table;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The public cells on which an ordered field's bounds are looked for; they follow from the declaration alone. Numbers have
 * cells between 1, 2 and 5 times the powers of ten, on both sides of a cell for 0: integers up to 2^53, numbers of
 * {@code d} decimals from 10^-d to 10^(15-d), those of undeclared precision from 10^-6 to 10^9. Dates and times have a cell a
 * year from 1900 to 2099 (1969 to 2068 where the format has two digits for the year). Declared bounds narrow the range;
 * one of at most {@value #MONTHLY} years is cut into months. Values beyond the range belong to its outermost cells.
 */
public final class WideGrid {
    /** Ranges of so many years are cut into months. */
    private static final int MONTHLY = 20;

    /** Bounds of one sign reach to 0 if the nearer one is at most this part of the farther one. */
    private static final BigDecimal NEAR = new BigDecimal("0.2");

    private static final BigDecimal[] NICE = {BigDecimal.ONE, BigDecimal.valueOf(2), BigDecimal.valueOf(5)};

    private final Field field;
    private final Cells grid;
    private final int first;
    private final int last;

    /**
     * A run of cells.
     *
     * @param lowest its lowest value, as the field declares it
     * @param highest its highest value, as the field declares it
     */
    public record Range(String lowest, String highest) {}

    /** All cells of a type, before they are narrowed. */
    private interface Cells {
        int count();

        int cell(CellReader cell);

        String lowest(int cell);

        String highest(int cell);
    }

    private WideGrid(Field field, Cells grid, int first, int last) {
        this.field = field;
        this.grid = grid;
        this.first = first;
        this.last = last;
    }

    /**
     * The grid of a field.
     *
     * @throws IllegalArgumentException if it is a string or boolean, or a date's one bound is beyond the range
     */
    public static WideGrid of(Field field) {
        Cells grid = switch (field.type()) {
            case INTEGER, NUMBER -> numbers(field);
            case DATE, DATETIME -> periods(field);
            case STRING, BOOLEAN ->
                throw new IllegalArgumentException("field '" + field.name() + "' has no order, so it has no bounds");
        };
        WideGrid whole = new WideGrid(field, grid, 0, grid.count() - 1);
        return new WideGrid(
                field,
                grid,
                field.minimum().map(whole::cellOf).orElse(0),
                field.maximum().map(whole::cellOf).orElse(whole.last));
    }

    /**
     * Checks that whatever is found can be declared, so that nothing is paid for bounds that are refused then.
     *
     * @throws IllegalArgumentException if some outcome would break a rule of the declaration (as a missing marker that is a
     *     number), with what to do
     */
    public static void requireEveryOutcome(Field field) {
        WideGrid grid = of(field);
        Field tried = quick(field);
        for (int cell = 0; cell < grid.cells(); cell++) {
            for (int[] run : new int[][] {{cell, cell}, {0, cell}, {cell, grid.cells() - 1}}) {
                Range range = grid.range(run[0], run[1]);
                try {
                    tried.toBuilder()
                            .discover(false)
                            .minimum(range.lowest)
                            .maximum(range.highest)
                            .build();
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "the bounds of '" + field.name() + "' can't be discovered, since they might be from "
                                    + range.lowest + " to " + range.highest + ", and then "
                                    + e.getMessage()
                                    + " (constraints.minimum and maximum beside effigy:discover narrow the search)",
                            e);
                }
            }
        }
    }

    /** The field with one bin, where no rule of a declaration looks at bins: fine cells take long to lay out. */
    private static Field quick(Field field) {
        boolean areDecimalsKnown =
                field.type() != FieldType.NUMBER || field.precision().isPresent();
        return areDecimalsKnown && field.spikes().isEmpty() && !(field.bins() instanceof Bins.Edges)
                ? field.toBuilder().scale(Scale.MIXED).bins(new Bins.Equal(1)).build()
                : field;
    }

    Field field() {
        return field;
    }

    /** The number of cells. */
    public int cells() {
        return last - first + 1;
    }

    /** The cell of what a reader has just read. */
    int cell(CellReader cell) {
        return Math.max(first, Math.min(last, grid.cell(cell))) - first;
    }

    /**
     * The bounds that take in the cells from {@code from} to {@code to}. Cells get narrow towards 0, and few rows fall into
     * a narrow one: so numbers of one sign that come near 0 get it as a bound, which makes their range a quarter wider at
     * most.
     */
    public Range range(int from, int to) {
        String low = lowest(from);
        String high = highest(to);
        if (grid instanceof Decades) {
            BigDecimal least = new BigDecimal(low);
            BigDecimal most = new BigDecimal(high);
            if (least.signum() > 0 && least.compareTo(most.multiply(NEAR)) <= 0) {
                low = lowest(Math.max(0, grid.count() / 2 - first));
            } else if (most.signum() < 0 && most.compareTo(least.multiply(NEAR)) >= 0) {
                high = highest(Math.min(last, grid.count() / 2) - first);
            }
        }
        return new Range(low, high);
    }

    /** The lowest value of a cell, as the field declares it. */
    String lowest(int cell) {
        return cell == 0 && field.minimum().isPresent() ? field.minimum().get() : grid.lowest(first + cell);
    }

    /** The highest value of a cell, as the field declares it. */
    String highest(int cell) {
        return cell == last - first && field.maximum().isPresent()
                ? field.maximum().get()
                : grid.highest(first + cell);
    }

    private int cellOf(String bound) {
        CellReader reader = new CellReader(field, InvalidValues.REFUSE);
        if (field.type() == FieldType.NUMBER) {
            reader.readNumber(new BigDecimal(bound).doubleValue());
        } else {
            reader.readStep(field.format().orElseThrow().parse(bound));
        }
        return grid.cell(reader);
    }

    private static Cells numbers(Field field) {
        boolean whole = field.type() == FieldType.INTEGER;
        int decimals = whole ? 0 : field.precision().orElse(6);
        BigDecimal end =
                whole ? BigDecimal.valueOf(IntegerFormat.LARGEST) : BigDecimal.ONE.scaleByPowerOfTen(15 - decimals);
        List<BigDecimal> edges = new ArrayList<>();
        for (int power = -decimals;
                edges.isEmpty() || edges.get(edges.size() - 1).compareTo(end) < 0;
                power++) {
            for (BigDecimal nice : NICE) {
                edges.add(nice.scaleByPowerOfTen(power).min(end));
            }
        }
        return new Decades(edges.stream().distinct().toArray(BigDecimal[]::new), whole);
    }

    /** Cells between edges, their mirror images, and 0 between them. */
    private static final class Decades implements Cells {
        private final BigDecimal[] edges;
        private final double[] ends;
        private final boolean whole;

        private Decades(BigDecimal[] edges, boolean whole) {
            this.edges = edges;
            this.ends =
                    Arrays.stream(edges).mapToDouble(BigDecimal::doubleValue).toArray();
            this.whole = whole;
        }

        private int side() {
            return edges.length - 1;
        }

        @Override
        public int count() {
            return 2 * side() + 1;
        }

        @Override
        public int cell(CellReader cell) {
            double value = whole ? cell.step() : cell.number();
            int found = Arrays.binarySearch(ends, Math.abs(value));
            int above = Math.min(found >= 0 ? found : -found - 2, side() - 1) + 1;
            return value < 0 ? side() - above : side() + above;
        }

        @Override
        public String lowest(int cell) {
            return text(
                    cell >= side() ? inner(cell - side()) : outer(side() - cell).negate());
        }

        @Override
        public String highest(int cell) {
            return text(cell <= side() ? inner(side() - cell).negate() : outer(cell - side()));
        }

        private BigDecimal inner(int above) {
            return above == 0 ? BigDecimal.ZERO : edges[above - 1];
        }

        private BigDecimal outer(int above) {
            return whole ? edges[above].subtract(BigDecimal.ONE) : edges[above];
        }

        private static String text(BigDecimal value) {
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        }
    }

    private static Cells periods(Field field) {
        DateFormat format = (DateFormat) field.format().orElseThrow();
        boolean twoDigits = field.pattern().contains("%y");
        LocalDate start = field.minimum()
                .map(text -> format.date(format.parse(text)))
                .orElse(LocalDate.of(twoDigits ? 1969 : 1900, 1, 1));
        LocalDate end = field.maximum()
                .map(text -> format.date(format.parse(text)))
                .orElse(LocalDate.of(twoDigits ? 2068 : 2099, 12, 31));
        if (start.isAfter(end)) {
            throw new IllegalArgumentException(
                    "field '" + field.name() + "' has only one bound, beyond the years that are"
                            + " searched by default: declare the other bound too");
        }
        boolean months = ChronoUnit.YEARS.between(start, end) < MONTHLY;
        LocalDate from = months ? start.withDayOfMonth(1) : start.withDayOfYear(1);
        return new Periods(format, from, months ? Period.ofMonths(1) : Period.ofYears(1), end);
    }

    /** Months or years. */
    private static final class Periods implements Cells {
        private final DateFormat format;
        private final LocalDate from;
        private final Period length;
        private final int count;

        private Periods(DateFormat format, LocalDate from, Period length, LocalDate end) {
            this.format = format;
            this.from = from;
            this.length = length;
            this.count = (int) between(end) + 1;
        }

        private long between(LocalDate date) {
            ChronoUnit unit = length.getYears() == 1 ? ChronoUnit.YEARS : ChronoUnit.MONTHS;
            return Math.floorDiv(
                    ChronoUnit.MONTHS.between(from, date.withDayOfMonth(1)), unit == ChronoUnit.YEARS ? 12 : 1);
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public int cell(CellReader cell) {
            return (int) Math.max(0, Math.min(count - 1L, between(format.date(cell.step()))));
        }

        @Override
        public String lowest(int cell) {
            return format.text(start(cell));
        }

        @Override
        public String highest(int cell) {
            return format.text(start(cell + 1) - 1);
        }

        private long start(int cell) {
            return format.step(from.plus(length.multipliedBy(cell)).atStartOfDay());
        }
    }
}
