package org.effigy.table;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which differences between two texts that name a unit mean nothing; {@code effigy:spellings} in a schema. Without any, each
 * spelling is a unit of its own.
 */
public final class Spelling {
    /** A difference. */
    public enum Difference {
        /** Of capital and small letters. */
        CASE,
        /** Of blanks around the text. */
        BLANKS,
        /** Of zeros before a number. */
        ZEROS;

        /** The name in a schema. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** To the letter. */
    static final Spelling EXACT = new Spelling(EnumSet.noneOf(Difference.class));

    /** Whatever differs so may be one. */
    static final Spelling ALIKE = new Spelling(EnumSet.allOf(Difference.class));

    private final Set<Difference> differences;

    private Spelling(Set<Difference> differences) {
        this.differences = differences;
    }

    /**
     * The spelling in which these differences mean nothing.
     *
     * @throws IllegalArgumentException if one is unknown
     */
    static Spelling of(List<String> words) {
        Set<Difference> differences = EnumSet.noneOf(Difference.class);
        for (String word : words) {
            differences.add(Arrays.stream(Difference.values())
                    .filter(difference -> difference.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("effigy:spellings has '" + word
                            + "', which is not one of case, blanks, zeros: correct it or take it out")));
        }
        return new Spelling(differences);
    }

    /** The differences that mean nothing, in order. */
    List<String> words() {
        return differences.stream().map(Difference::word).toList();
    }

    /** The text in which all spellings of a unit agree. */
    String key(String text) {
        String key = differences.contains(Difference.BLANKS) ? CellReader.bare(text) : text;
        key = differences.contains(Difference.CASE) ? key.toLowerCase(Locale.ROOT) : key;
        if (differences.contains(Difference.ZEROS)) {
            int zeros = 0;
            while (zeros < key.length() - 1 && key.charAt(zeros) == '0') {
                zeros++;
            }
            key = key.substring(zeros);
        }
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spelling spelling && differences.equals(spelling.differences);
    }

    @Override
    public int hashCode() {
        return differences.hashCode();
    }

    @Override
    public String toString() {
        return words().toString();
    }
}
