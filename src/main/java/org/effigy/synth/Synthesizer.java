package org.effigy.synth;

import org.effigy.measure.PrivateTable;

/** A way to make a model of a table that it sees only through the door. */
public sealed interface Synthesizer permits Independent {
    /** The name by which a person asks for it, as {@code "independent"}. */
    String name();

    /**
     * Spends what the table's release has left, and estimates a distribution from the answers.
     *
     * @throws org.effigy.privacy.BudgetExceededException if the release is spent already
     */
    Fit fit(PrivateTable table, Progress progress);

    /**
     * The synthesizer of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Synthesizer named(String name) {
        if (name.equals(Independent.NAME)) {
            return new Independent();
        }
        throw new IllegalArgumentException("there is no model '" + name + "'; there is: " + Independent.NAME);
    }
}
