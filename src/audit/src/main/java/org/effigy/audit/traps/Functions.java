package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Interval;
import org.effigy.audit.UtilityTables;

/**
 * Columns that follow from others: one value of the first has one of the second (a town its county); a number is the sum
 * or the product of two others; a number or day is never below another. Rules are learned from train, held against the
 * holdout, and asked of the synthetic rows.
 */
final class Functions {
    /** The share of holdout rows that a rule must hold for. */
    private static final double RULE = 0.99;

    /** The share of synthetic rows that break it, to matter. */
    private static final double MATTERS = 0.01;

    /** The most values of a column that others may follow from, for each row of train. */
    private static final double VALUES = 0.2;

    /** More ordered columns are not tried in threes. */
    private static final int THREES = 16;

    /** Rows by which rules that don't hold are soon told. */
    private static final int FIRST = 200;

    private static final int BEGINNING = 2000;

    /** Something that rows may keep to. */
    private record Rule(String words, IntPredicate holdout, IntPredicate synthetic) {}

    private Functions() {}

    static TrapResult find(UtilityTables tables, double alarms) {
        int columns = tables.train().columns().size();
        List<Rule> rules = new ArrayList<>();
        for (int from = 0; from < columns; from++) {
            for (int to = 0; to < columns; to++) {
                if (from != to) {
                    mapped(tables, from, to).ifPresent(rules::add);
                }
            }
        }
        rules.addAll(ordered(tables));
        rules.addAll(computed(tables));
        double alpha = alarms / Math.max(1, rules.size());
        List<Figure> lost = new ArrayList<>();
        for (Rule rule : rules) {
            broken(rule, tables, alpha).ifPresent(lost::add);
        }
        return lost.isEmpty()
                ? TrapResult.none()
                : new TrapResult(
                        List.of(),
                        List.of(new Finding(
                                NumbersPart.ID + ".dependence",
                                Finding.Severity.WARNING,
                                "Columns that follow from others among real rows no longer do: "
                                        + lost.get(0).title() + ".",
                                Traps.strongest(lost),
                                "Rows contradict themselves, and checks that real rows pass fail on them.",
                                "Leave out the column that follows, and compute it from the others after sampling.")));
    }

    private static Optional<Figure> broken(Rule rule, UtilityTables tables, double alpha) {
        int real = tables.holdout().rows();
        int made = tables.synthetic().rows();
        long kept = IntStream.range(0, real).filter(rule.holdout()).count();
        long keptThere = IntStream.range(0, made).filter(rule.synthetic()).count();
        double level = 1 - alpha;
        boolean isLost = Interval.clopperPearson(keptThere, made, level).high() + MATTERS
                < Interval.clopperPearson(kept, real, level).low();
        return !isLost
                ? Optional.empty()
                : Optional.of(new Figure(
                        NumbersPart.ID + ".dependence.evidence",
                        "Share of rows in which " + rule.words(),
                        (double) keptThere / made,
                        Optional.of(Interval.clopperPearson(keptThere, made, 0.95)),
                        Optional.of((double) kept / real),
                        "reference: the holdout's rows"));
    }

    private static boolean holds(IntPredicate rule, AuditTable table) {
        int first = Math.min(FIRST, table.rows());
        return IntStream.range(0, first).filter(rule).count() >= RULE * first
                && IntStream.range(0, table.rows()).filter(rule).count() >= RULE * table.rows();
    }

    /** Whether one value of a column has one of another; not where nearly all rows have one value of the other anyway. */
    private static Optional<Rule> mapped(UtilityTables tables, int from, int to) {
        AuditTable train = tables.train();
        long[] keys = keys(train.columns().get(from));
        long[] values = keys(train.columns().get(to));
        // Rules that don't hold are mostly told by the first rows; of few rows a rule holds in more than of all.
        if (Arrays.stream(keys).distinct().count() > VALUES * keys.length
                || kept(keys, values, Math.min(BEGINNING, keys.length)) < RULE * Math.min(BEGINNING, keys.length)) {
            return Optional.empty();
        }
        Map<Long, Map<Long, Integer>> counts = new HashMap<>();
        Map<Long, Integer> all = new HashMap<>();
        for (int row = 0; row < keys.length; row++) {
            counts.computeIfAbsent(keys[row], key -> new HashMap<>()).merge(values[row], 1, Integer::sum);
            all.merge(values[row], 1, Integer::sum);
        }
        Map<Long, Long> follows = new HashMap<>();
        long kept = 0;
        for (Map.Entry<Long, Map<Long, Integer>> key : counts.entrySet()) {
            Map.Entry<Long, Integer> most = key.getValue().entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow();
            follows.put(key.getKey(), most.getKey());
            kept += most.getValue();
        }
        int commonest = all.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (kept < RULE * keys.length || commonest > 0.9 * keys.length) {
            return Optional.empty();
        }
        return Optional.of(new Rule(
                "'" + train.columns().get(to).name() + "' follows from '"
                        + train.columns().get(from).name() + "'",
                follows(tables.holdout(), from, to, follows),
                follows(tables.synthetic(), from, to, follows)));
    }

    /** In how many of the first rows the second column has the value that is the commonest with the first one's. */
    private static int kept(long[] keys, long[] values, int rows) {
        Map<Long, Map<Long, Integer>> counts = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            counts.computeIfAbsent(keys[row], key -> new HashMap<>()).merge(values[row], 1, Integer::sum);
        }
        return counts.values().stream()
                .mapToInt(of ->
                        of.values().stream().mapToInt(Integer::intValue).max().orElse(0))
                .sum();
    }

    /** A value that train has not says nothing of the rule. */
    private static IntPredicate follows(AuditTable table, int from, int to, Map<Long, Long> follows) {
        long[] keys = keys(table.columns().get(from));
        long[] values = keys(table.columns().get(to));
        return row -> follows.getOrDefault(keys[row], values[row]) == values[row];
    }

    private static long[] keys(AuditColumn column) {
        return column instanceof AuditColumn.Categories categories
                ? Arrays.stream(categories.codes()).asLongStream().toArray()
                : Arrays.stream(((AuditColumn.Numbers) column).values())
                        .mapToLong(value -> Double.doubleToLongBits(value + 0.0))
                        .toArray();
    }

    private static int[] numbers(AuditTable table) {
        return IntStream.range(0, table.columns().size())
                .filter(c -> table.columns().get(c) instanceof AuditColumn.Numbers)
                .toArray();
    }

    private static double[] values(AuditTable table, int column) {
        return ((AuditColumn.Numbers) table.columns().get(column)).values();
    }

    /** Numbers of one type of which one is never below the other, though both take values between. */
    private static List<Rule> ordered(UtilityTables tables) {
        List<Rule> rules = new ArrayList<>();
        AuditTable train = tables.train();
        int[] numbers = numbers(train);
        for (int low : numbers) {
            for (int high : numbers) {
                if (low == high
                        || train.columns().get(low).field().type()
                                != train.columns().get(high).field().type()) {
                    continue;
                }
                double highest = Arrays.stream(values(train, low))
                        .filter(value -> !Double.isNaN(value))
                        .max()
                        .orElse(0);
                double[] above = values(train, high);
                // Columns that lie apart are in order by themselves.
                long between =
                        Arrays.stream(above).filter(value -> value < highest).count();
                if (between > 0.1 * train.rows()
                        && !byChance(train, low, high)
                        && holds(notAbove(train, low, high), train)) {
                    rules.add(new Rule(
                            "'" + train.columns().get(low).name() + "' is at most '"
                                    + train.columns().get(high).name() + "'",
                            notAbove(tables.holdout(), low, high),
                            notAbove(tables.synthetic(), low, high)));
                }
            }
        }
        return rules;
    }

    /** Whether the order nearly holds between values of different rows as well, and so says nothing of rows. */
    private static boolean byChance(AuditTable table, int low, int high) {
        double[] small = values(table, low);
        double[] large = values(table, high);
        int rows = small.length;
        return IntStream.range(0, rows)
                        .filter(row -> !(small[row] > large[(row + rows / 2) % rows]))
                        .count()
                > 0.95 * rows;
    }

    private static IntPredicate notAbove(AuditTable table, int low, int high) {
        double[] small = values(table, low);
        double[] large = values(table, high);
        return row -> !(small[row] > large[row]);
    }

    /** Numbers that are the sum or the product of two others. */
    private static List<Rule> computed(UtilityTables tables) {
        List<Rule> rules = new ArrayList<>();
        AuditTable train = tables.train();
        int[] numbers = IntStream.of(numbers(train))
                .filter(c -> NewValues.isNumber(train.columns().get(c)))
                .toArray();
        if (numbers.length > THREES) {
            return rules;
        }
        for (int a : numbers) {
            for (int b : numbers) {
                for (int c : numbers) {
                    if (a < b && c != a && c != b) {
                        for (boolean product : new boolean[] {false, true}) {
                            if (isInformative(train, a, b) && holds(result(train, a, b, c, product), train)) {
                                rules.add(new Rule(
                                        "'" + train.columns().get(c).name() + "' is '"
                                                + train.columns().get(a).name() + (product ? "' times '" : "' plus '")
                                                + train.columns().get(b).name() + "'",
                                        result(tables.holdout(), a, b, c, product),
                                        result(tables.synthetic(), a, b, c, product)));
                            }
                        }
                    }
                }
            }
        }
        return rules;
    }

    /** Whether neither is nearly always 0 or 1, by which sums and products say nothing. */
    private static boolean isInformative(AuditTable table, int a, int b) {
        return IntStream.of(a, b).allMatch(c -> {
            double[] values = values(table, c);
            int first = Math.min(FIRST, values.length);
            return IntStream.range(0, first)
                            .filter(row -> values[row] != 0 && values[row] != 1 && !Double.isNaN(values[row]))
                            .count()
                    > 0.2 * first;
        });
    }

    private static IntPredicate result(AuditTable table, int a, int b, int c, boolean product) {
        double[] one = values(table, a);
        double[] other = values(table, b);
        double[] total = values(table, c);
        return row -> {
            double expected = product ? one[row] * other[row] : one[row] + other[row];
            // A rounding to hundredths, or half a unit in the sixth digit.
            return Double.isNaN(expected)
                    || Double.isNaN(total[row])
                    || Math.abs(expected - total[row]) <= Math.max(0.011, 5e-7 * Math.abs(expected));
        };
    }
}
