package org.effigy.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.effigy.synth.Manifest;
import org.effigy.table.Schema;

/**
 * The evidence of a release as one archive: its pieces, the signatures that stand beside them, what machines read about
 * data sets, and {@code index.json}, which names each file's digest. The same files give the same bytes.
 */
public final class Bundle {
    /** The index's name. */
    static final String INDEX = "index.json";

    /** Where synthetic rows stand. */
    static final String ROWS = "rows/";

    /** What is added to a file's name to name its signature. */
    private static final String SIGNATURE = ".sig";

    private static final String FORMAT = "effigy-bundle";
    private static final int VERSION = 1;
    private static final String NOTICE = "release.json";

    private final Side side;
    private final Map<String, byte[]> files;

    /** For whom a bundle is. */
    public enum Side {
        /** For the house: everything. */
        INSIDE,
        /** For those who get the rows: public facts alone. */
        OUTSIDE;

        /** In small letters. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Bundle(Side side, Map<String, byte[]> files) {
        this.side = side;
        this.files = Collections.unmodifiableMap(files);
    }

    /**
     * Puts the evidence of a synthetic table together.
     *
     * @param side for whom
     * @param name of the table's file, without its folder
     * @param manifest of the table
     * @param schema of the table
     * @param pieces the files, the manifest's and schema's among them
     * @param signatures of pieces, as they stand beside them
     * @param rows the synthetic rows, if they are to go along
     * @throws IllegalArgumentException if pieces tell of different releases, or the bundle is for outside and one may not
     *     leave
     */
    public static Bundle of(
            Side side,
            String name,
            Manifest manifest,
            Schema schema,
            Map<Piece, byte[]> pieces,
            Map<Piece, byte[]> signatures,
            Optional<byte[]> rows) {
        Map<String, byte[]> all = new TreeMap<>();
        pieces.forEach((piece, content) -> all.put(piece.file(), content));
        signatures.forEach((piece, content) -> all.put(piece.file() + SIGNATURE, content));
        rows.ifPresent(content -> all.put(ROWS + name, content));
        requireAgreement(all);
        if (side == Side.OUTSIDE) {
            open(all, pieces);
        }
        DataSet table = new DataSet(rows.isPresent() ? ROWS + name : name, manifest, schema);
        all.put("croissant.json", Documents.bytes(Croissant.of(table)));
        all.put("datapackage.json", Documents.bytes(table.dataPackage()));
        all.put("prov.jsonld", Documents.bytes(Lineages.prov(table)));
        all.put("openlineage.json", Documents.bytes(Lineages.openLineage(table)));
        all.put(INDEX, index(side, all));
        return new Bundle(side, all);
    }

    private static void requireAgreement(Map<String, byte[]> files) {
        List<String> faults = Agreement.faults(files);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("the files do not tell of one release: " + String.join("; ", faults)
                    + ". Name the files that were written for this table");
        }
    }

    /** Leaves what may leave. */
    private static void open(Map<String, byte[]> files, Map<Piece, byte[]> pieces) {
        Optional<byte[]> notice =
                Optional.ofNullable(pieces.get(Piece.DECISION)).map(Notice::of);
        for (Piece piece : pieces.keySet()) {
            if (!piece.isOpen() && piece != Piece.DECISION) {
                throw new IllegalArgumentException(piece.file() + " tells of real rows or of other releases, and stays"
                        + " inside: leave it out, or make the bundle for inside");
            }
        }
        files.remove(Piece.DECISION.file());
        files.remove(Piece.DECISION.file() + SIGNATURE);
        notice.ifPresent(content -> files.put(NOTICE, content));
        closed(files).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
    }

    /** What in a bundle must not leave, in words; rows are synthetic and may hold any time. */
    private static Optional<String> closed(Map<String, byte[]> files) {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String text = new String(file.getValue(), StandardCharsets.UTF_8);
            boolean told = file.getKey().startsWith(ROWS) || file.getKey().endsWith(SIGNATURE);
            if (!told && Piece.isInternal(text)) {
                return Optional.of(file.getKey() + " says that it is internal, and stays inside");
            }
            if (file.getKey().equals(Piece.MANIFEST.file()) && isTimed(file.getValue())) {
                return Optional.of(file.getKey() + " holds a time of the day, which tells how long a fit took: draw the"
                        + " rows again with this program");
            }
        }
        return Optional.empty();
    }

    /** Whether a manifest says more than the day; bounds of columns and conditions are public, whatever time they name. */
    private static boolean isTimed(byte[] manifest) {
        return Documents.tree(manifest)
                .map(tree -> tree.at("/content/date").asText())
                .filter(date -> !date.endsWith("T00:00:00Z"))
                .isPresent();
    }

    private static byte[] index(Side side, Map<String, byte[]> files) {
        ObjectNode root = Documents.MAPPER
                .createObjectNode()
                .put("format", FORMAT)
                .put("version", VERSION)
                .put("for", side.word());
        ObjectNode digests = root.putObject("files");
        files.forEach((file, content) -> digests.put(file, Documents.digest(content)));
        return Documents.bytes(root);
    }

    /** Whether these bytes begin as an archive does. */
    public static boolean isBundle(byte[] content) {
        return content.length > 3 && content[0] == 'P' && content[1] == 'K' && content[2] == 3 && content[3] == 4;
    }

    /**
     * Reads a bundle.
     *
     * @throws IllegalArgumentException if it is none, or was packed again
     */
    public static Bundle read(byte[] content) {
        Map<String, byte[]> files = Zip.read(content);
        JsonNode index = Optional.ofNullable(files.get(INDEX))
                .flatMap(Documents::tree)
                .filter(tree -> FORMAT.equals(tree.path("format").asText()))
                .orElseThrow(() -> new IllegalArgumentException("it has no index of a bundle"));
        if (index.path("version").asInt() != VERSION) {
            throw new IllegalArgumentException("it is a bundle of version "
                    + index.path("version").asText() + ", and this program reads version " + VERSION);
        }
        Side side = index.path("for").asText().equals(Side.OUTSIDE.word()) ? Side.OUTSIDE : Side.INSIDE;
        return new Bundle(side, files);
    }

    /** For whom it is. */
    public Side side() {
        return side;
    }

    /** Its files by name; their bytes are its own. */
    public Map<String, byte[]> files() {
        return files;
    }

    /** Its bytes. */
    public byte[] zip() {
        return Zip.write(files);
    }

    /** What is wrong with it, in words; empty if its index, its files and what they say of each other agree. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        JsonNode digests =
                Documents.tree(files.get(INDEX)).map(tree -> tree.path("files")).orElseThrow();
        digests.fieldNames().forEachRemaining(file -> {
            if (!files.containsKey(file)) {
                faults.add(file + " is missing");
            }
        });
        files.forEach((file, content) -> {
            if (!file.equals(INDEX)
                    && !Documents.digest(content).equals(digests.path(file).asText())) {
                faults.add(digests.has(file) ? file + " was changed" : file + " is not in the index");
            }
        });
        faults.addAll(Agreement.faults(files));
        if (side == Side.OUTSIDE) {
            closed(files).ifPresent(faults::add);
            for (Piece piece : Piece.values()) {
                if (!piece.isOpen() && files.containsKey(piece.file())) {
                    faults.add(piece.file() + " stays inside, and this bundle is for outside");
                }
            }
        }
        return List.copyOf(faults);
    }
}
