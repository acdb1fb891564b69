package org.effigy.domain;

/**
 * Where the cells of a clique's table stand in its array: row-major, the first attribute slowest. Only the positions
 * are here, not the values, so that one layout serves every table of the clique.
 */
public final class Layout {
    private final Domain domain;
    private final Clique clique;
    private final int[] strides;
    private final int cells;

    private Layout(Domain domain, Clique clique, int[] strides, int cells) {
        this.domain = domain;
        this.clique = clique;
        this.strides = strides;
        this.cells = cells;
    }

    /**
     * The layout of a clique's table.
     *
     * @throws IllegalArgumentException if the table has more cells than an array can hold
     */
    public static Layout of(Domain domain, Clique clique) {
        long cells = domain.cells(clique);
        if (cells > Records.MAX_CELLS) {
            throw new IllegalArgumentException("the table of " + domain.describe(clique) + " has " + cells
                    + " cells, more than an array can hold: take fewer attributes or fewer bins");
        }
        int[] strides = new int[clique.size()];
        int stride = 1;
        for (int i = clique.size() - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= domain.attribute(clique.get(i)).size();
        }
        return new Layout(domain, clique, strides, stride);
    }

    /** The number of cells. */
    public int cells() {
        return cells;
    }

    /** How far apart two cells stand that differ by one in this attribute; 0 if it is not in the clique. */
    public int stride(int position) {
        int index = clique.indexOf(position);
        return index < 0 ? 0 : strides[index];
    }

    /**
     * The place in this table of each combination of values of some attributes, with the clique's other attributes at
     * 0. Attributes that are not in the clique make no difference: that is how a table is broadcast or summed over.
     *
     * @param axes positions in the domain, in any order, the first slowest
     * @return one place for each combination; as many as the product of the axes' sizes
     * @throws IllegalArgumentException if that product is more than an array can hold
     */
    public int[] offsets(int... axes) {
        long combinations = 1;
        for (int axis : axes) {
            combinations *= domain.attribute(axis).size();
            if (combinations > Records.MAX_CELLS) {
                throw new IllegalArgumentException("the attributes " + domain.describe(Clique.of(axes))
                        + " have more combinations than an array can hold: take fewer");
            }
        }
        int[] offsets = new int[(int) combinations];
        int filled = 1;
        for (int axis : axes) {
            int size = domain.attribute(axis).size();
            int stride = stride(axis);
            // Backwards, so that an entry is read before it is written over.
            for (int i = filled - 1; i >= 0; i--) {
                int base = offsets[i];
                for (int v = size - 1; v >= 0; v--) {
                    offsets[i * size + v] = base + v * stride;
                }
            }
            filled *= size;
        }
        return offsets;
    }
}
