package org.effigy.synth;

/**
 * How MST spreads its budget; fixed once, from the study in {@code docs/decisions/0007-mst.md}.
 *
 * @param oneWay the share of the budget that the one-way marginals get
 * @param selection the share that the choice of pairs gets, an equal part a round; the rest is for measuring them
 * @param penalty how much of the noise that a measurement would bring counts against a pair
 * @param power a chosen pair's part of the rest is proportional to its number of cells to this power
 */
record MstShares(double oneWay, double selection, double penalty, double power) {
    static final MstShares STANDARD = new MstShares(.5, .1, .2, 2.0 / 3);
}
