package org.effigy.table;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952), all members of a file. The JDK's own stream ends in silence where a second member is broken, and
 * a table would have lost its last rows.
 */
final class GzipInput extends InputStream {
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int HEADER_SUM = 2;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final byte[] packed = new byte[1 << 16];
    private int at;
    private int filled;
    private boolean inMember;
    private boolean ended;

    GzipInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            if (ended) {
                return -1;
            }
            if (!inMember) {
                begin();
                continue;
            }
            int count = inflate(bytes, offset, length);
            if (count > 0) {
                sum.update(bytes, offset, count);
                return count;
            }
            if (inflater.finished()) {
                end();
            } else if (inflater.needsDictionary()) {
                throw new IOException("it asks for a dictionary");
            }
        }
    }

    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        if (inflater.needsInput() && !inflater.finished()) {
            if (at == filled && !fill()) {
                throw new EOFException();
            }
            inflater.setInput(packed, at, filled - at);
            at = filled;
        }
        try {
            return inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, in.read(packed));
        return filled > 0;
    }

    /** The next byte; -1 at the end. */
    private int next() throws IOException {
        return at == filled && !fill() ? -1 : packed[at++] & 255;
    }

    private int need() throws IOException {
        int one = next();
        if (one < 0) {
            throw new EOFException();
        }
        return one;
    }

    private long little(int count) throws IOException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) need() << 8 * i;
        }
        return value;
    }

    /** Reads a member's header; zeros after the last member are padding, as tapes have it. */
    private void begin() throws IOException {
        int first = next();
        while (first == 0) {
            first = next();
        }
        if (first < 0) {
            ended = true;
            return;
        }
        if (first != 0x1f || need() != 0x8b || need() != Deflater.DEFLATED) {
            throw new IOException("after what is packed there is something else");
        }
        int flags = need();
        if ((flags & RESERVED) != 0) {
            throw new IOException("its header is of a later format");
        }
        // Time, level and system.
        little(6);
        if ((flags & EXTRA) != 0) {
            long length = little(2);
            for (long i = 0; i < length; i++) {
                need();
            }
        }
        for (int flag : new int[] {NAME, COMMENT}) {
            while ((flags & flag) != 0 && need() != 0) {
                // A text that ends with a zero, and that nobody needs.
                continue;
            }
        }
        if ((flags & HEADER_SUM) != 0) {
            little(2);
        }
        inflater.reset();
        sum.reset();
        inMember = true;
    }

    /** Checks a member's sum and length. */
    private void end() throws IOException {
        at = filled - inflater.getRemaining();
        if (little(4) != sum.getValue() || little(4) != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new IOException("its checksum is wrong");
        }
        inMember = false;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
