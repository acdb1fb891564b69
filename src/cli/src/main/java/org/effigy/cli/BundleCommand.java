package org.effigy.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.effigy.bundle.Bundle;
import org.effigy.bundle.Piece;
import org.effigy.synth.Manifest;
import org.effigy.table.PendingFile;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy bundle}. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Puts the evidence of a release into one file, for inside or for those who get the rows.",
        description = {
            "",
            "Named are the synthetic table and what was written for it: card, audit, redacted page, policy, decision."
                    + " Each is known by its content; its manifest and signatures are found beside it. Files that do not"
                    + " tell of one release are refused, and for outside all that tells of real rows. 'effigy verify'"
                    + " checks a bundle.",
            "",
            "Example: effigy bundle synthetic.csv card.html card.json --schema patients.schema.json --outside -o"
                    + " release.zip",
            ""
        })
final class BundleCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SYNTHETIC", description = "The table that 'effigy sample' wrote.")
    private Path synthetic;

    @Parameters(index = "1..*", paramLabel = "FILE", description = "What was written for it.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--schema", required = true, paramLabel = "JSON", description = "What the columns may hold.")
    private Path schema;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private For audience;

    @Option(
            names = "--ledger",
            paramLabel = "LEDGER",
            description = "The ledger that paid: the bundle for inside then holds what it says of all releases.")
    private Path ledger;

    @Option(names = "--with-rows", description = "Put the synthetic table in as well.")
    private boolean withRows;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "ZIP",
            description = "The bundle to write.")
    private Path output;

    @Mixin
    private Signing signing;

    @Mixin
    private Talk talk;

    /** For whom. */
    static final class For {
        @Option(names = "--inside", description = "For the house: everything that is named.")
        private boolean inside;

        @Option(
                names = "--outside",
                description = "For those who get the rows: public facts alone, and of the decision no reasons.")
        private boolean outside;

        Bundle.Side side() {
            return outside ? Bundle.Side.OUTSIDE : Bundle.Side.INSIDE;
        }
    }

    @Override
    public Integer call() throws Exception {
        Guard guard = new Guard().readsTable(synthetic.toString()).reads(schema).reads(ledger);
        files.forEach(guard::reads);
        guard.writes(output);
        signing.enter(guard, List.of(output)).check();
        if (audience.outside && ledger != null) {
            throw new UsageException("--ledger tells of other releases, and the bundle is for outside: leave it out,"
                    + " the card says what all releases together may spend");
        }
        signing.open(talk);
        Manifest manifest = manifest();
        Map<Piece, byte[]> pieces = new EnumMap<>(Piece.class);
        Map<Piece, byte[]> signatures = new EnumMap<>(Piece.class);
        Path beside = Manifest.beside(synthetic);
        put(pieces, signatures, Piece.MANIFEST, beside, SignCommand.content(beside));
        Schema columns = Schema.read(schema);
        // As the program writes it: a file that it names would be missing in the bundle.
        pieces.put(Piece.SCHEMA, SchemaJson.text(columns).getBytes(StandardCharsets.UTF_8));
        for (Path file : files) {
            byte[] content = SignCommand.content(file);
            Piece piece = Piece.of(content)
                    .orElseThrow(() -> new UsageException("'" + file + "' is no card, audit, policy, schema or decision"
                            + " that this program writes, so it does not go into a bundle: leave it out"));
            if (pieces.containsKey(piece)) {
                throw new UsageException("'" + file + "' is a second " + piece.file() + ": name one");
            }
            put(pieces, signatures, piece, file, content);
        }
        if (ledger != null) {
            pieces.put(
                    Piece.LEDGER,
                    StatementJson.of(PaidFrom.statement(ledger, manifest.provenance(), "the synthetic rows"))
                            .getBytes(StandardCharsets.UTF_8));
        }
        Bundle bundle = Bundle.of(
                audience.side(),
                synthetic.getFileName().toString(),
                manifest,
                columns,
                pieces,
                signatures,
                withRows ? Optional.of(SignCommand.content(synthetic)) : Optional.empty());
        byte[] zip = bundle.zip();
        PendingFile.write(output, zip);
        signing.sign(output, zip, talk);
        talk.say(
                "Wrote %s for %s: %s.",
                output, bundle.side().word(), String.join(", ", bundle.files().keySet()));
        return 0;
    }

    private Manifest manifest() throws IOException {
        Manifest manifest = Manifest.find(synthetic)
                .orElseThrow(() -> new UsageException("there is no manifest beside '" + synthetic
                        + "', so nothing says where its rows came from: name a table that 'effigy sample' wrote"));
        if (!manifest.output().equals(FileDigest.of(synthetic))) {
            throw new UsageException("the manifest beside '" + synthetic
                    + "' is of other rows than these: put the table back as it was written");
        }
        return manifest;
    }

    private static void put(
            Map<Piece, byte[]> pieces, Map<Piece, byte[]> signatures, Piece piece, Path file, byte[] content)
            throws IOException {
        pieces.put(piece, content);
        Path signature = Signing.beside(file);
        if (Files.isRegularFile(signature)) {
            signatures.put(piece, SignCommand.content(signature));
        }
    }
}
