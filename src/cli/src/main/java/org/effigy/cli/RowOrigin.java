package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.effigy.synth.Lineage;
import org.effigy.synth.Manifest;
import org.effigy.table.TableKind;

/**
 * Where the rows of a fit came from: by the manifest beside the table, or the one that a person names. A pipe or a database
 * has none beside it; without a name for one, nobody looked.
 */
final class RowOrigin {
    private final String input;
    private final Optional<Manifest> manifest;
    private final Lineage lineage;

    private RowOrigin(String input, Optional<Manifest> manifest, Lineage lineage) {
        this.input = input;
        this.manifest = manifest;
        this.lineage = lineage;
    }

    /**
     * Looks for the manifest.
     *
     * @throws UsageException if it belongs to other rows
     * @throws IllegalArgumentException if it says that the rows are synthetic, and nobody said that this is meant
     * @throws IOException if it can't be read, or is none
     */
    static RowOrigin of(FitOptions options) throws IOException {
        Path named = options.manifest;
        boolean pipe = options.input.equals(Places.STANDARD)
                || TableKind.of(options.input) == TableKind.DATABASE
                || isPipe(Path.of(options.input));
        Optional<Manifest> manifest = named != null
                ? Optional.of(Manifest.read(named))
                : pipe ? Optional.empty() : beside(Path.of(options.input));
        RowOrigin origin = new RowOrigin(
                options.input, manifest, manifest.map(Manifest::next).orElse(pipe ? Lineage.UNCHECKED : Lineage.REAL));
        if (manifest.isPresent() && !options.allowSyntheticInput) {
            if (!pipe) {
                origin.requireOf(FileDigest.bytes(Path.of(options.input)));
            }
            throw new IllegalArgumentException("the manifest "
                    + (named == null ? "beside " + options.input : "'" + named + "'")
                    + " says that its rows are synthetic: fit on real rows, or add --allow-synthetic-input if you mean"
                    + " it (faults add up from generation to generation)");
        }
        return origin;
    }

    /** A link may have another name than the table that it leads to. */
    private static Optional<Manifest> beside(Path table) throws IOException {
        Optional<Manifest> manifest = Manifest.find(table);
        return manifest.isPresent() || !Files.exists(table) ? manifest : Manifest.find(table.toRealPath());
    }

    private static boolean isPipe(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }

    /** The lineage of a model of these rows. */
    Lineage lineage() {
        return lineage;
    }

    /**
     * Checks, when the rows have been read and nothing is spent yet, that the manifest is theirs.
     *
     * @param digest the SHA-256 of the table; given back
     * @throws UsageException if it belongs to others
     */
    byte[] requireOf(byte[] digest) {
        if (manifest.isPresent()
                && !manifest.get().output().equals("sha256:" + HexFormat.of().formatHex(digest))) {
            throw new UsageException("the manifest of "
                    + (input.equals(Places.STANDARD)
                            ? "standard input"
                            : TableKind.of(input) == TableKind.DATABASE ? "the database" : "'" + input + "'")
                    + " is of other rows than these: name the one that was written with them, or move it away if these"
                    + " rows are real");
        }
        return digest;
    }
}
