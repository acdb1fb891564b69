package org.effigy.table;

import java.util.List;

/**
 * Two values: step 1 for true, 0 for false.
 *
 * @param trueValues the texts of true; the first one is written
 * @param falseValues the texts of false; the first one is written
 */
record BooleanFormat(List<String> trueValues, List<String> falseValues) implements CellFormat {
    /** The Table Schema's default texts. */
    static final List<String> TRUE = List.of("true", "True", "TRUE", "1");

    /** The Table Schema's default texts. */
    static final List<String> FALSE = List.of("false", "False", "FALSE", "0");

    BooleanFormat {
        trueValues = List.copyOf(trueValues);
        falseValues = List.copyOf(falseValues);
        if (trueValues.isEmpty() || falseValues.isEmpty()) {
            throw new IllegalArgumentException("trueValues and falseValues need at least one text each");
        }
        for (String text : trueValues) {
            if (falseValues.contains(text)) {
                throw new IllegalArgumentException(
                        "'" + text + "' stands in trueValues and in falseValues: keep it in one");
            }
        }
    }

    @Override
    public long parse(String text) {
        return trueValues.contains(text) ? 1 : falseValues.contains(text) ? 0 : NOT_OF_TYPE;
    }

    @Override
    public long step(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e18 ? (long) value : NOT_OF_TYPE;
    }

    @Override
    public double value(long step) {
        return step;
    }

    @Override
    public String text(long step) {
        return (step == 1 ? trueValues : falseValues).get(0);
    }

    @Override
    public String rule() {
        return "one of " + trueValues + " or " + falseValues;
    }
}
