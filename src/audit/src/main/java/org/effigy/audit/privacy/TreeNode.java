package org.effigy.audit.privacy;

/** A part of the rows of a {@link NeighbourTree}; {@code left} is null in a leaf. */
final class TreeNode {
    final int from;
    final int to;
    int column;
    TreeNode left;
    TreeNode right;
    double leftLow;
    double leftHigh;
    double rightLow;
    double rightHigh;
    boolean allEqual;
    /** A leaf's ends in all columns, the low ones first. */
    double[] box;

    TreeNode(int from, int to) {
        this.from = from;
        this.to = to;
    }
}
