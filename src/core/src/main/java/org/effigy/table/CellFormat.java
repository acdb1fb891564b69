package org.effigy.table;

/**
 * The texts of a type whose values are ordered, and the whole numbers ("steps") that stand for the values: the number
 * itself for integers, multiples of the precision for numbers, days or seconds since 1970 for dates and times, 0 and 1
 * for booleans.
 */
sealed interface CellFormat permits IntegerFormat, DecimalFormat, BooleanFormat, DateFormat {
    /** What {@link #parse} returns for a text that is not of the type. */
    long NOT_OF_TYPE = Long.MIN_VALUE;

    /** The step of a text, or {@link #NOT_OF_TYPE}. */
    long parse(String text);

    /** The step of a number, or of days (dates) or seconds (times) since 1970; not NaN. {@link #NOT_OF_TYPE} if there is none. */
    long step(double value);

    /** The number of a step, or its days or seconds since 1970. */
    double value(long step);

    /** The text of a step: {@code parse(text(step)) == step}. */
    String text(long step);

    /** What a text must be, as in "is not ...". */
    String rule();
}
