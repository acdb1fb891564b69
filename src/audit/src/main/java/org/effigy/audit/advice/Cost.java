package org.effigy.audit.advice;

/**
 * What wrong decisions cost, in any unit.
 *
 * @param falseAlarm of calling a row rare that isn't
 * @param miss of not calling one that is
 */
public record Cost(double falseAlarm, double miss) {
    /** Both alike. */
    public static final Cost EVEN = new Cost(1, 1);

    /** @throws IllegalArgumentException if one is not above 0 and finite */
    public Cost {
        if (!(falseAlarm > 0 && miss > 0 && falseAlarm < Double.POSITIVE_INFINITY && miss < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a false alarm and a miss cost more than 0 each; they are " + falseAlarm + " and " + miss);
        }
    }
}
