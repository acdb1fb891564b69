package org.effigy.audit.learn;

import java.util.List;

/**
 * A way to learn a column from the others. What it does depends on the training rows alone: not on the number of
 * threads, the time, or the rows that it will be asked about.
 */
public interface Learner {
    /** Its name in figures and JSON, as {@code trees}. */
    String name();

    /** What it is, with its settings, for reports. */
    String description();

    /**
     * Learns from rows of which {@link Training} has seen to it that they can be learned from: at least one row, and at
     * least two classes or a number.
     */
    Model fit(Training training);

    /** Boosted trees, and a linear model. */
    static List<Learner> standard() {
        return List.of(new BoostedTrees(), new Linear());
    }
}
