package org.effigy.model;

import java.util.Arrays;

/**
 * Rows sorted by their context: those that agree on some attributes stand together, in the order in which they came.
 *
 * @param order the rows, group after group
 * @param ends where each group ends in that order
 * @param contexts the context of each group
 * @param count how many groups there are; the arrays may be longer
 */
record Groups(int[] order, int[] ends, int[] contexts, int count) {
    /** More contexts than this take longer to count than rows to sort. */
    private static final int MANY = 1 << 19;

    /**
     * The groups of some rows.
     *
     * @param context of each row, in {@code 0 .. contexts - 1}
     */
    static Groups of(int[] context, int contexts) {
        return contexts > MANY ? bySorting(context) : byCounting(context, contexts);
    }

    private static Groups byCounting(int[] context, int contexts) {
        int[] order = new int[context.length];
        int[] ends = new int[context.length];
        int[] contextOf = new int[context.length];
        int[] place = new int[contexts + 1];
        for (int own : context) {
            place[own + 1]++;
        }
        int groups = 0;
        for (int k = 0; k < contexts; k++) {
            if (place[k + 1] > 0) {
                contextOf[groups] = k;
                ends[groups++] = place[k] + place[k + 1];
            }
            place[k + 1] += place[k];
        }
        for (int row = 0; row < context.length; row++) {
            order[place[context[row]]++] = row;
        }
        return new Groups(order, ends, contextOf, groups);
    }

    private static Groups bySorting(int[] context) {
        int[] order = new int[context.length];
        int[] ends = new int[context.length];
        int[] contextOf = new int[context.length];
        long[] keys = new long[context.length];
        for (int row = 0; row < keys.length; row++) {
            keys[row] = (long) context[row] << 32 | row;
        }
        Arrays.sort(keys);
        int groups = 0;
        for (int i = 0; i < keys.length; i++) {
            order[i] = (int) keys[i];
            int own = (int) (keys[i] >>> 32);
            if (i + 1 == keys.length || (int) (keys[i + 1] >>> 32) != own) {
                contextOf[groups] = own;
                ends[groups++] = i + 1;
            }
        }
        return new Groups(order, ends, contextOf, groups);
    }
}
