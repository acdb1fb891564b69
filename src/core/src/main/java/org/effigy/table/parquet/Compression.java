package org.effigy.table.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;

/** How a column's pages are packed. */
final class Compression {
    /** What a page unpacks to in any case, in bytes. */
    static final int FREE = 16 << 20;

    /** How many bytes may come out for each that went in, beyond that. */
    static final int RATIO = 200;

    private final CompressionCodec codec;

    /** @throws BrokenException if it is none that is read */
    Compression(CompressionCodec codec) {
        this.codec = codec;
        switch (codec == null ? CompressionCodec.LZO : codec) {
            case UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4_RAW -> {}
            default ->
                throw new BrokenException("its pages are packed by " + codec
                        + "; read are UNCOMPRESSED, SNAPPY, GZIP, ZSTD and LZ4_RAW: write the file again with one of"
                        + " these");
        }
    }

    /** Refuses to unpack to more than a page holds. */
    static void requireSize(long packed, long unpacked) {
        BrokenException.unless(
                unpacked >= 0 && packed >= 0 && unpacked <= FREE + packed * RATIO,
                "a page of " + packed + " bytes unpacks to " + unpacked + ", as if to fill the memory");
    }

    /** Unpacks {@code length} bytes to exactly {@code size}. */
    byte[] unpacked(byte[] data, int from, int length, int size) {
        requireSize(length, size);
        byte[] out = new byte[size];
        int count;
        switch (codec) {
            case UNCOMPRESSED -> {
                BrokenException.unless(length == size, "a page is not as long as it says");
                System.arraycopy(data, from, out, 0, size);
                count = size;
            }
            case GZIP -> {
                try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(data, from, length))) {
                    count = in.readNBytes(out, 0, size);
                } catch (IOException e) {
                    throw new BrokenException("a page can't be unpacked (" + e.getMessage() + "): copy the file again");
                }
            }
            default -> count = size == 0 ? 0 : decompressor().decompress(data, from, length, out, 0, size);
        }
        BrokenException.unless(count == size, "a page unpacks to " + count + " bytes and not to " + size);
        return out;
    }

    private Decompressor decompressor() {
        return switch (codec) {
            case SNAPPY -> new SnappyDecompressor();
            case ZSTD -> new ZstdDecompressor();
            default -> new Lz4Decompressor();
        };
    }
}
