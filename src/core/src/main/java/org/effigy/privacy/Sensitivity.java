package org.effigy.privacy;

/**
 * How far a vector of whole-number answers can move between neighbouring tables. All three are exact whole numbers, so
 * nothing is lost to rounding before OpenDP is asked for the loss.
 *
 * @param l1 the largest sum of absolute changes
 * @param l2Squared the largest sum of squared changes
 * @param lInf the largest change of one entry
 */
public record Sensitivity(long l1, long l2Squared, long lInf) {
    /** @throws IllegalArgumentException if a number is negative, or they contradict each other */
    public Sensitivity {
        if (l1 < 0 || l2Squared < 0 || lInf < 0) {
            throw new IllegalArgumentException(
                    "a sensitivity is at least 0; these are " + l1 + ", " + l2Squared + ", " + lInf);
        }
        if (lInf > l1) {
            throw new IllegalArgumentException("one entry can't move by " + lInf + " when all move by " + l1);
        }
    }

    /** The Euclidean sensitivity, rounded up unless it is exact. */
    public double l2() {
        double root = Math.sqrt(l2Squared);
        return root == Math.rint(root) && (long) root * (long) root == l2Squared ? root : Math.nextUp(root);
    }
}
