package org.effigy.synth;

import java.util.List;
import java.util.Objects;
import org.effigy.domain.Factor;
import org.effigy.measure.PrivateTable;

/**
 * The maximum spanning tree mechanism (McKenna, Miklau, Sheldon 2021): measures one-way marginals, chooses the pairs
 * that a tree of columns needs most, measures those, and takes columns as independent given their neighbours in the
 * tree. Robust for small budgets, and of any width. Claim and proof: {@code docs/privacy/Mst.md}.
 */
public final class Mst implements Synthesizer {
    static final String NAME = "mst";

    private final long maxCells;
    private final MstShares shares;

    private Mst(long maxCells, MstShares shares) {
        this.maxCells = maxCells;
        this.shares = Objects.requireNonNull(shares, "shares");
    }

    /** MST with a limit on the size of the model; the workload plays no part. */
    public static Mst of(Settings settings) {
        return new Mst(settings.maxCells(), MstShares.STANDARD);
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
        return new MstFit(table, zeros, maxCells, shares, progress).run();
    }
}
