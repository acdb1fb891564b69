package org.effigy.audit.privacy;

import java.util.Arrays;

/** Cuts rows into the parts of a {@link NeighbourTree}, and puts them into the order of the parts. */
final class TreeBuilder {
    private static final int LEAF = 64;
    private static final int SAMPLE = 48;

    private final double[] values;
    private final int columns;
    private final int[] order;
    private final double[] sample = new double[SAMPLE];
    private double cut;

    TreeBuilder(Points points, int[] order) {
        this.values = points.values();
        this.columns = points.columns();
        this.order = order;
    }

    TreeNode build() {
        TreeNode root = new TreeNode(0, order.length);
        divide(root);
        return root;
    }

    private void divide(TreeNode node) {
        if (node.to - node.from <= LEAF) {
            node.box = box(node);
            return;
        }
        int column = choose(node);
        if (column < 0) {
            node.allEqual = true;
            Arrays.sort(order, node.from, node.to);
            node.box = box(node);
            return;
        }
        int middle = partition(node, column);
        node.column = column;
        node.left = new TreeNode(node.from, middle);
        node.right = new TreeNode(middle, node.to);
        node.leftLow = end(node.left, column, -1);
        node.leftHigh = end(node.left, column, 1);
        node.rightLow = end(node.right, column, -1);
        node.rightHigh = end(node.right, column, 1);
        divide(node.left);
        divide(node.right);
    }

    /** The column and {@link #cut} after which to cut, judged by a sample of evenly spaced rows; -1 if all are equal. */
    private int choose(TreeNode node) {
        int rows = node.to - node.from;
        int size = Math.min(SAMPLE, rows);
        double best = 0;
        int chosen = -1;
        for (int column = 0; column < columns; column++) {
            for (int i = 0; i < size; i++) {
                int row = node.from + (int) ((long) i * rows / size);
                sample[i] = values[order[row] * columns + column];
            }
            Arrays.sort(sample, 0, size);
            if (sample[0] == sample[size - 1]) {
                continue;
            }
            for (int part = 1; part < 8; part++) {
                int split = boundary(size, size * part / 8);
                double gain = gain(size, split);
                if (gain > best) {
                    best = gain;
                    chosen = column;
                    cut = sample[split - 1];
                }
            }
        }
        return chosen >= 0 ? chosen : rare(node);
    }

    /** A column in which the sample is constant and the rows are not. */
    private int rare(TreeNode node) {
        for (int column = 0; column < columns; column++) {
            double first = values[order[node.from] * columns + column];
            for (int i = node.from + 1; i < node.to; i++) {
                double value = values[order[i] * columns + column];
                if (value != first) {
                    cut = Math.min(first, value);
                    return column;
                }
            }
        }
        return -1;
    }

    /** The place nearest to a wanted one at which the sorted sample changes. */
    private int boundary(int size, int wanted) {
        for (int step = 0; ; step++) {
            int up = wanted + step;
            int down = wanted - step;
            if (up > 0 && up < size && sample[up] != sample[up - 1]) {
                return up;
            }
            if (down > 0 && down < size && sample[down] != sample[down - 1]) {
                return down;
            }
        }
    }

    /** How far rows of one side are from the other side, over all pairs of a row and a row of the other side. */
    private double gain(int size, int split) {
        double left = 0;
        double right = 0;
        for (int i = 0; i < split; i++) {
            left += Math.min(1, sample[split] - sample[i]);
        }
        for (int i = split; i < size; i++) {
            right += Math.min(1, sample[i] - sample[split - 1]);
        }
        return left * (size - split) + right * split;
    }

    private int partition(TreeNode node, int column) {
        int left = node.from;
        int right = node.to - 1;
        while (left <= right) {
            if (values[order[left] * columns + column] <= cut) {
                left++;
            } else {
                int kept = order[left];
                order[left] = order[right];
                order[right] = kept;
                right--;
            }
        }
        return left;
    }

    private double[] box(TreeNode node) {
        double[] box = new double[2 * columns];
        for (int column = 0; column < columns && node.from < node.to; column++) {
            box[column] = end(node, column, -1);
            box[columns + column] = end(node, column, 1);
        }
        return box;
    }

    private double end(TreeNode node, int column, int sign) {
        double end = values[order[node.from] * columns + column];
        for (int i = node.from + 1; i < node.to; i++) {
            double value = values[order[i] * columns + column];
            end = sign < 0 ? Math.min(end, value) : Math.max(end, value);
        }
        return end;
    }
}
