package org.effigy.audit.learn;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The true answers of some rows: a class each, or a number each.
 *
 * @param classes the class of each row, 0 .. count - 1; empty where numbers are predicted
 * @param count how many classes there are; 0 where numbers are predicted
 * @param numbers the number of each row; empty where classes are predicted. Neither array is copied, or may be changed
 */
public record Answers(int[] classes, int count, double[] numbers) {
    /** @throws IllegalArgumentException if a class is out of range, or a number is not finite */
    public Answers {
        if (IntStream.of(classes).anyMatch(c -> c < 0 || c >= count)) {
            throw new IllegalArgumentException("a true class is not one of the " + count + " of the task");
        }
        if (!DoubleStream.of(numbers).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a true number is missing or not finite: leave such rows out");
        }
    }

    /** A class for each row. */
    public static Answers ofClasses(int[] classes, int count) {
        return new Answers(classes, count, new double[0]);
    }

    /** A number for each row. */
    public static Answers ofNumbers(double[] numbers) {
        return new Answers(new int[0], 0, numbers);
    }

    /** Whether they are classes. */
    public boolean isNominal() {
        return count > 0;
    }

    /** The number of rows. */
    public int rows() {
        return isNominal() ? classes.length : numbers.length;
    }

    /** Which class all rows have, or -1 if they differ or are numbers or none. */
    int single() {
        return isNominal() && classes.length > 0 && IntStream.of(classes).allMatch(c -> c == classes[0])
                ? classes[0]
                : -1;
    }
}
