package org.effigy.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Reads each row of a table anew: every attribute of the coarse domain is a function of one attribute of the fine one,
 * such as the bin of a value, or the weekday of a day. The functions are public. Immutable.
 */
public final class Coarsening {
    private final Domain fine;
    private final Domain coarse;
    private final int[] sources;
    /** By coarse attribute, then fine code: the coarse code; empty where codes stay as they are. */
    private final int[][] maps;

    private Coarsening(Domain fine, Domain coarse, int[] sources, int[][] maps) {
        this.fine = fine;
        this.coarse = coarse;
        this.sources = sources;
        this.maps = maps;
    }

    /** Every attribute as it is. */
    public static Coarsening none(Domain domain) {
        return new Coarsening(domain, domain, IntStream.range(0, domain.size()).toArray(), new int[domain.size()][0]);
    }

    /** No attribute yet: to be used with {@link #with}. */
    public static Coarsening empty(Domain domain) {
        return new Coarsening(domain, Domain.of(List.of()), new int[0], new int[0][]);
    }

    /**
     * This coarsening with one more attribute, after the others.
     *
     * @param source the position in the fine domain of what it is read from
     * @param map the coarse code of each fine one, copied
     * @throws IllegalArgumentException if there is not one coarse code for each fine one, a code is out of range, or the
     *     name is taken
     */
    public Coarsening with(Attribute attribute, int source, int[] map) {
        check(attribute, fine.attribute(source), map);
        List<Attribute> attributes = new ArrayList<>(coarse.attributes());
        attributes.add(attribute);
        int[] all = Arrays.copyOf(sources, sources.length + 1);
        all[sources.length] = source;
        int[][] more = Arrays.copyOf(maps, maps.length + 1);
        more[maps.length] = map.clone();
        return new Coarsening(fine, Domain.of(attributes), all, more);
    }

    /**
     * This coarsening with one more attribute, after the others: one of the fine domain as it is.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public Coarsening keeping(int source) {
        Attribute attribute = fine.attribute(source);
        int[] same = IntStream.range(0, attribute.size()).toArray();
        Coarsening more = with(attribute, source, same);
        more.maps[more.maps.length - 1] = new int[0];
        return more;
    }

    /**
     * This coarsening with the codes of an attribute of the fine domain mapped, its name and place kept.
     *
     * @param position of the attribute, in both domains
     * @param size the number of coarse codes
     * @param map the coarse code of each fine one, copied
     * @throws IllegalArgumentException if the attribute is mapped already or isn't at that place, or as {@link #with}
     */
    public Coarsening mapping(int position, int size, int[] map) {
        if (position >= sources.length || sources[position] != position || maps[position].length > 0) {
            throw new IllegalArgumentException("attribute " + position + " of " + coarse
                    + " is not the fine domain's own: map each attribute once");
        }
        Attribute before = fine.attribute(position);
        Attribute after = new Attribute(before.name(), size, ordering(before, size, map));
        check(after, before, map);
        List<Attribute> attributes = new ArrayList<>(coarse.attributes());
        attributes.set(position, after);
        int[][] mapped = maps.clone();
        mapped[position] = map.clone();
        return new Coarsening(fine, Domain.of(attributes), sources, mapped);
    }

    /** Codes stay in order if they are mapped in order, and the one for missing values by itself to the last one. */
    private static Ordering ordering(Attribute fine, int size, int[] map) {
        int ordered = Math.min(fine.ordered(), map.length);
        boolean ascends = ordered > 0 && IntStream.range(1, ordered).allMatch(code -> map[code - 1] <= map[code]);
        boolean apart = ordered == map.length || ascends && map[ordered - 1] < size - 1 && map[ordered] == size - 1;
        return ascends && apart ? fine.ordering() : Ordering.NOMINAL;
    }

    private static void check(Attribute coarse, Attribute fine, int[] map) {
        Objects.requireNonNull(coarse, "attribute");
        if (map.length != fine.size()) {
            throw new IllegalArgumentException("attribute '" + fine.name() + "' has " + fine.size() + " codes; "
                    + map.length + " were given a coarse code: give each one");
        }
        for (int code = 0; code < map.length; code++) {
            if (map[code] < 0 || map[code] >= coarse.size()) {
                throw new IllegalArgumentException("code " + code + " of '" + fine.name() + "' becomes " + map[code]
                        + ", which is not in 0 .. " + (coarse.size() - 1) + " of '" + coarse.name() + "'");
            }
        }
    }

    /**
     * This coarsening, and then another one of what it makes.
     *
     * @throws IllegalArgumentException if the other one starts from attributes of other sizes than this one ends in
     */
    public Coarsening then(Coarsening next) {
        boolean fits = next.fine.size() == coarse.size()
                && IntStream.range(0, coarse.size())
                        .allMatch(i -> next.fine.attribute(i).size()
                                == coarse.attribute(i).size());
        if (!fits) {
            throw new IllegalArgumentException("this leads to " + coarse + ", the next starts from " + next.fine);
        }
        Coarsening both = empty(fine);
        for (int attribute = 0; attribute < next.sources.length; attribute++) {
            int between = next.sources[attribute];
            int source = sources[between];
            if (keeps(between) && next.keeps(attribute)) {
                both = both.keeping(source);
                continue;
            }
            int[] map = new int[fine.attribute(source).size()];
            for (int code = 0; code < map.length; code++) {
                map[code] = next.code(attribute, code(between, code));
            }
            both = both.with(next.coarse.attribute(attribute), source, map);
        }
        return both;
    }

    /** What rows hold before. */
    public Domain fine() {
        return fine;
    }

    /** What rows hold after. */
    public Domain coarse() {
        return coarse;
    }

    /** The position in the fine domain of what a coarse attribute is read from. */
    public int source(int attribute) {
        return sources[attribute];
    }

    /** The coarse attributes that are read from one of the fine domain, ascending. */
    public int[] readers(int source) {
        return IntStream.range(0, sources.length)
                .filter(attribute -> sources[attribute] == source)
                .toArray();
    }

    /** Whether a coarse attribute has the codes of its source. */
    public boolean keeps(int attribute) {
        return maps[attribute].length == 0;
    }

    /**
     * The code of a coarse attribute where its source has this code.
     *
     * @throws IndexOutOfBoundsException if the source has no such code
     */
    public int code(int attribute, int fineCode) {
        return keeps(attribute)
                ? Objects.checkIndex(
                        fineCode, fine.attribute(sources[attribute]).size())
                : maps[attribute][fineCode];
    }

    /** Whether the attributes are the fine domain's, one by one and in its order, with fewer codes or as many. */
    public boolean isColumnwise() {
        return sources.length == fine.size()
                && IntStream.range(0, sources.length).allMatch(attribute -> sources[attribute] == attribute);
    }

    /** Whether nothing changes. */
    public boolean isNone() {
        return isColumnwise() && IntStream.range(0, maps.length).allMatch(this::keeps);
    }

    /** The sizes before and after. */
    @Override
    public String toString() {
        return "Coarsening[" + fine + " to " + coarse + "]";
    }
}
