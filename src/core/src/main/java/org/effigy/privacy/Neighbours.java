package org.effigy.privacy;

/** Which two tables differ in one unit: what a differential-privacy guarantee compares. */
public enum Neighbours {
    /** One table has a unit more than the other: the number of units is itself secret. */
    ADD_REMOVE("add/remove"),
    /** One unit is another in the other table: the number of units is public. */
    REPLACE("replace");

    private final String words;

    Neighbours(String words) {
        this.words = words;
    }

    /** The relation as it is written in files and reports. */
    public String words() {
        return words;
    }

    /**
     * The relation written as {@code words}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Neighbours of(String words) {
        for (Neighbours neighbours : values()) {
            if (neighbours.words.equals(words)) {
                return neighbours;
            }
        }
        throw new IllegalArgumentException(
                "'" + words + "' is no neighbouring relation: it is 'add/remove' or 'replace'");
    }
}
