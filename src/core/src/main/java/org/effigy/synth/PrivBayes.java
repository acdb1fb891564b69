package org.effigy.synth;

import java.util.List;
import java.util.Objects;
import org.effigy.domain.Factor;
import org.effigy.measure.PrivateTable;

/**
 * A Bayesian network with few parents a column (PrivBayes; Zhang et al. 2014, 2017), grown column by column: each round
 * chooses a column and its parents where they tell most about each other, and measures them together. Here with
 * zero-concentrated or pure noise, parents that were measured together, and the shared estimator. Claim and proof:
 * {@code docs/privacy/PrivBayes.md}.
 */
public final class PrivBayes implements Synthesizer {
    static final String NAME = "privbayes";

    private final long maxCells;
    private final PrivBayesShares shares;

    private PrivBayes(long maxCells, PrivBayesShares shares) {
        this.maxCells = maxCells;
        this.shares = Objects.requireNonNull(shares, "shares");
    }

    /** PrivBayes with a limit on the size of the model; the workload plays no part. */
    public static PrivBayes of(Settings settings) {
        return new PrivBayes(settings.maxCells(), PrivBayesShares.STANDARD);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long maxCells() {
        return maxCells;
    }

    @Override
    public Fit fit(PrivateTable table, List<Factor> zeros, Progress progress) {
        return new PrivBayesFit(table, zeros, maxCells, shares, progress).run();
    }
}
