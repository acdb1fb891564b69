package org.effigy.simulate;

/** The logistic function, the same to the last bit on every platform. */
final class Logistic {
    private Logistic() {}

    static double probability(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }
}
