package org.effigy.audit.utility;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.effigy.table.Bins;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Role;
import org.effigy.table.Schema;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/** A small invented population: related columns, gaps, typing errors, rare categories, a rare class, a long tail. */
public final class World {
    public static final Schema SCHEMA = Schema.of(List.of(
            Field.builder("account", FieldType.INTEGER).role(Role.UNIT).build(),
            Field.builder("day", FieldType.INTEGER).minimum("0").maximum("999").build(),
            Field.builder("age", FieldType.INTEGER).minimum("0").maximum("99").build(),
            Field.builder("pay", FieldType.NUMBER)
                    .minimum("0")
                    .maximum("5000")
                    .precision(1)
                    .bins(new Bins.Edges(List.of("0", "5", "10", "20", "40", "80", "160", "5000")))
                    .build(),
            Field.builder("job", FieldType.STRING)
                    .categories(List.of("clerk", "smith", "cook", "judge", "diver"))
                    .build(),
            Field.builder("town", FieldType.STRING)
                    .categories(List.of("north", "south", "east"))
                    .build(),
            Field.builder("fraud", FieldType.STRING)
                    .categories(List.of("no", "yes"))
                    .role(Role.TARGET)
                    .build()));

    private World() {}

    /** Random people; the same for the same seed. */
    public static Table people(long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        IntColumn account = IntColumn.create("account");
        IntColumn day = IntColumn.create("day");
        IntColumn age = IntColumn.create("age");
        DoubleColumn pay = DoubleColumn.create("pay");
        StringColumn job = StringColumn.create("job");
        StringColumn town = StringColumn.create("town");
        StringColumn fraud = StringColumn.create("fraud");
        String[] jobs = {"clerk", "smith", "cook", "judge"};
        String[] towns = {"north", "south", "east"};
        for (int row = 0; row < rows; row++) {
            account.append((int) (seed % 1000) * 100_000 + row);
            day.append(random.nextInt(1000));
            int years = (int) Math.max(16, Math.min(99, 45 + 14 * normal(random)));
            age.append(years);
            double wage = Math.rint(10 * Math.exp(2 + 0.02 * years + 0.8 * normal(random))) / 10;
            if (random.nextDouble() < 0.06) {
                pay.appendMissing();
            } else {
                pay.append(Math.min(5000, wage));
            }
            int place = years < 30 ? 0 : years < 50 ? 1 : 2;
            int work = random.nextDouble() < 0.6 ? place : random.nextInt(4);
            job.append(random.nextDouble() < 0.006 ? "diver" : jobs[work]);
            town.append(
                    random.nextDouble() < 0.015
                            ? "nroth"
                            : random.nextDouble() < 0.6 ? towns[Math.min(2, work)] : towns[random.nextInt(3)]);
            fraud.append(random.nextDouble() < (work == 3 ? 0.2 : 0.02) ? "yes" : "no");
        }
        return Table.create(account, day, age, pay, job, town, fraud);
    }

    private static double normal(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    /** The rows for which a condition holds. */
    public static Table where(Table table, IntPredicate row) {
        return table.where(
                Selection.with(IntStream.range(0, table.rowCount()).filter(row).toArray()));
    }

    /** A column's cells in random order: its values stay, its relations go. */
    public static Table shuffled(Table table, String column, long seed) {
        Table copy = table.copy();
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> order = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            order.add(random.nextInt(order.size() + 1), row);
        }
        copy.replaceColumn(
                column,
                table.column(column)
                        .subset(order.stream().mapToInt(Integer::intValue).toArray())
                        .setName(column));
        return copy;
    }
}
