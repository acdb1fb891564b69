package org.effigy.table;

import java.util.ArrayList;
import java.util.List;

/** Collects problems: the first ones whole, the rest as a number. The same thing in the same column is kept once. */
final class Problems {
    /** The problems that an exception shows. */
    static final int SHOWN = 10;

    private final List<Problem> first = new ArrayList<>();
    private final int limit;
    private long count;

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

    boolean any() {
        return count > 0;
    }

    long count() {
        return count;
    }

    List<Problem> first() {
        return List.copyOf(first);
    }

    /** @throws TableFormatException if there is any */
    void throwIfAny() {
        if (any()) {
            throw new TableFormatException(first, count);
        }
    }
}
