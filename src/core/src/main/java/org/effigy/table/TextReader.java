package org.effigy.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Bytes to characters, without a byte order mark: in the declared encoding, UTF-8 where none is declared; a byte order mark
 * overrules a declaration. Bytes of another encoding are an error, given only after all characters before them, so that the
 * reader of lines knows where it was.
 */
final class TextReader extends Reader {
    /** The characters that are peeked at first. */
    static final int FIRST = 1 << 14;

    private final InputStream in;
    private final Optional<Charset> declared;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private CharsetDecoder decoder = decoder(StandardCharsets.UTF_8);
    private boolean decided;
    private char[] chars = new char[FIRST];
    private int served;
    private int ready;
    private boolean begun;
    private boolean ended;

    /** @param declared the encoding of files without a byte order mark; UTF-8 if empty */
    TextReader(InputStream in, Optional<Charset> declared) {
        this.in = in;
        this.declared = declared;
    }

    private static CharsetDecoder decoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * The start of the text, which will be read again: its first line and more, or all there is if that is shorter.
     *
     * @param most the longest line that is looked for, in characters
     * @throws CharacterCodingException if not even one character can be read
     * @throws PackedException if so, since nothing can be unpacked
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
        } catch (CharacterCodingException | PackedException e) {
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

    /** The declared encoding. */
    Optional<Charset> declared() {
        return declared;
    }

    /** Passes over characters that were peeked at. */
    void pass(int count) {
        if (count > ready - served) {
            throw new IllegalArgumentException("only what was peeked at can be passed over");
        }
        served += count;
    }

    /**
     * The encoding that the bytes seem to have, for a message after a failure: UTF-16 by its zeros or its byte order mark,
     * else windows-1252, of which Latin-1 is a part but for control characters.
     */
    String guess() {
        int[] zeros = new int[2];
        int looked = Math.min(1024, bytes.limit());
        for (int i = 0; i < looked; i++) {
            zeros[i % 2] += bytes.get(i) == 0 ? 1 : 0;
        }
        if (isMarked16()) {
            return "UTF-16";
        }
        return zeros[0] + zeros[1] <= looked / 4 ? "windows-1252" : zeros[0] > zeros[1] ? "UTF-16BE" : "UTF-16LE";
    }

    private boolean isMarked16() {
        return bytes.limit() >= 2
                && (bytes.get(0) == (byte) 0xff && bytes.get(1) == (byte) 0xfe
                        || bytes.get(0) == (byte) 0xfe && bytes.get(1) == (byte) 0xff);
    }

    /** @throws CharacterCodingException at bytes of another encoding, once all characters before them are read */
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
        if (!decided) {
            decide();
        }
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

    /**
     * Takes the declared encoding, unless a byte order mark names another. Nothing else of the file decides, or one row's
     * bytes would say how the others are read.
     */
    private void decide() throws IOException {
        decided = true;
        while (!ended && bytes.remaining() < 3) {
            fill();
        }
        boolean marked8 = bytes.remaining() >= 3
                && bytes.get(0) == (byte) 0xef
                && bytes.get(1) == (byte) 0xbb
                && bytes.get(2) == (byte) 0xbf;
        if (declared.isPresent() && !marked8) {
            decoder = decoder(isMarked16() ? StandardCharsets.UTF_16 : declared.get());
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
