package org.effigy.audit.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/**
 * What is to be predicted: one column from all the others. A column of categories, or of numbers with at most two
 * values, has classes; another column of numbers is predicted as a number. Immutable.
 */
public final class Task {
    private static final int NO_CLASS = -1;

    private final String target;
    private final List<String> classes;
    private final double[] values;
    private final int[] classOfCode;
    private final boolean turned;

    private Task(String target, List<String> classes, double[] values, int[] classOfCode, boolean turned) {
        this.target = target;
        this.classes = List.copyOf(classes);
        this.values = values;
        this.classOfCode = classOfCode;
        this.turned = turned;
    }

    /**
     * The task of predicting a column, with the classes that occur in real tables. Of two classes the rarer comes second:
     * it is the positive one of ROC-AUC and PR-AUC.
     *
     * @param target the column's name
     * @param real tables that were coded together
     * @throws IllegalArgumentException if there is no such column, it is the only one, or has fewer than two values
     */
    public static Task of(String target, AuditTable... real) {
        if (real.length == 0) {
            throw new IllegalArgumentException("a task is made of at least one real table; there is none");
        }
        if (real[0].columns().size() < 2) {
            throw new IllegalArgumentException("column '" + target + "' can't be predicted: table '" + real[0].name()
                    + "' has no other column to predict it from");
        }
        List<AuditColumn> columns = new ArrayList<>();
        for (AuditTable table : real) {
            columns.add(table.column(target));
        }
        Task task =
                columns.get(0) instanceof AuditColumn.Categories ? nominal(target, columns) : numeric(target, columns);
        if (task.classes.size() != 2) {
            return task;
        }
        long[] rows = new long[2];
        for (AuditColumn column : columns) {
            for (int row = 0; row < column.rows(); row++) {
                int c = task.classOf(column, row);
                if (c != NO_CLASS) {
                    rows[c]++;
                }
            }
        }
        return rows[1] > rows[0] ? task.turned() : task;
    }

    /**
     * The same task with this class as the positive one: the second, if there are two.
     *
     * @throws IllegalArgumentException if there is no such class
     */
    public Task withPositive(String name) {
        return position(name) == 0 && classes.size() == 2 ? turned() : this;
    }

    private Task turned() {
        return new Task(target, List.of(classes.get(1), classes.get(0)), values, classOfCode, !turned);
    }

    private static Task nominal(String target, List<AuditColumn> columns) {
        List<String> labels = ((AuditColumn.Categories) columns.get(0)).labels();
        boolean[] seen = new boolean[labels.size()];
        for (AuditColumn column : columns) {
            for (int code : ((AuditColumn.Categories) column).codes()) {
                if (code != AuditColumn.Categories.MISSING) {
                    seen[code] = true;
                }
            }
        }
        int[] classOfCode = new int[labels.size()];
        Arrays.fill(classOfCode, NO_CLASS);
        List<String> classes = new ArrayList<>();
        for (int code = 0; code < seen.length; code++) {
            if (seen[code]) {
                classOfCode[code] = classes.size();
                classes.add(labels.get(code));
            }
        }
        requireTwo(target, classes.size());
        return new Task(target, classes, new double[0], classOfCode, false);
    }

    private static Task numeric(String target, List<AuditColumn> columns) {
        TreeSet<Double> distinct = new TreeSet<>();
        for (AuditColumn column : columns) {
            for (double value : ((AuditColumn.Numbers) column).values()) {
                if (!Double.isNaN(value) && distinct.size() < 3) {
                    distinct.add(value);
                }
            }
        }
        requireTwo(target, distinct.size());
        if (distinct.size() > 2) {
            return new Task(target, List.of(), new double[0], new int[0], false);
        }
        return new Task(
                target,
                distinct.stream().map(Task::text).toList(),
                distinct.stream().mapToDouble(Double::doubleValue).toArray(),
                new int[0],
                false);
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value) : "" + value;
    }

    private static void requireTwo(String target, int values) {
        if (values < 2) {
            throw new IllegalArgumentException("column '" + target + "' has " + values
                    + " value(s) in the real tables: a target needs at least two; name another");
        }
    }

    /** The name of the predicted column. */
    public String target() {
        return target;
    }

    /** Whether classes are predicted, not a number. */
    public boolean isNominal() {
        return !classes.isEmpty();
    }

    /** The classes' names; empty where a number is predicted. */
    public List<String> classes() {
        return classes;
    }

    /**
     * The number of a class.
     *
     * @throws IllegalArgumentException if there is none of this name, with those that there are
     */
    public int position(String name) {
        int position = classes.indexOf(Objects.requireNonNull(name, "name"));
        if (position < 0) {
            throw new IllegalArgumentException(
                    "target '" + target + "' has no class '" + name + "' in the real tables; it has " + classes);
        }
        return position;
    }

    /** The rows whose target is known: not missing and, if there are classes, one of them. */
    public AuditTable known(AuditTable table) {
        AuditColumn column = table.column(target);
        int[] rows = IntStream.range(0, column.rows())
                .filter(row -> isNominal() ? classOf(column, row) != NO_CLASS : !column.isMissing(row))
                .toArray();
        return rows.length == column.rows() ? table : table.select(rows);
    }

    /**
     * The true answers of a table whose targets are known.
     *
     * @throws IllegalArgumentException if one is not: see {@link #known}
     */
    public Answers answers(AuditTable table) {
        AuditColumn column = table.column(target);
        if (!isNominal()) {
            return Answers.ofNumbers(((AuditColumn.Numbers) column).values());
        }
        return Answers.ofClasses(
                IntStream.range(0, column.rows())
                        .map(row -> classOf(column, row))
                        .toArray(),
                classes.size());
    }

    private int classOf(AuditColumn column, int row) {
        if (column.isMissing(row)) {
            return NO_CLASS;
        }
        int c = column instanceof AuditColumn.Categories categories
                ? classOfCode[categories.codes()[row]]
                : Math.max(NO_CLASS, Arrays.binarySearch(values, ((AuditColumn.Numbers) column).values()[row]));
        return turned && c != NO_CLASS ? 1 - c : c;
    }
}
