package org.effigy.table;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * What comes out of something packed, up to a bound: a few bytes can be made that unpack to more than any disk holds. A
 * table unpacks to some 3 to 30 times its bytes.
 */
final class BoundedInput extends InputStream {
    /** What comes out in any case, in bytes. */
    static final long FREE = 64L << 20;

    /** How many bytes may come out for each that went in, beyond that. */
    static final int RATIO = 200;

    private final Counted in;
    private final InputStream out;
    private long unpacked;
    private Optional<PackedException> broken = Optional.empty();

    private BoundedInput(Counted in, InputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Unpacks. */
    interface Unpacker {
        InputStream of(InputStream in) throws IOException;
    }

    static BoundedInput of(InputStream in, Unpacker unpacker) throws IOException {
        Counted counted = new Counted(in);
        return new BoundedInput(counted, unpacker.of(counted));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    /** @throws PackedException as soon as something is wrong, and whenever it is read after that */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (broken.isPresent()) {
            throw broken.get();
        }
        int count;
        try {
            count = out.read(bytes, offset, length);
        } catch (IOException | RuntimeException e) {
            if (in.failed) {
                throw e;
            }
            throw broke(new PackedException(
                    e instanceof EOFException
                            ? "it ends in the middle: it was cut short, so copy it again"
                            : "it can't be unpacked to its end, here or further on (" + Excerpt.of(e.getMessage(), 100)
                                    + "): it was altered or cut, so copy it again",
                    e));
        }
        if (count < 0) {
            // Who reckons a digest of the file needs its last bytes, too.
            in.transferTo(OutputStream.nullOutputStream());
            return count;
        }
        unpacked += count;
        if (unpacked > FREE + RATIO * in.read) {
            throw broke(
                    new PackedException("from here on more comes out than " + RATIO + " times what went in, which may"
                            + " be made to fill a disk: if it is meant, unpack it yourself and name what comes out"));
        }
        return count;
    }

    private PackedException broke(PackedException e) {
        broken = Optional.of(e);
        return e;
    }

    @Override
    public void close() throws IOException {
        // Closes what it reads from.
        out.close();
    }

    /** Counts what goes in, and tells a broken disk from broken bytes. */
    private static final class Counted extends FilterInputStream {
        private long read;
        private boolean failed;

        Counted(InputStream in) {
            super(new BufferedInputStream(in, 1 << 16));
        }

        @Override
        public int read() throws IOException {
            try {
                int one = super.read();
                read += one < 0 ? 0 : 1;
                return one;
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                int count = super.read(bytes, offset, length);
                read += Math.max(0, count);
                return count;
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
