package org.effigy.table;

/** A text as a message quotes it: whole if it is short, else its beginning and its end. */
public final class Excerpt {
    private Excerpt() {}

    /**
     * The text with at most about so many characters. What a message says first and what it says last, the next step,
     * are kept; pairs of surrogates are not torn.
     *
     * @param most at least 40
     */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int head = most * 2 / 3;
        int tail = text.length() - (most - head);
        head -= Character.isHighSurrogate(text.charAt(head - 1)) ? 1 : 0;
        tail += Character.isLowSurrogate(text.charAt(tail)) ? 1 : 0;
        return text.substring(0, head) + " [... " + (tail - head) + " characters ...] " + text.substring(tail);
    }
}
