package org.effigy.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The units of rows, numbered from 0 in the order of first appearance. Not for use by several threads. */
final class UnitIds {
    private final boolean whole;
    private final Spelling spelling;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private int[] units = new int[1024];
    private int rows;

    /**
     * Units named by a field: {@code 7} and {@code 007} are one unit if its type is integer or its declared spellings say
     * so, else two.
     */
    UnitIds(Field field) {
        this.whole = field.type() == FieldType.INTEGER;
        this.spelling = field.spelling();
    }

    /** Appends the unit that a reader has just read. */
    void append(CellReader cell) {
        Object key = whole ? (Object) cell.step() : spelling.key(cell.text());
        Integer number = numbers.get(key);
        if (number == null) {
            number = numbers.size();
            numbers.put(key, number);
        }
        if (rows == units.length) {
            units = Arrays.copyOf(units, rows + (rows >> 1));
        }
        units[rows++] = number;
    }

    /** The unit of each row so far. */
    int[] toArray() {
        return Arrays.copyOf(units, rows);
    }
}
