package org.effigy.domain;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The attributes of a coded table, in their order: what the table could hold, known without looking at it. */
public final class Domain {
    private final List<Attribute> attributes;
    private final Map<String, Integer> positions;

    private Domain(List<Attribute> attributes) {
        this.attributes = List.copyOf(attributes);
        this.positions = new HashMap<>();
        for (int i = 0; i < this.attributes.size(); i++) {
            String name = this.attributes.get(i).name();
            if (positions.put(name, i) != null) {
                throw new IllegalArgumentException("attribute '" + name + "' stands twice in the domain");
            }
        }
    }

    /**
     * The domain of these attributes.
     *
     * @throws IllegalArgumentException if two have one name
     */
    public static Domain of(List<Attribute> attributes) {
        return new Domain(attributes);
    }

    /** The attributes in order; cannot be modified. */
    public List<Attribute> attributes() {
        return attributes;
    }

    /** The number of attributes. */
    public int size() {
        return attributes.size();
    }

    /** The attribute at a position. */
    public Attribute attribute(int position) {
        return attributes.get(position);
    }

    /**
     * The position of the attribute of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public int position(String name) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new IllegalArgumentException(
                    "there is no attribute '" + name + "' in the domain; it has " + positions.keySet());
        }
        return position;
    }

    /**
     * The clique of the attributes of these names.
     *
     * @throws IllegalArgumentException if one is not in the domain
     */
    public Clique clique(String... names) {
        return Clique.of(Arrays.stream(names).mapToInt(this::position).toArray());
    }

    /** The clique of all attributes. */
    public Clique all() {
        return Clique.of(IntStream.range(0, size()).toArray());
    }

    /** The number of cells of a clique's table; {@link Long#MAX_VALUE} if it is more than that. */
    public long cells(Clique clique) {
        long cells = 1;
        for (int i = 0; i < clique.size(); i++) {
            int size = attributes.get(clique.get(i)).size();
            if (cells > Long.MAX_VALUE / size) {
                return Long.MAX_VALUE;
            }
            cells *= size;
        }
        return cells;
    }

    /**
     * The number of cells of a clique's table, if an array can hold them.
     *
     * @throws IllegalArgumentException if it can't; the message names the clique
     */
    public int arrayCells(Clique clique) {
        long cells = cells(clique);
        if (cells > Records.MAX_CELLS) {
            throw new IllegalArgumentException("the marginal of " + describe(clique) + " has " + cells
                    + " cells, more than an array can hold: take fewer attributes or fewer bins");
        }
        return (int) cells;
    }

    /** The clique by its attributes' names, as {@code (age, sex)}. */
    public String describe(Clique clique) {
        return Arrays.stream(clique.toArray())
                .mapToObj(position -> attributes.get(position).name())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Domain domain && attributes.equals(domain.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }

    @Override
    public String toString() {
        return attributes.toString();
    }
}
