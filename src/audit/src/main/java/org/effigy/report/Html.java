package org.effigy.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG. Every text and every attribute is escaped, so that a column's name can't become a script; there
 * is no way to put raw markup in.
 */
final class Html {
    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn
     */
    Html open(String tag, Object... attributes) {
        start(tag, attributes).append('>');
        open.push(tag);
        return this;
    }

    /** Closes the element that was opened last. */
    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element with nothing in it, as {@code line} or {@code meta}. */
    Html empty(String tag, Object... attributes) {
        start(tag, attributes).append("/>");
        return this;
    }

    /** An element with a text. */
    Html element(String tag, String text, Object... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** A text. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /**
     * Opens a box that scrolls sideways by itself where a window is narrower than what it holds; a keyboard reaches it.
     *
     * @param label what it holds, for those who hear it
     */
    Html wide(String label) {
        return open("div", "class", "wide", "role", "group", "aria-label", label, "tabindex", "0");
    }

    /** A line's end, for those who read the source. */
    Html line() {
        out.append('\n');
        return this;
    }

    /**
     * The style sheet. A style element's text is not escaped in HTML.
     *
     * @throws IllegalArgumentException if it could end the element
     */
    Html style(String css) {
        if (css.contains("</")) {
            throw new IllegalArgumentException("a style sheet must not hold an end tag");
        }
        out.append("<style>").append(css).append("</style>\n");
        return this;
    }

    /**
     * The document.
     *
     * @throws IllegalStateException if an element is still open
     */
    String finish() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("the element '" + open.peek() + "' is still open");
        }
        return "<!DOCTYPE html>\n" + out + "\n";
    }

    private StringBuilder start(String tag, Object... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("attributes come as names and values; there are " + attributes.length);
        }
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(String.valueOf(attributes[i + 1]));
            out.append('"');
        }
        return out;
    }

    private void escape(String text) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(isAllowed(point) ? point : '\uFFFD');
            }
        });
    }

    /** Control characters and half surrogates are no characters of HTML. */
    private static boolean isAllowed(int point) {
        return point == '\n'
                || point == '\t'
                || !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
    }
}
