package org.effigy.simulate;

/** The numbers of units and how they are written. */
final class Units {
    private Units() {}

    /**
     * {@code unit}, if it is one.
     *
     * @throws IllegalArgumentException if {@code unit} is not from 0 to {@link SimulatedTable#LAST_UNIT}
     */
    static long check(long unit) {
        if (unit < 0 || unit > SimulatedTable.LAST_UNIT) {
            throw new IllegalArgumentException("units are numbered from 0 to " + SimulatedTable.LAST_UNIT
                    + "; there is no unit " + unit + ": start at a lower one");
        }
        return unit;
    }

    /**
     * The ten digits that name a unit.
     *
     * @throws IllegalArgumentException if {@code unit} is not from 0 to {@link SimulatedTable#LAST_UNIT}
     */
    static String digits(long unit) {
        String digits = Long.toString(check(unit));
        return "0".repeat(10 - digits.length()) + digits;
    }

    /** The name of a unit's row: its digits and the row's number, from 1, in at least two. */
    static String row(String digits, int number) {
        return digits + (number < 10 ? "-0" : "-") + number;
    }
}
