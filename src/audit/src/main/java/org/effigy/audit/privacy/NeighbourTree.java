package org.effigy.audit.privacy;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * References in a tree that is cut in two again and again, each time by the column that keeps the two sides furthest
 * apart (a k-d tree: Bentley 1975, for a sum over columns of distances from 0 to 1). A part knows its ends in the column
 * that it was cut by; what a query lies outside them is a bound on the distance from all its rows, column by column. The
 * last parts know their ends in all columns.
 *
 * <p>The search is exact: a part is passed over only when its bound is above the distance already found. So is a row of
 * which too many categories differ, which are compared eight at once, a byte each. Memory is the rows once more and a few
 * numbers a row. Immutable.
 */
final class NeighbourTree {
    /** The bounds are sums in another order than the distances; far above that rounding, far below any distance. */
    private static final double ROUNDING = 1e-9;

    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

    /** The last byte of -1, a missing category. */
    private static final int MISSING_BYTE = 0xff;

    private final int columns;
    private final int[] categories;
    private final int[] numbers;
    private final int words;
    private final int[] order;
    /** The numbers, row by row. */
    private final double[] values;
    /** The last byte of each category, row by row, eight in a word: where bytes differ categories do. */
    private final long[] packed;
    /** The categories, row by row. */
    private final int[] codes;

    /** Whether the last bytes of the references' categories tell them apart. */
    private final boolean bytesSuffice;

    private final TreeNode root;

    private NeighbourTree(Points ordered, int[] order, TreeNode root) {
        this.columns = ordered.columns();
        this.categories = IntStream.range(0, columns)
                .filter(column -> ordered.categories()[column])
                .toArray();
        this.numbers = IntStream.range(0, columns)
                .filter(column -> !ordered.categories()[column])
                .toArray();
        this.words = (categories.length + Long.BYTES - 1) / Long.BYTES;
        this.order = order;
        int rows = order.length;
        this.values = new double[Math.multiplyExact(rows, numbers.length)];
        this.packed = new long[Math.multiplyExact(rows, words)];
        this.codes = new int[Math.multiplyExact(rows, categories.length)];
        for (int row = 0; row < rows; row++) {
            split(ordered.values(), row * columns, row, values, packed, codes);
        }
        this.bytesSuffice = bytesSuffice(codes);
        this.root = root;
    }

    static NeighbourTree of(Points points) {
        int[] order = new int[points.rows()];
        Arrays.setAll(order, i -> i);
        TreeNode root = new TreeBuilder(points, order).build();
        return new NeighbourTree(points.select(order), order, root);
    }

    private static boolean bytesSuffice(int[] codes) {
        return IntStream.of(codes).allMatch(code -> code < MISSING_BYTE);
    }

    /** Splits a row that starts somewhere into its numbers and categories, and puts them at a row's place. */
    private void split(double[] from, int start, int row, double[] toValues, long[] toPacked, int[] toCodes) {
        for (int i = 0; i < numbers.length; i++) {
            toValues[row * numbers.length + i] = from[start + numbers[i]];
        }
        for (int i = 0; i < categories.length; i++) {
            int code = (int) from[start + categories[i]];
            toCodes[row * categories.length + i] = code;
            toPacked[row * words + i / Long.BYTES] |= (long) (code & 0xff) << (i % Long.BYTES * Byte.SIZE);
        }
    }

    /** One thread's search; the nearest of a query so far are kept in place, and read after {@link #search}. */
    final class Search {
        private final int count;
        private final double[] outside = new double[columns];
        private final double[] nearest;
        private final int[] rows;
        private final double[] query = new double[columns];
        private final double[] queryNumbers = new double[numbers.length];
        private final long[] queryPacked = new long[words];
        private final int[] queryCodes = new int[categories.length];
        private boolean exact;
        private int excluded;

        Search(int count) {
            this.count = count;
            this.nearest = new double[count];
            this.rows = new int[count];
        }

        /**
         * Finds the nearest references.
         *
         * @param points the query is one of them
         * @param row the query's row
         * @param without a reference that doesn't count; -1 for none
         */
        void search(Points points, int row, int without) {
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            Arrays.fill(rows, -1);
            Arrays.fill(outside, 0);
            System.arraycopy(points.values(), row * columns, query, 0, columns);
            Arrays.fill(queryPacked, 0);
            split(query, 0, 0, queryNumbers, queryPacked, queryCodes);
            exact = bytesSuffice && bytesSuffice(queryCodes);
            excluded = without;
            if (order.length > 0) {
                visit(root, 0);
            }
        }

        /** Puts the result into its place among those of all queries. */
        void store(double[] distances, int[] references, int place) {
            System.arraycopy(nearest, 0, distances, place, count);
            System.arraycopy(rows, 0, references, place, count);
        }

        private void visit(TreeNode node, double bound) {
            if (node.left == null) {
                scan(node);
                return;
            }
            int column = node.column;
            double value = query[column];
            double before = outside[column];
            double left = beyond(value, node.leftLow, node.leftHigh);
            double right = beyond(value, node.rightLow, node.rightHigh);
            double leftBound = bound - before + left;
            double rightBound = bound - before + right;
            boolean leftFirst = leftBound <= rightBound;
            outside[column] = leftFirst ? left : right;
            double first = leftFirst ? leftBound : rightBound;
            if (first <= nearest[count - 1] + ROUNDING) {
                visit(leftFirst ? node.left : node.right, first);
            }
            double second = leftFirst ? rightBound : leftBound;
            if (second <= nearest[count - 1] + ROUNDING) {
                outside[column] = leftFirst ? right : left;
                visit(leftFirst ? node.right : node.left, second);
            }
            outside[column] = before;
        }

        private void scan(TreeNode node) {
            double bound = 0;
            for (int column = 0; column < columns; column++) {
                bound += beyond(query[column], node.box[column], node.box[columns + column]);
            }
            if (bound > nearest[count - 1] + ROUNDING) {
                return;
            }
            // Of equal rows, the lowest are the first; one more than wanted, as one may be excluded.
            int to = node.allEqual ? Math.min(node.to, node.from + count + 1) : node.to;
            double others = 0;
            for (int number : numbers) {
                others += beyond(query[number], node.box[number], node.box[columns + number]);
            }
            double worst = nearest[count - 1];
            int most = most(worst, others);
            for (int i = node.from; i < to; i++) {
                int differing = differing(i);
                if (differing <= most) {
                    compare(i, differing, worst);
                    worst = nearest[count - 1];
                    most = most(worst, others);
                }
            }
        }

        /** How many categories may differ, where the numbers add so much at least. */
        private int most(double worst, double others) {
            return (int) Math.min(columns, worst - others + ROUNDING);
        }

        private int differing(int row) {
            int differing = 0;
            int start = row * words;
            for (int word = 0; word < queryPacked.length; word++) {
                long bits = packed[start + word] ^ queryPacked[word];
                // The highest bit of each byte that is not zero.
                differing += Long.bitCount(((bits & LOW_BITS) + LOW_BITS | bits) & ~LOW_BITS);
            }
            return differing;
        }

        private void compare(int row, int bytesDiffering, double worst) {
            int differing = exact ? bytesDiffering : codesDiffering(row);
            double distance = 0;
            int start = row * queryNumbers.length;
            for (int i = 0; i < queryNumbers.length && differing + distance <= worst; i++) {
                double difference = Math.abs(queryNumbers[i] - values[start + i]);
                // Not Math.min: what it does for NaN and -0 costs more than the rest of the loop.
                distance += difference < 1 ? difference : 1;
            }
            if (differing + distance <= worst && order[row] != excluded) {
                insert(differing + distance, order[row]);
            }
        }

        private int codesDiffering(int row) {
            int differing = 0;
            int start = row * queryCodes.length;
            for (int i = 0; i < queryCodes.length; i++) {
                differing += codes[start + i] == queryCodes[i] ? 0 : 1;
            }
            return differing;
        }

        private void insert(double distance, int row) {
            int place = count;
            while (place > 0
                    && (distance < nearest[place - 1]
                            || distance == nearest[place - 1] && (row < rows[place - 1] || rows[place - 1] < 0))) {
                if (place < count) {
                    nearest[place] = nearest[place - 1];
                    rows[place] = rows[place - 1];
                }
                place--;
            }
            if (place < count) {
                nearest[place] = distance;
                rows[place] = row;
            }
        }
    }

    private static double beyond(double value, double low, double high) {
        double outside = value < low ? low - value : value > high ? value - high : 0;
        return outside < 1 ? outside : 1;
    }
}
