package org.effigy.synth;

/**
 * How AIM spreads its budget over the pairs of a wide table; chosen on simulated tables, see
 * {@code docs/decisions/0017-wide-tables.md}.
 *
 * @param selection the share of the budget that the choice of a forest gets, an equal part a round
 * @param tree the share that its pairs get when they are first measured
 * @param reserve the share that is kept to measure all pairs once more
 * @param pick the share of a later pair's price that its choice gets, its measurement the rest
 * @param penalty how much of the noise that a measurement would bring counts against a pair
 * @param power a pair's part of what several are measured with is proportional to its number of cells to this power
 * @param worth noise of a later pair may move this share of the rows before its choice is paid more: what large budgets
 *     leave is spent on more pairs and not on finer ones
 * @param batch how many pairs are chosen between two estimates, as a share of the columns
 */
record WideShares(
        double selection,
        double tree,
        double reserve,
        double pick,
        double penalty,
        double power,
        double worth,
        double batch) {
    static final WideShares STANDARD = new WideShares(.07, .35, .1, .2, .2, 2.0 / 3, .2, .1);
}
