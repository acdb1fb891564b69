package org.effigy.table;

import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * What a column can hold, in order, known from the schema alone: each value, or bin of values, has a code
 * {@code 0 .. size - 1}. The last code is for a missing cell where the field isn't required. Immutable.
 */
public sealed interface ColumnCodec permits CategoryCodec, IntervalCodec {
    /** The number of codes, the one for missing cells included. */
    int size();

    /** The code of a missing cell, the last one; empty if the field is required. */
    OptionalInt missing();

    /** Whether neighbouring codes hold neighbouring values (the code for missing cells apart). */
    boolean isOrdered();

    /**
     * The code of a cell's text.
     *
     * @throws IllegalArgumentException if the schema doesn't allow the text
     */
    int encode(String text);

    /**
     * A text that has this code: a value drawn uniformly from the code's bin, at the declared precision. {@code
     * encode(decode(code, random)) == code}.
     *
     * @throws IndexOutOfBoundsException if the code is not in {@code 0 .. size - 1}
     */
    String decode(int code, RandomGenerator random);

    /**
     * What a code stands for, to be read by people: {@code Private}, {@code 20 .. 29}, {@code missing}.
     *
     * @throws IndexOutOfBoundsException if the code is not in {@code 0 .. size - 1}
     */
    String label(int code);
}
