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
        return IntStream.of(members).allMatch(other::contains);
    }

    /** The members of both. */
    public Clique intersect(Clique other) {
        return new Clique(IntStream.of(members).filter(other::contains).toArray());
    }

    /** The members of either. */
    public Clique union(Clique other) {
        return of(IntStream.concat(IntStream.of(members), IntStream.of(other.members))
                .toArray());
    }

    /** The members that are none of {@code other}'s. */
    public Clique minus(Clique other) {
        return new Clique(
                IntStream.of(members).filter(member -> !other.contains(member)).toArray());
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
