package org.effigy.audit.learn;

/**
 * What a model says of some rows.
 *
 * @param scores by class, then row: the probability of that class; one array of numbers where a number is predicted.
 *     Not copied, not to be changed
 */
public record Predictions(double[][] scores) {
    /** @throws IllegalArgumentException if there is no array, or their lengths differ */
    public Predictions {
        if (scores.length == 0) {
            throw new IllegalArgumentException("predictions have at least one score a row");
        }
        for (double[] column : scores) {
            if (column.length != scores[0].length) {
                throw new IllegalArgumentException("predictions have a score of each class for each row");
            }
        }
    }

    /** The number of rows. */
    public int rows() {
        return scores[0].length;
    }

    /** The most probable class of each row; the first of equals. */
    public int[] decisions() {
        int[] decisions = new int[rows()];
        for (int row = 0; row < decisions.length; row++) {
            for (int c = 1; c < scores.length; c++) {
                if (scores[c][row] > scores[decisions[row]][row]) {
                    decisions[row] = c;
                }
            }
        }
        return decisions;
    }
}
