package org.effigy.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A column of texts that nobody has declared: each row's text as its place in a list of the texts that are there. The
 * list is read from the rows, so it is as private as they are. Immutable once built.
 */
public final class TextColumn {
    /** What a row has whose text takes no part. */
    public static final int NONE = -1;

    private final String name;
    private final List<String> texts;
    private final int[] places;

    private TextColumn(String name, List<String> texts, int[] places) {
        this.name = name;
        this.texts = texts;
        this.places = places;
    }

    /** A builder to which rows are appended. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** The column's name; public. */
    public String name() {
        return name;
    }

    /** The number of rows. */
    public int rows() {
        return places.length;
    }

    /** The different texts, in the order of first appearance; cannot be modified. */
    public List<String> texts() {
        return texts;
    }

    /** The place of a row's text in {@link #texts}, or {@link #NONE}. */
    public int place(int row) {
        return places[row];
    }

    /** Appends rows; not for use by several threads. */
    public static final class Builder {
        private final String name;
        private final Map<String, Integer> known = new HashMap<>();
        private final List<String> texts = new ArrayList<>();
        private int[] places = new int[1024];
        private int rows;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /** Appends a row with this text. */
        public Builder add(String text) {
            Integer place = known.get(text);
            if (place == null) {
                place = texts.size();
                known.put(text, place);
                texts.add(text);
            }
            return append(place);
        }

        /** Appends a row that takes no part. */
        public Builder addNone() {
            return append(NONE);
        }

        private Builder append(int place) {
            if (rows == places.length) {
                places = Arrays.copyOf(places, rows + (rows >> 1));
            }
            places[rows++] = place;
            return this;
        }

        /** The rows so far. */
        public TextColumn build() {
            return new TextColumn(name, List.copyOf(texts), Arrays.copyOf(places, rows));
        }
    }
}
