package org.effigy.audit.learn;

/** From one probability a class, each learned against the rest, to probabilities that sum to 1. */
final class OneAgainstRest {
    private OneAgainstRest() {}

    /**
     * Scales to a sum of 1; of two classes the first is what the second leaves.
     *
     * @param scores by class, then row; null for a class that the training rows lack, which gets probability 0
     */
    static Predictions probabilities(double[][] scores, int rows) {
        double[][] scaled = new double[scores.length][rows];
        for (int row = 0; row < rows; row++) {
            if (scores.length == 2) {
                scaled[1][row] = scores[1][row];
                scaled[0][row] = 1 - scores[1][row];
                continue;
            }
            double sum = 0;
            for (double[] score : scores) {
                sum += score == null ? 0 : score[row];
            }
            for (int c = 0; c < scores.length; c++) {
                if (scores[c] != null) {
                    scaled[c][row] = sum > 0 ? scores[c][row] / sum : 1.0 / scores.length;
                }
            }
        }
        return new Predictions(scaled);
    }
}
