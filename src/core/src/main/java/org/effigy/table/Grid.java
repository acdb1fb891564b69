package org.effigy.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How a fit may make bins for an ordered field from its fine cells: what it may count, and what the person asked for.
 * Follows from the schema alone. The codes are those of the field's {@link IntervalCodec}, the one for missing cells apart.
 *
 * @param way how bins are made
 * @param count about how many there should be; empty if that is left to the fit
 * @param alone the codes that get a bin of their own, ascending
 * @param readings what is counted: ranges of neighbouring codes, coarse before fine, then what recurs in the calendar
 */
public record Grid(Bins.Way way, OptionalInt count, List<Integer> alone, List<Reading> readings) {
    /** Copies the lists. */
    public Grid {
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(count, "count");
        alone = List.copyOf(alone);
        readings = List.copyOf(readings);
    }

    /**
     * The grid of the same codes, some of them cut.
     *
     * @param parents for each new code the one that it is a part of, ascending
     */
    Grid cut(int[] parents) {
        List<Integer> single = new ArrayList<>();
        for (int code = 0; code < parents.length; code++) {
            if (alone.contains(parents[code])) {
                single.add(code);
            }
        }
        List<Reading> cut = new ArrayList<>();
        for (Reading reading : readings) {
            boolean each = reading.size == reading.classes.length && reading.isOrdered();
            int[] classes = each
                    ? IntStream.range(0, parents.length).toArray()
                    : IntStream.of(parents)
                            .map(parent -> reading.classes[parent])
                            .toArray();
            cut.add(new Reading(reading.name, each ? parents.length : reading.size, classes));
        }
        return new Grid(way, count, single, cut);
    }

    /**
     * Something that can be read off a value.
     *
     * @param name in words, such as {@code weekday}
     * @param size the number of classes
     * @param classes the class of each code, {@code 0 .. size - 1}; copied neither in nor out
     */
    public record Reading(String name, int size, int[] classes) {
        /** Whether each class is a run of neighbouring codes, and classes follow each other. */
        public boolean isOrdered() {
            for (int code = 1; code < classes.length; code++) {
                if (classes[code] < classes[code - 1]) {
                    return false;
                }
            }
            return true;
        }

        /** Whether each class but the first is of one code: values that are looked at alone. */
        public boolean isOfSingles() {
            int[] held = new int[size];
            for (int code : classes) {
                held[code]++;
            }
            return Arrays.stream(held).skip(1).allMatch(codes -> codes == 1);
        }

        /** The name and the number of classes. */
        @Override
        public String toString() {
            return name + " (" + size + ")";
        }
    }
}
