package org.effigy.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.effigy.synth.Progress;

/** A file that tells how much of it has been read. */
final class WatchedInput extends FilterInputStream {
    private final Progress progress;
    private final long size;
    private long read;

    private WatchedInput(InputStream in, long size, Progress progress) {
        super(in);
        this.size = size;
        this.progress = progress;
    }

    static WatchedInput open(Path file, Progress progress) throws IOException {
        return new WatchedInput(Files.newInputStream(file), Files.size(file), progress);
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        saw(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        saw(Math.max(0, count));
        return count;
    }

    private void saw(int count) {
        read += count;
        progress.at("read", Math.min(read, size), size);
    }
}
