package org.effigy.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Writes text that came out of files to a terminal: controls, which could clear the screen, change its title or turn the
 * order of letters, are written as a backslash, u and four hexadecimal digits. Line ends and tabs stay.
 */
final class Visible extends FilterWriter {
    private Visible(Writer to) {
        super(to);
    }

    /** Such a writer to this one; nothing is held back. */
    static PrintWriter of(PrintWriter to) {
        return new PrintWriter(new Visible(to), true);
    }

    @Override
    public void write(int c) throws IOException {
        if (isHidden((char) c)) {
            out.write(String.format("\\u%04x", c));
        } else {
            out.write(c);
        }
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        write(new String(text, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        int written = offset;
        for (int i = offset; i < offset + length; i++) {
            if (isHidden(text.charAt(i))) {
                out.write(text, written, i - written);
                write(text.charAt(i));
                written = i + 1;
            }
        }
        out.write(text, written, offset + length - written);
    }

    private static boolean isHidden(char c) {
        boolean turns = c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
        return turns || Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
    }
}
