package org.effigy.fuzz;

/** What a reader may say of bytes that it refuses. Anything else that it throws is a fault of the reader. */
public final class Refusal {
    /** The most characters of a message: ten problems of a table with their places, each with short excerpts. */
    public static final int LONGEST = 6000;

    private Refusal() {}

    /**
     * Fails unless a refusal says something of its source, and says it briefly.
     *
     * @param source what the message must name; empty if the reader can't know it
     */
    public static void check(Exception refused, String source) {
        String message = refused.getMessage();
        if (message == null || message.isBlank()) {
            throw new AssertionError("refused without a word", refused);
        }
        if (!message.contains(source)) {
            throw new AssertionError("the message doesn't name " + source + ": " + message, refused);
        }
        if (message.length() > LONGEST) {
            throw new AssertionError(
                    "the message has " + message.length() + " characters: " + message.substring(0, 2000), refused);
        }
    }
}
