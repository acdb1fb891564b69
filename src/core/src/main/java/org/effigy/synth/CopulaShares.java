package org.effigy.synth;

/**
 * How the copula spreads its budget; fixed once, from the study in {@code docs/decisions/0009-copula.md}.
 *
 * @param oneWay the share of the budget that the one-way marginals get; the rest is for correlations
 */
record CopulaShares(double oneWay) {
    static final CopulaShares STANDARD = new CopulaShares(.5);
}
