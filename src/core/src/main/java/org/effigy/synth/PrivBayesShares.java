package org.effigy.synth;

/**
 * How PrivBayes spreads its budget and how large its tables are; fixed once, from the study in
 * {@code docs/decisions/0007-mst.md}.
 *
 * @param oneWay the share of the budget that the one-way marginals get
 * @param selection the share that the choices get, an equal part a round; the rest is for measuring, in equal parts
 * @param penalty how much of the noise that a measurement would bring counts against a candidate
 * @param usefulness a table is useful if a cell has on average this multiple of its noise in rows (theta in the paper)
 * @param degree the most parents of a column
 */
record PrivBayesShares(double oneWay, double selection, double penalty, double usefulness, int degree) {
    static final PrivBayesShares STANDARD = new PrivBayesShares(.4, .1, .2, 1, 3);
}
