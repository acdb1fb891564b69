package org.effigy.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects problems: the first ones whole, the rest as a number. The same thing in the same column is kept once. */
final class Problems {
    /** The problems that an exception shows. */
    static final int SHOWN = 10;

    private final List<Problem> first = new ArrayList<>();
    private final int limit;
    private final Map<String, Long> unread = new LinkedHashMap<>();
    private long count;
    private long rows;

    Problems(int limit) {
        this.limit = limit;
    }

    void add(Problem problem) {
        count++;
        if (first.size() == limit) {
            return;
        }
        boolean kept = first.stream()
                .anyMatch(other ->
                        other.rule().equals(problem.rule()) && other.column().equals(problem.column()));
        if (!kept) {
            first.add(problem);
        }
    }

    /** Counts a row. */
    void row() {
        rows++;
    }

    /** Counts a cell that is not as the schema says, and that missing cells could take the place of. */
    void unread(String column) {
        unread.merge(column, 1L, Long::sum);
    }

    /** The columns of which most cells are such ones: it is not the cells that are wrong. */
    private List<String> mostlyUnread() {
        return unread.entrySet().stream()
                .filter(column -> 2 * column.getValue() > rows)
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean any() {
        return count > 0;
    }

    long count() {
        return count;
    }

    /** The first ones, without the advice to make a column's cells missing if that would empty it. */
    List<Problem> first() {
        List<String> columns = mostlyUnread();
        return first.stream()
                .map(problem -> columns.contains(problem.column())
                        ? new Problem(
                                problem.file(),
                                problem.line(),
                                problem.column(),
                                problem.rule().replaceFirst(",? or let invalid values .*$", ""))
                        : problem)
                .toList();
    }

    /** @throws TableFormatException if there is any */
    void throwIfAny() {
        if (any()) {
            throw new TableFormatException(first(), count, mostlyUnread());
        }
    }
}
