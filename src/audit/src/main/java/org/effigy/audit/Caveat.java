package org.effigy.audit;

import java.util.Objects;

/**
 * What a reader of an audit has to know before anything else: what it could not see.
 *
 * @param words a sentence or two, with what to do
 * @param ofRealRows whether it tells of real rows, and so must stay inside
 */
public record Caveat(String words, boolean ofRealRows) {
    /** Checks for null. */
    public Caveat {
        Objects.requireNonNull(words, "words");
    }
}
