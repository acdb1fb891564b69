package org.effigy.domain;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A set of attributes, held as their positions in a {@link Domain}, ascending. The empty clique is the one whose
 * marginal is the total.
 */
public final class Clique implements Comparable<Clique> {
    /** The clique of no attributes: its marginal has one cell, the total. */
    public static final Clique EMPTY = new Clique(new int[0]);

    private final int[] members;
    private final int hash;

    private Clique(int[] members) {
        this.members = members;
        this.hash = Arrays.hashCode(members);
    }

    /**
     * The clique of these positions, in any order, repeats counted once.
     *
     * @throws IllegalArgumentException if a position is negative
     */
    public static Clique of(int... positions) {
        int[] sorted = IntStream.of(positions).sorted().distinct().toArray();
        if (sorted.length > 0 && sorted[0] < 0) {
            throw new IllegalArgumentException("a clique holds positions in a domain; " + sorted[0] + " is negative");
        }
        return new Clique(sorted);
    }

    /** The number of attributes. */
    public int size() {
        return members.length;
    }

    /** The {@code i}-th position, ascending in {@code i}. */
    public int get(int i) {
        return members[i];
    }

    /** The positions, ascending; the caller's own copy. */
    public int[] toArray() {
        return members.clone();
    }

    /** Whether {@code position} is a member. */
    public boolean contains(int position) {
        return Arrays.binarySearch(members, position) >= 0;
    }

    /** Where {@code position} stands in {@link #toArray()}, or a negative number if it is no member. */
    public int indexOf(int position) {
        return Arrays.binarySearch(members, position);
    }

    /** Whether every member of this clique is one of {@code other}. */
    public boolean isSubsetOf(Clique other) {
        if (members.length > other.members.length) {
            return false;
        }
        for (int i = 0, j = 0; i < members.length; i++, j++) {
            while (j < other.members.length && other.members[j] < members[i]) {
                j++;
            }
            if (j == other.members.length || other.members[j] != members[i]) {
                return false;
            }
        }
        return true;
    }

    /** The members of both. */
    public Clique intersect(Clique other) {
        int[] both = new int[Math.min(members.length, other.members.length)];
        int size = 0;
        for (int i = 0, j = 0; i < members.length && j < other.members.length; ) {
            if (members[i] == other.members[j]) {
                both[size++] = members[i++];
                j++;
            } else if (members[i] < other.members[j]) {
                i++;
            } else {
                j++;
            }
        }
        return size == members.length ? this : new Clique(Arrays.copyOf(both, size));
    }

    /** The members of either. */
    public Clique union(Clique other) {
        int[] either = new int[members.length + other.members.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < members.length || j < other.members.length) {
            boolean mine = j == other.members.length || (i < members.length && members[i] <= other.members[j]);
            int next = mine ? members[i] : other.members[j];
            i += i < members.length && members[i] == next ? 1 : 0;
            j += j < other.members.length && other.members[j] == next ? 1 : 0;
            either[size++] = next;
        }
        return size == members.length ? this : new Clique(Arrays.copyOf(either, size));
    }

    /** The members that are none of {@code other}'s. */
    public Clique minus(Clique other) {
        int[] mine = new int[members.length];
        int size = 0;
        for (int member : members) {
            if (!other.contains(member)) {
                mine[size++] = member;
            }
        }
        return size == members.length ? this : new Clique(Arrays.copyOf(mine, size));
    }

    /** Lexicographic by position, a prefix first. */
    @Override
    public int compareTo(Clique other) {
        return Arrays.compare(members, other.members);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Clique clique && Arrays.equals(members, clique.members);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The positions, as {@code (0, 3)}; {@link Domain#describe} gives the names. */
    @Override
    public String toString() {
        String listed = Arrays.toString(members);
        return "(" + listed.substring(1, listed.length() - 1) + ")";
    }
}
