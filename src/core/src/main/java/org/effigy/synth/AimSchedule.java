package org.effigy.synth;

import java.util.Optional;

/**
 * How AIM spreads its budget and its time; fixed once, from the study in {@code docs/decisions/0006-aim.md}.
 *
 * @param rounds how many rounds there would be if no round were dearer than the first
 * @param oneWayShare the share of the budget that the one-way marginals get before the first round
 * @param selectionShare the share of a round's budget that the choice gets, the measurement the rest
 * @param growth how much finer noise becomes when it hides what is left; 2 in the paper
 * @param penalty of a candidate's score, in units of what its own noise is expected to be off by; 1 in the paper, where
 *     answers are taken as they are and not drawn towards what was expected
 * @param askedShare the largest share of what is left after the one-way marginals that the marginals asked for by name may
 *     get together
 * @param askedError what a marginal asked for by name is paid down to, where that share allows it: how much its own noise
 *     is expected to be off by, as a multiple of the rows
 * @param coarse a pair of coarse columns may expect noise of about this share of the rows
 * @param hopeless candidates are left out whose own noise is expected to be off by more than this multiple of the rows
 * @param iterations of the estimator after a round
 * @param finalIterations of the estimator at the end
 * @param wide how pairs of a wide table are chosen, many at a time; absent where rounds choose one marginal each
 */
record AimSchedule(
        double rounds,
        double oneWayShare,
        double selectionShare,
        double growth,
        double penalty,
        double askedShare,
        double askedError,
        double coarse,
        double hopeless,
        int iterations,
        int finalIterations,
        Optional<WideShares> wide) {
    private static final int FEWEST = 6;

    /** For all triples, or pairs of few columns. */
    private static AimSchedule narrow(int columns) {
        return new AimSchedule(3.0 * columns, .4, .1, 2, .7, .5, .1, .25, .5, 30, 300, Optional.empty());
    }

    /** For pairs of many columns: more for the pairs, and finer bins. */
    static AimSchedule wide(int columns) {
        return new AimSchedule(3.0 * columns, .3, .1, 2, .7, .5, .1, 4, .5, 30, 300, Optional.of(WideShares.STANDARD));
    }

    /** For a workload over so many columns. */
    static AimSchedule standard(int columns, Workload workload) {
        int drawn = workload.drawn(columns);
        if (drawn < columns) {
            return narrow(drawn);
        }
        return columns > Workload.WIDE && workload.isOfPairs() ? wide(columns) : narrow(columns);
    }

    /**
     * About how many bins a coarse column should have.
     *
     * @param rows over what a count in a round is expected to be off by
     */
    int bins(double rows) {
        return (int) Math.max(FEWEST, Math.min(Integer.MAX_VALUE, Math.round(Math.sqrt(coarse * rows))));
    }
}
