package org.effigy.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8 to characters, without a byte order mark. Bytes that are not UTF-8 are an error, given only after all
 * characters before them, so that the reader of lines knows where it was.
 */
final class Utf8Reader extends Reader {
    /** The characters that are peeked at first. */
    private static final int FIRST = 1 << 14;

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private char[] peeked = new char[0];
    private int served;
    private int ready;
    private boolean begun;
    private boolean ended;

    Utf8Reader(InputStream in) {
        this.in = in;
    }

    /**
     * The start of the text, which will be read again: its first line and more, or all there is if that is shorter.
     *
     * @param most the longest line that is looked for, in characters
     * @throws CharacterCodingException if not even one character is UTF-8
     */
    String peek(int most) throws IOException {
        char[] start = new char[FIRST];
        int length = 0;
        boolean line = false;
        while (!line && length < most) {
            if (start.length - length < 2) {
                start = Arrays.copyOf(start, 2 * start.length);
            }
            try {
                int count = read(start, length, start.length - length);
                if (count < 0) {
                    break;
                }
                length += count;
                line = start.length - length < 2 && hasLine(start, length);
            } catch (CharacterCodingException e) {
                if (length == 0) {
                    throw e;
                }
                // Met again, after the records before it.
                break;
            }
        }
        peeked = start;
        served = 0;
        ready = length;
        return new String(start, 0, length);
    }

    private static boolean hasLine(char[] text, int length) {
        for (int i = 0; i < length; i++) {
            if (text[i] == '\n' || text[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    /** @throws CharacterCodingException at bytes that are not UTF-8 */
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length < 2) {
            throw new IllegalArgumentException("a character can take two places: read two or more at once");
        }
        if (served < ready) {
            // Alone, even if there is room for more: what follows may be an error, which would hide them.
            int count = Math.min(length, ready - served);
            System.arraycopy(peeked, served, target, offset, count);
            served += count;
            return count;
        }
        CharBuffer chars = CharBuffer.wrap(target, offset, length).slice();
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (chars.position() > 0 && !begun) {
                begun = true;
                if (chars.get(0) == '\ufeff') {
                    System.arraycopy(target, offset + 1, target, offset, chars.position() - 1);
                    chars.position(chars.position() - 1);
                }
            }
            if (chars.position() > 0) {
                return chars.position();
            }
            if (result.isError()) {
                result.throwException();
            }
            if (ended) {
                return -1;
            }
            fill();
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
