package org.effigy.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes text that came out of files to a terminal. Controls, which could clear the screen, change its title or turn the
 * order of letters, are written as a backslash, u and four hexadecimal digits; tabs stay. So are ends of lines in whatever
 * {@code println}, {@code printf} and {@code format} are given: a line begins where a command begins one, and nothing that a
 * file says can pass for one of ours. {@code print} is for whole documents, whose lines are their own.
 */
final class Visible extends PrintWriter {
    private Visible(Writer to) {
        super(to, true);
    }

    /** Such a writer to this one; nothing is held back. */
    static PrintWriter of(PrintWriter to) {
        return new Visible(new Hiding(to));
    }

    /** A text as a part of a line: what would end the line is written as its code. */
    static String line(String text) {
        if (text.chars().noneMatch(c -> endsLine((char) c))) {
            return text;
        }
        StringBuilder line = new StringBuilder();
        for (char c : text.toCharArray()) {
            line.append(endsLine(c) ? code(c) : String.valueOf(c));
        }
        return line.toString();
    }

    @Override
    public void println(String text) {
        super.println(line(String.valueOf(text)));
    }

    @Override
    public void println(Object value) {
        println(String.valueOf(value));
    }

    @Override
    public PrintWriter format(String format, Object... values) {
        return format(Locale.getDefault(Locale.Category.FORMAT), format, values);
    }

    @Override
    public PrintWriter format(Locale locale, String format, Object... values) {
        return super.format(
                locale,
                format,
                Arrays.stream(values)
                        .map(value -> value instanceof Number ? value : line(String.valueOf(value)))
                        .toArray());
    }

    private static boolean endsLine(char c) {
        return c == '\n'
                || c == '\r'
                || c == '\u000b'
                || c == '\u000c'
                || c == '\u0085'
                || c == '\u2028'
                || c == '\u2029';
    }

    private static String code(int c) {
        return String.format("\\u%04x", c);
    }

    /** Hides what no document needs as it is. */
    private static final class Hiding extends FilterWriter {
        private Hiding(Writer to) {
            super(to);
        }

        @Override
        public void write(int c) throws IOException {
            if (isHidden((char) c)) {
                out.write(code(c));
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
            boolean separates = c == '\u2028' || c == '\u2029';
            return turns || separates || Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
        }
    }
}
