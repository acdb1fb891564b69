package org.effigy.table;

import java.util.List;

/**
 * The texts that stand for a missing cell.
 *
 * @param markers the texts, at least one; the first one is written
 */
record MissingValues(List<String> markers) {
    /** The Table Schema's default: an empty cell. */
    static final MissingValues EMPTY_CELL = new MissingValues(List.of(""));

    MissingValues {
        markers = List.copyOf(markers);
        if (markers.isEmpty()) {
            throw new IllegalArgumentException("missingValues is empty: leave it out, or name at least one text");
        }
    }

    /** Whether a cell of this text is missing. */
    boolean contains(String text) {
        // The list has one to three short texts: comparing them beats hashing each cell.
        for (int i = 0; i < markers.size(); i++) {
            if (markers.get(i).equals(text)) {
                return true;
            }
        }
        return false;
    }

    /** The text written for a missing cell. */
    String written() {
        return markers.get(0);
    }
}
