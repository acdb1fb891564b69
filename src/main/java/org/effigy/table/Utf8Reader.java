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
    private char[] chars = new char[FIRST];
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
        try {
            while (ready < most && decode()) {
                if (chars.length - ready < 2) {
                    if (hasLine()) {
                        break;
                    }
                    chars = Arrays.copyOf(chars, 2 * chars.length);
                }
            }
        } catch (CharacterCodingException e) {
            // Met again, after the records before it.
            if (ready == 0) {
                throw e;
            }
        }
        return new String(chars, 0, ready);
    }

    private boolean hasLine() {
        for (int i = 0; i < ready; i++) {
            if (chars[i] == '\n' || chars[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    /** @throws CharacterCodingException at bytes that are not UTF-8, once all characters before them are read */
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (served == ready) {
            served = 0;
            ready = 0;
            if (!decode()) {
                return -1;
            }
        }
        int count = Math.min(length, ready - served);
        System.arraycopy(chars, served, target, offset, count);
        served += count;
        return count;
    }

    /** Appends at least one character to those that are ready, unless the text has ended. */
    private boolean decode() throws IOException {
        int before = ready;
        CharBuffer target = CharBuffer.wrap(chars);
        target.position(ready);
        while (true) {
            CoderResult result = decoder.decode(bytes, target, ended);
            ready = target.position();
            if (!begun && ready > before) {
                begun = true;
                if (chars[0] == '\ufeff') {
                    System.arraycopy(chars, 1, chars, 0, --ready);
                    target.position(ready);
                }
            }
            if (ready > before) {
                return true;
            }
            if (result.isError()) {
                result.throwException();
            }
            if (ended) {
                return false;
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
