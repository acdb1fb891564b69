package org.effigy.audit.advice;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.table.Field;
import org.effigy.table.FieldType;

/** Invented payments, about one in seven of them fraud, by amount, hour and shop. */
final class Fraud {
    static final List<String> SHOPS = List.of("food", "games", "fuel", "travel");
    static final List<String> CLASSES = List.of("no", "yes");

    private Fraud() {}

    static AuditTable rows(String name, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] amount = new double[rows];
        double[] hour = new double[rows];
        double[] age = new double[rows];
        int[] shop = new int[rows];
        int[] fraud = new int[rows];
        for (int row = 0; row < rows; row++) {
            shop[row] = random.nextInt(4);
            amount[row] = Math.exp(3 + .5 * random.nextGaussian() + .5 * shop[row]);
            hour[row] = random.nextInt(24);
            age[row] = 10 + 2 * hour[row] + random.nextInt(40);
            double odds = -6
                    + 1.6 * (Math.log(amount[row]) - 3)
                    + .25 * (12 - hour[row])
                    + (shop[row] == 1 ? 2.5 : 0)
                    + .04 * age[row];
            fraud[row] = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
        }
        return table(name, amount, hour, age, shop, fraud);
    }

    static AuditTable table(String name, double[] amount, double[] hour, double[] age, int[] shop, int[] fraud) {
        return new AuditTable(
                name,
                List.of(
                        new AuditColumn.Numbers(number("amount"), amount),
                        new AuditColumn.Numbers(number("hour"), hour),
                        new AuditColumn.Numbers(number("age"), age),
                        new AuditColumn.Categories(
                                Field.builder("shop", FieldType.STRING).build(), shop, SHOPS, 4),
                        new AuditColumn.Categories(
                                Field.builder("fraud", FieldType.STRING).build(), fraud, CLASSES, 2)),
                Optional.empty());
    }

    private static Field number(String name) {
        return Field.builder(name, FieldType.NUMBER).build();
    }

    /** The same cells, each column in an order of its own: no column says anything of another. */
    static AuditTable shuffled(AuditTable table, long seed) {
        List<AuditColumn> columns = table.columns().stream()
                .map(column ->
                        column.select(order(table.rows(), seed + column.name().hashCode())))
                .toList();
        return new AuditTable(table.name(), columns, Optional.empty());
    }

    private static int[] order(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** The same rows with the classes swapped. */
    static AuditTable swapped(AuditTable table) {
        int[] codes = ((AuditColumn.Categories) table.column("fraud")).codes();
        int[] other = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            other[i] = 1 - codes[i];
        }
        return with(table, new AuditColumn.Categories(table.column("fraud").field(), other, CLASSES, 2));
    }

    /** With another column in the place of the one of its name. */
    static AuditTable with(AuditTable table, AuditColumn column) {
        return new AuditTable(
                table.name(),
                table.columns().stream()
                        .map(old -> old.name().equals(column.name()) ? column : old)
                        .toList(),
                table.units());
    }
}
