package org.effigy.model;

/** Finds the code of a latent value: how many of the cuts are at or below it. */
final class CutPoints {
    private static final double REACH = 5;
    private static final int STEPS = 32;

    private final double[] cuts;
    /** By step of the value: a code that is not above the one sought, so that few cuts are left to pass. */
    private final int[] guide;

    private CutPoints(double[] cuts, int[] guide) {
        this.cuts = cuts;
        this.guide = guide;
    }

    /** Of ascending cuts; kept, not copied. */
    static CutPoints of(double[] cuts) {
        int[] guide = new int[(int) (2 * REACH * STEPS) + 1];
        int code = 0;
        for (int step = 0; step < guide.length; step++) {
            while (code < cuts.length && cuts[code] < step / (double) STEPS - REACH) {
                code++;
            }
            guide[step] = code;
        }
        // Below the reach nothing is known.
        guide[0] = 0;
        return new CutPoints(cuts, guide);
    }

    int code(double value) {
        double place = (value + REACH) * STEPS;
        int code = guide[place > 0 ? (int) Math.min(place, guide.length - 1) : 0];
        while (code < cuts.length && cuts[code] <= value) {
            code++;
        }
        return code;
    }
}
