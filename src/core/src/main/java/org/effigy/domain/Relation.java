package org.effigy.domain;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;

/**
 * Which combinations of some attributes' codes can be. Codes that are alike in it share a class, so that a relation of two
 * columns of a thousand values each, cut at one value, has four combinations and not a million. Immutable.
 */
public final class Relation {
    /** The most combinations of classes. */
    public static final long MOST = 1L << 26;

    private final Clique clique;
    private final int[][] classes;
    private final int[] sizes;
    private final BitSet allowed;

    private Relation(Clique clique, int[][] classes, int[] sizes, BitSet allowed) {
        this.clique = clique;
        this.classes = classes;
        this.sizes = sizes;
        this.allowed = allowed;
    }

    /** Whether a combination of classes can be, one for each attribute of the clique in its order. */
    @FunctionalInterface
    public interface Test {
        /** The answer; the array is used again for the next question. */
        boolean isAllowed(int[] classes);
    }

    /**
     * A relation.
     *
     * @param classes for each attribute of the clique the class of each code, from 0; copied
     * @throws IllegalArgumentException if there are more than {@link #MOST} combinations
     */
    public static Relation of(Domain domain, Clique clique, int[][] classes, Test test) {
        Objects.requireNonNull(test, "test");
        int[] sizes = new int[clique.size()];
        int[][] copied = new int[clique.size()][];
        long cells = 1;
        for (int i = 0; i < sizes.length; i++) {
            copied[i] = classes[i].clone();
            if (copied[i].length != domain.attribute(clique.get(i)).size()) {
                throw new IllegalArgumentException("'"
                        + domain.attribute(clique.get(i)).name() + "' has "
                        + domain.attribute(clique.get(i)).size() + " codes; " + copied[i].length + " have a class");
            }
            sizes[i] = Arrays.stream(copied[i]).max().orElse(0) + 1;
            cells = cells > MOST ? cells : cells * sizes[i];
        }
        if (cells > MOST) {
            throw new IllegalArgumentException("a condition on " + domain.describe(clique) + " tells more than " + MOST
                    + " combinations of their values apart: compare them with fewer values, or with values rather than"
                    + " with each other");
        }
        BitSet allowed = new BitSet((int) cells);
        int[] at = new int[sizes.length];
        for (int cell = 0; cell < cells; cell++) {
            allowed.set(cell, test.isAllowed(at));
            for (int i = at.length - 1; i >= 0 && ++at[i] == sizes[i]; i--) {
                at[i] = 0;
            }
        }
        return new Relation(clique, copied, sizes, allowed);
    }

    /**
     * The same relation of coarser codes, if codes that become one are alike in it.
     *
     * @param bins from the codes that this is about
     */
    public Optional<Relation> over(Coarsening bins) {
        int[][] coarse = new int[classes.length][];
        for (int i = 0; i < classes.length; i++) {
            int attribute = clique.get(i);
            coarse[i] = new int[bins.coarse().attribute(attribute).size()];
            Arrays.fill(coarse[i], -1);
            for (int code = 0; code < classes[i].length; code++) {
                int to = bins.code(attribute, code);
                if (coarse[i][to] >= 0 && coarse[i][to] != classes[i][code]) {
                    return Optional.empty();
                }
                coarse[i][to] = classes[i][code];
            }
        }
        return Optional.of(new Relation(clique, coarse, sizes, allowed));
    }

    /**
     * The same relation of attributes at other positions, in the same order.
     *
     * @param places by position now, the position then; ascending over those that this is about
     */
    public Relation at(int[] places) {
        int[] moved = Arrays.stream(clique.toArray())
                .map(position -> places[position])
                .toArray();
        return new Relation(Clique.of(moved), classes, sizes, allowed);
    }

    /** The attributes that it is about. */
    public Clique clique() {
        return clique;
    }

    /** The class of a code of the clique's {@code member}-th attribute. */
    public int classOf(int member, int code) {
        return classes[member][code];
    }

    /** Whether a combination of classes can be. */
    public boolean allows(int... combination) {
        int cell = 0;
        for (int i = 0; i < sizes.length; i++) {
            cell = cell * sizes[i] + Objects.checkIndex(combination[i], sizes[i]);
        }
        return allowed.get(cell);
    }

    /** Whether nothing can be. */
    public boolean isEmpty() {
        return allowed.isEmpty();
    }

    /** The clique, and how many combinations of classes can be. */
    @Override
    public String toString() {
        return "Relation" + clique + "[" + allowed.cardinality() + "]";
    }
}
