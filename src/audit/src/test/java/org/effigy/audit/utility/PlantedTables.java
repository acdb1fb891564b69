package org.effigy.audit.utility;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Origin;
import org.effigy.audit.UtilityOptions;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.learn.Subsample;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Role;
import org.effigy.table.Schema;

/**
 * Rows of a known law. x is uniform; kind has four categories; group has two, of equal size, and so has sex, which means
 * nothing; noise means nothing. The answer "yes" has log odds 4 x - 3.5 + (kind is a) + 0.5 (group is p): a third of the
 * rows. The level is "rare" where x is above 0.93, but for a tenth, else "low" or "high" by x above 0.5.
 */
public final class PlantedTables {
    public static final Schema SCHEMA = Schema.of(List.of(
            field("x", FieldType.NUMBER, Role.PLAIN),
            field("kind", FieldType.STRING, Role.PLAIN),
            field("group", FieldType.STRING, Role.SENSITIVE),
            field("noise", FieldType.NUMBER, Role.PLAIN),
            field("answer", FieldType.STRING, Role.TARGET)));

    private static final List<String> KINDS = List.of("a", "b", "c", "d");
    private static final List<String> GROUPS = List.of("p", "q");
    private static final List<String> ANSWERS = List.of("no", "yes");
    private static final List<String> LEVELS = List.of("low", "high", "rare");

    private PlantedTables() {}

    private static Field field(String name, FieldType type, Role role) {
        return Field.builder(name, type).role(role).build();
    }

    /** Rows with the answer as the last column. */
    public static AuditTable rows(String name, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = random.doubles(rows).toArray();
        int[] kind = random.ints(rows, 0, 4).toArray();
        int[] group = random.ints(rows, 0, 2).toArray();
        double[] noise = random.doubles(rows).toArray();
        int[] answer = IntStream.range(0, rows)
                .map(i -> {
                    double odds = 4 * x[i] - 3.5 + (kind[i] == 0 ? 1 : 0) + (group[i] == 0 ? 0.5 : 0);
                    return random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
                })
                .toArray();
        return new AuditTable(
                name,
                List.of(
                        new AuditColumn.Numbers(field("x", FieldType.NUMBER, Role.PLAIN), x),
                        categories("kind", kind, KINDS),
                        categories("group", group, GROUPS),
                        new AuditColumn.Numbers(field("noise", FieldType.NUMBER, Role.PLAIN), noise),
                        categories("answer", answer, ANSWERS)),
                Optional.empty());
    }

    /** The same with the level in place of the answer. */
    public static AuditTable levels(String name, int rows, long seed) {
        AuditTable table = rows(name, rows, seed);
        SplittableRandom random = new SplittableRandom(seed + 1);
        double[] x = numbers(table, "x");
        int[] level = IntStream.range(0, rows)
                .map(i -> x[i] > 0.93 && random.nextInt(10) > 0 ? 2 : x[i] > 0.5 ? 1 : 0)
                .toArray();
        return with(table, "answer", categories("answer", level, LEVELS));
    }

    /** The same with a number in place of the answer: 3 x + half of noise's own noise. */
    public static AuditTable amounts(String name, int rows, long seed) {
        AuditTable table = rows(name, rows, seed);
        SplittableRandom random = new SplittableRandom(seed + 2);
        double[] x = numbers(table, "x");
        double[] amount = IntStream.range(0, rows)
                .mapToDouble(i -> 3 * x[i] + random.nextDouble())
                .toArray();
        return with(table, "answer", new AuditColumn.Numbers(field("answer", FieldType.NUMBER, Role.TARGET), amount));
    }

    public static AuditColumn categories(String name, int[] codes, List<String> labels) {
        return new AuditColumn.Categories(field(name, FieldType.STRING, Role.PLAIN), codes, labels, labels.size());
    }

    public static double[] numbers(AuditTable table, String name) {
        return ((AuditColumn.Numbers) table.column(name)).values();
    }

    public static int[] codes(AuditTable table, String name) {
        return ((AuditColumn.Categories) table.column(name)).codes();
    }

    /** The table with another column in the place of one. */
    public static AuditTable with(AuditTable table, String name, AuditColumn column) {
        return new AuditTable(
                table.name(),
                table.columns().stream()
                        .map(old -> old.name().equals(name) ? column : old)
                        .toList(),
                table.units());
    }

    /** The table with the cells of one column in another order: its relations are gone. */
    public static AuditTable shuffled(AuditTable table, String name, long seed) {
        int rows = table.rows();
        double[] keys = new SplittableRandom(seed).doubles(rows).toArray();
        int[] order = IntStream.range(0, rows)
                .boxed()
                .sorted((a, b) -> Double.compare(keys[a], keys[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        return with(table, name, table.column(name).select(order));
    }

    /** Train and holdout of the law, and a synthetic table that is a fresh sample of it with a fault planted. */
    public static UtilityTables tables(int rows, long seed, UnaryOperator<AuditTable> fault) {
        return tables(
                rows("train", rows, seed),
                rows("holdout", rows, seed + 10),
                fault.apply(rows("synthetic", rows, seed + 20)));
    }

    public static UtilityTables tables(AuditTable train, AuditTable holdout, AuditTable synthetic) {
        return new UtilityTables(
                SCHEMA,
                train,
                holdout,
                synthetic,
                Optional.empty(),
                Origin.UNMARKED,
                Origin.synthetic(1),
                UtilityOptions.DEFAULT);
    }

    /** Half of the rows, at random. */
    public static boolean[] half(int rows, long seed) {
        boolean[] half = new boolean[rows];
        IntStream.of(Subsample.of(rows, rows / 2, seed)).forEach(row -> half[row] = true);
        return half;
    }
}
