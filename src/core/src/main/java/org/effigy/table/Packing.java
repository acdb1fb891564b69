package org.effigy.table;

import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** How the bytes of a CSV are packed, by the ending of its file's name. */
public enum Packing {
    /** Not at all. */
    NONE(""),
    /** {@code .gz}: RFC 1952, one member or several. What is written names no file and no time. */
    GZIP(".gz"),
    /** {@code .zst}: Zstandard, RFC 8878. */
    ZSTD(".zst");

    /** How files begin that are packed or are tables of another kind, in hexadecimal digits, and what they are. */
    private static final List<Looks> LOOKS = List.of(
            new Looks("1f8b08", "gzip", Optional.of(GZIP)),
            new Looks("28b52ffd", "zstd", Optional.of(ZSTD)),
            new Looks("504b0304", "a ZIP archive or a spreadsheet", Optional.empty()),
            new Looks("425a68", "bzip2", Optional.empty()),
            new Looks("fd377a585a00", "xz", Optional.empty()));

    /** The bytes that the longest of these need. */
    static final int LOOKED = 6;

    private record Looks(String start, String name, Optional<Packing> packing) {}

    private final String ending;

    Packing(String ending) {
        this.ending = ending;
    }

    /** That of a file of this name. */
    public static Packing of(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return small.endsWith(GZIP.ending) ? GZIP : small.endsWith(ZSTD.ending) ? ZSTD : NONE;
    }

    /** A name without the ending that says how it is packed. */
    public String bare(String name) {
        return name.substring(0, name.length() - ending.length());
    }

    /**
     * Unpacks a stream, as far as {@link BoundedInput} lets it.
     *
     * @throws PackedException if it does not begin as its packing does
     * @throws IOException if it can't be read
     */
    InputStream unpacked(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> BoundedInput.of(in, GzipInput::new);
            case ZSTD -> BoundedInput.of(in, ZstdInputStream::new);
        };
    }

    /** Packs a stream; whoever closes it closes the other, too. */
    OutputStream packed(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, 1 << 16);
            case ZSTD -> new ZstdOutputStream(out);
        };
    }

    /**
     * Refuses bytes that are not packed as their name says.
     *
     * @param start the table's first {@value #LOOKED} bytes, or all
     * @throws PackedException if they look like something else
     */
    void require(byte[] start) throws PackedException {
        String digits = HexFormat.of().formatHex(start);
        Optional<Looks> found =
                LOOKS.stream().filter(looks -> digits.startsWith(looks.start)).findFirst();
        if (found.isEmpty() && this != NONE) {
            throw new PackedException("its name says that it is packed, and its first bytes are not those of "
                    + name().toLowerCase(Locale.ROOT) + ": name it without '" + ending + "' if it is a plain table");
        }
        if (found.isPresent() && !found.get().packing.equals(Optional.of(this))) {
            throw new PackedException("by its first bytes it is " + found.get().name
                    + found.get()
                            .packing
                            .map(right -> ": name a file that ends in '" + right.ending + "', or unpack it first")
                            .orElse(": unpack it, and name the CSV in it"));
        }
    }
}
