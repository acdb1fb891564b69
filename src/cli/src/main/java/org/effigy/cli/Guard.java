package org.effigy.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.effigy.privacy.FileLedger;
import org.effigy.synth.Manifest;
import org.effigy.synth.ModelFile;
import org.effigy.table.Schema;
import org.effigy.table.TableFormatException;
import org.effigy.table.TableKind;

/**
 * All files that one command reads and writes, those that follow from others by name included. No two of them may be one
 * file unless both are only read, and nothing that was paid for or made by hand is replaced unasked. A command names them
 * all and checks once, before it reads any.
 */
final class Guard {
    /** How {@link org.effigy.table.PendingFile} calls what is not yet complete. */
    private static final Pattern PART = Pattern.compile("\\..*\\.[0-9]+-[0-9]+\\.part");

    /** The longest schema that is looked for in a file that would be replaced. */
    private static final long LONGEST_SCHEMA = 16 << 20;

    private final List<Place> read = new ArrayList<>();
    private final List<Place> written = new ArrayList<>();

    /**
     * A file.
     *
     * @param what it is, in words, where its name alone does not tell
     * @param lock whether it is one that a ledger makes for itself, which may be there
     */
    private record Place(Path path, String what, boolean lock) {
        Place(Path path, String what) {
            this(path, what, false);
        }

        String words() {
            return "'" + path + "'" + (what.isEmpty() ? "" : " (" + what + ")");
        }
    }

    /** Adds a file that is read; standard input is none. */
    Guard reads(String name) {
        return isFile(name) ? reads(Path.of(name)) : this;
    }

    private static boolean isFile(String name) {
        return !name.equals(Places.STANDARD) && TableKind.of(name) != TableKind.DATABASE;
    }

    /** Adds a file that is read; null is none. */
    Guard reads(Path path) {
        if (path != null) {
            read.add(new Place(path, ""));
        }
        return this;
    }

    /** Adds a table that is read, with the manifest that is looked for beside it. */
    Guard readsTable(String name) {
        if (isFile(name)) {
            reads(name);
            read.add(new Place(Manifest.beside(Path.of(name)), "where a manifest of '" + name + "' is looked for"));
        }
        return this;
    }

    /** Adds a ledger that is charged, with the lock beside it; null is none. */
    Guard charges(Path ledger) throws IOException {
        if (ledger != null) {
            reads(ledger);
            // The lock stands beside the ledger itself, wherever a link to it is.
            Path real = Files.exists(ledger) ? ledger.toRealPath() : ledger;
            written.add(new Place(FileLedger.lockOf(real), "the lock of '" + ledger + "'", true));
        }
        return this;
    }

    /** Adds a file that is written; null is none. */
    Guard writes(Path path) {
        return writes(path, "");
    }

    /** Adds a file that is written, and says what it is; null is none. */
    Guard writes(Path path, String what) {
        if (path != null) {
            written.add(new Place(path, what));
        }
        return this;
    }

    /** Adds a synthetic table that is written with its manifest; standard output has none. */
    Guard writesTable(String name) {
        if (!name.equals(Places.STANDARD)) {
            writes(Path.of(name));
            if (isOrdinary(Path.of(name))) {
                writes(Manifest.beside(Path.of(name)), "the manifest of '" + name + "'");
            }
        }
        return this;
    }

    /**
     * Refuses what would be lost, in a command that can't be told to go on.
     *
     * @throws UsageException if two of the files are one, or something is there that is not replaced
     * @throws IOException if a file can't be written, or they can't be told apart
     */
    void check() throws IOException {
        requireApart();
        for (Place output : written) {
            requireWritable(output);
            kept(output.path).ifPresent(kind -> refuse(output, kind, "name another output, or remove it first"));
        }
    }

    /** As {@link #check()}, unless a person says that models and schemas are to be replaced. */
    void check(Force force) throws IOException {
        requireApart();
        for (Place output : written) {
            requireWritable(output);
            if (!force.given) {
                kept(output.path)
                        .ifPresent(kind -> refuse(output, kind, "name another output, or add --force to replace it"));
            }
        }
    }

    private void requireApart() throws IOException {
        for (int i = 0; i < written.size(); i++) {
            Place output = written.get(i);
            for (Place input : read) {
                if (isOne(output.path, input.path)) {
                    throw new UsageException(output.words() + " is read"
                            + (output.what.isEmpty() && input.what.isEmpty() ? "" : " as " + input.words())
                            + ", so it can't be written as well: name another output");
                }
            }
            for (Place other : written.subList(0, i)) {
                if (isOne(output.path, other.path)) {
                    throw new UsageException(output.words() + " is to be written twice"
                            + (output.what.isEmpty() && other.what.isEmpty() ? "" : ", as " + other.words() + " too")
                            + ": name two outputs");
                }
            }
        }
    }

    private static void requireWritable(Place output) throws IOException {
        if (output.lock) {
            return;
        }
        Places.requireWritable(output.path);
        if (PART.matcher(output.path.getFileName().toString()).matches()) {
            throw new UsageException(
                    output.words() + " is named as the parts of unfinished files are: name another output");
        }
        if (FileLedger.isLock(output.path)) {
            throw new UsageException(output.words()
                    + " is the lock of a ledger, without which two programs could charge it at once: name"
                    + " another output");
        }
        if (FileLedger.isJournal(output.path)) {
            throw new UsageException(output.words()
                    + " is named as the answers of a fit that stopped are, which --resume needs: name another output");
        }
        if (Files.isRegularFile(output.path) && head(output.path).contains("PRIVATE KEY-----")) {
            throw new UsageException(output.words() + " is a private key, and is never replaced: name another output");
        }
    }

    private static void refuse(Place output, String kind, String next) {
        throw new UsageException(output.words() + " is " + kind + ", and is not replaced unasked: " + next);
    }

    private static String head(Path path) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            return new String(in.readNBytes(256), StandardCharsets.UTF_8);
        }
    }

    /** What a file is, if it is of those that nobody wants to lose. */
    private static Optional<String> kept(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        String head = head(path);
        if (head.contains("\"" + ModelFile.FORMAT + "\"")) {
            return Optional.of("a model, perhaps paid for");
        }
        return isSchema(path, head) ? Optional.of("a schema, perhaps edited by hand") : Optional.empty();
    }

    private static boolean isSchema(Path path, String head) throws IOException {
        if (!head.stripLeading().startsWith("{") || Files.size(path) > LONGEST_SCHEMA) {
            return false;
        }
        try {
            return !Schema.read(path).fields().isEmpty();
        } catch (TableFormatException e) {
            // Half a schema, as while somebody edits it, is worth as much.
            return Files.readString(path, StandardCharsets.ISO_8859_1).contains("\"effigy:");
        }
    }

    /** Whether two names lead to one file, through links and through systems that don't tell A from a. */
    private static boolean isOne(Path a, Path b) throws IOException {
        if (!isOrdinary(a) || !isOrdinary(b)) {
            return false;
        }
        if (Files.exists(a) && Files.exists(b)) {
            return Files.isSameFile(a, b);
        }
        // Where one is there and the other is not, the system tells them apart.
        return Files.notExists(a) && Files.notExists(b) && key(a).equals(key(b));
    }

    /** Not a device or pipe, which may be named as often as one likes. */
    private static boolean isOrdinary(Path path) {
        return !Files.exists(path) || Files.isRegularFile(path);
    }

    private static Path key(Path path) throws IOException {
        Path whole = path.toAbsolutePath().normalize();
        Path folder = whole.getParent();
        if (folder == null) {
            return whole;
        }
        String name = Normalizer.normalize(whole.getFileName().toString(), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT);
        return (Files.isDirectory(folder) ? folder.toRealPath() : folder).resolve(name);
    }
}
