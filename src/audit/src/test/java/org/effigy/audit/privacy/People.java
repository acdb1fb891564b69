package org.effigy.audit.privacy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Schema;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/** Invented people: columns of all kinds that depend on one another, with missing cells. */
final class People {
    static final Schema SCHEMA = Schema.of(List.of(
            Field.builder("age", FieldType.INTEGER).minimum("0").maximum("99").build(),
            Field.builder("region", FieldType.STRING)
                    .categories(labels("r", 12))
                    .build(),
            Field.builder("job", FieldType.STRING).categories(labels("j", 8)).build(),
            Field.builder("income", FieldType.NUMBER)
                    .minimum("0")
                    .maximum("1000")
                    .build(),
            Field.builder("score", FieldType.NUMBER).minimum("0").maximum("1").build(),
            Field.builder("code", FieldType.STRING).categories(labels("c", 5)).build()));

    private People() {}

    private static List<String> labels(String letter, int count) {
        return IntStream.range(0, count).mapToObj(i -> letter + i).toList();
    }

    /** So many people. */
    static Table draw(int rows, SplittableRandom random) {
        IntColumn age = IntColumn.create("age");
        StringColumn region = StringColumn.create("region");
        StringColumn job = StringColumn.create("job");
        DoubleColumn income = DoubleColumn.create("income");
        DoubleColumn score = DoubleColumn.create("score");
        StringColumn code = StringColumn.create("code");
        for (int row = 0; row < rows; row++) {
            int years = random.nextInt(60) + random.nextInt(40);
            int place = Math.min(random.nextInt(12), random.nextInt(12));
            int work = (years / 20 + random.nextInt(4)) % 8;
            age.append(years);
            region.append("r" + place);
            if (random.nextInt(20) == 0) {
                job.appendMissing();
                income.appendMissing();
            } else {
                job.append("j" + work);
                income.append(Math.rint(100 * (1 + work) * Math.pow(random.nextDouble(), 2)) / 10);
            }
            score.append(random.nextDouble());
            code.append("c" + (place + random.nextInt(2)) % 5);
        }
        return Table.create(age, region, job, income, score, code);
    }

    /** Fresh people, the first of whom are replaced by so many rows of a table. */
    static Table withCopies(int rows, Table of, int copies, SplittableRandom random) {
        return rows(of, copies).append(draw(rows - copies, random));
    }

    /** The first rows. */
    static Table rows(Table table, int count) {
        return table.where(Selection.withRange(0, count));
    }

    /** Each of these rows with one cell from another person. */
    static Table changed(Table table, SplittableRandom random) {
        Table others = draw(table.rowCount(), random);
        Table changed = table.copy();
        for (int row = 0; row < table.rowCount(); row++) {
            switch (random.nextInt(6)) {
                case 0 -> changed.intColumn(0).set(row, others.intColumn(0).getInt(row));
                case 1 ->
                    changed.stringColumn(1).set(row, others.stringColumn(1).get(row));
                case 2 ->
                    changed.stringColumn(2).set(row, others.stringColumn(2).get(row));
                case 3 ->
                    changed.doubleColumn(3).set(row, others.doubleColumn(3).getDouble(row));
                case 4 ->
                    changed.doubleColumn(4).set(row, others.doubleColumn(4).getDouble(row));
                default ->
                    changed.stringColumn(5).set(row, others.stringColumn(5).get(row));
            }
        }
        return changed;
    }

    /** Each number moved by up to so much of its range. */
    static Table jittered(Table table, double share, SplittableRandom random) {
        Table moved = table.copy();
        for (int row = 0; row < table.rowCount(); row++) {
            moved.intColumn(0).set(row, (int)
                    Math.rint(table.intColumn(0).getInt(row) + 99 * share * (2 * random.nextDouble() - 1)));
            moved.doubleColumn(3)
                    .set(row, table.doubleColumn(3).getDouble(row) + 1000 * share * (2 * random.nextDouble() - 1));
            moved.doubleColumn(4)
                    .set(row, table.doubleColumn(4).getDouble(row) + share * (2 * random.nextDouble() - 1));
        }
        return moved;
    }

    /** The columns turned round. */
    static Table turned(Table table) {
        List<String> names = new ArrayList<>(table.columnNames());
        Collections.reverse(names);
        return table.selectColumns(names.toArray(String[]::new));
    }

    /** A table in which each column has one value. */
    static Table constant(int rows) {
        Table one = draw(1, new SplittableRandom(3));
        Table all = one.emptyCopy();
        IntStream.range(0, rows).forEach(i -> all.append(one));
        return all;
    }

    /** A table without a value. */
    static Table missing(int rows) {
        Table table = draw(rows, new SplittableRandom(3));
        table.columns().forEach(column -> IntStream.range(0, rows).forEach(column::setMissing));
        return table;
    }
}
