package org.effigy.table;

import java.util.List;
import java.util.Objects;

/**
 * What a draft makes of a column, and why. It tells of real rows: for the person who has them, on the screen alone.
 *
 * @param column its name; empty for the file as a whole
 * @param what the decision in a few words, such as {@code integer, 17 to 90}
 * @param reason why, with the share of the column
 * @param doubts what a person should look at, each a sentence; may be empty
 */
public record Decision(String column, String what, String reason, List<String> doubts) {
    /** Copies the list. */
    public Decision {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(reason, "reason");
        doubts = List.copyOf(doubts);
    }
}
