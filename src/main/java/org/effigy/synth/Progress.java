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
}
