package org.effigy.synth;

/**
 * How the hybrid spreads its budget; fixed once, from the study in {@code docs/decisions/0009-copula.md}.
 *
 * @param oneWay the share of the budget that the marginals of the ordered columns get
 * @param scatter the share that the scatter matrix gets; the rest is for the model of the nominal columns
 */
record HybridShares(double oneWay, double scatter) {
    static final HybridShares STANDARD = new HybridShares(.2, .4);
}
