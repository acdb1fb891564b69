package org.effigy.synth;

/** Who is told how far long work has come. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (stage, done, of) -> {};

    /**
     * Called now and then by the thread that works.
     *
     * @param stage what is being done, as {@code "measure"}
     * @param done how much of it is done, in {@code 0 .. of}
     * @param of how much there is to do
     */
    void at(String stage, long done, long of);

    /**
     * Called after each round of a model that chooses what to measure.
     *
     * @param round from 1
     * @param measured what was chosen, as {@code "(age, sex)"}
     * @param error the share of rows that the model had in other cells of it than the answer says, noise included
     * @param spent the share of the budget that is spent, in {@code 0 .. 1}
     */
    default void round(int round, String measured, double error, double spent) {}

    /**
     * Called once for each marginal that a person asked for by name, when it is measured or given up. What it is told follows
     * from answers.
     *
     * @param marginal as {@code "(age, sex)"}
     * @param outcome as {@code "measured: ..."} or {@code "not measured: ..."}
     */
    default void asked(String marginal, String outcome) {}
}
