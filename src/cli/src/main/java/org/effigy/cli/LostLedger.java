package org.effigy.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.effigy.privacy.FileLedger;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Manifest;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Provenance;
import org.effigy.table.Field;
import org.effigy.table.Schema;

/** Notices a ledger that is gone, or used for two tables: models and manifests name the one that paid for them. */
final class LostLedger {
    /** Folders of more files are not searched. */
    private static final int MOST = 1_000;

    private LostLedger() {}

    /**
     * What stands in a ledger's folder and was paid from a file that is not there any more.
     *
     * @param ledger the place of a ledger that is to be made, or is missing
     * @return a sentence that names one; empty if all that is there can be accounted for
     */
    static Optional<String> beside(Path ledger) throws IOException {
        Path folder = ledger.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Set<String> there = new HashSet<>();
        Map<Path, Provenance> paid = new TreeMap<>();
        int seen = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, LostLedger::hasContent)) {
            for (Path file : files) {
                if (++seen > MOST) {
                    return Optional.empty();
                }
                look(file, there, paid);
            }
        }
        return paid.entrySet().stream()
                .filter(entry -> !there.contains(entry.getValue().ledger()))
                .findFirst()
                .map(entry -> "'" + entry.getKey().getFileName() + "' beside it was paid from ledger "
                        + entry.getValue().ledger() + " of '" + entry.getValue().dataset()
                        + "', which is not in this folder. If it counts the same people, what it spent would be"
                        + " forgotten: find it and use it");
    }

    /** Files of no size may be the system's own, as in {@code /proc}, and reading one may wait for ever. */
    private static boolean hasContent(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) > 0;
    }

    /**
     * Whether a ledger paid for a table of other columns, as a model in its folder tells: one ledger is for one data set.
     *
     * @return a sentence that names the model; empty if there is none
     */
    static Optional<String> ofOtherColumns(Path ledger, String id, Schema schema) throws IOException {
        Set<String> columns = names(schema);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(ledger.toAbsolutePath().getParent(), "*.effigy")) {
            for (Path file : files) {
                Optional<FittedModel> model = model(file);
                if (model.isPresent()
                        && model.get().provenance().ledger().equals(id)
                        && !names(model.get().schema()).equals(columns)) {
                    return Optional.of("this ledger also paid for '" + file.getFileName()
                            + "', whose table has other columns. One ledger is for one data set: two tables of"
                            + " different people need one each; two of the same people are right here");
                }
            }
        }
        return Optional.empty();
    }

    private static Set<String> names(Schema schema) {
        return schema.fields().stream().map(Field::name).collect(Collectors.toSet());
    }

    private static Optional<FittedModel> model(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) ? Optional.of(ModelFile.read(file)) : Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static void look(Path file, Set<String> there, Map<Path, Provenance> paid) throws IOException {
        String name = file.getFileName().toString();
        try {
            if (FileLedger.isAt(file)) {
                there.add(FileLedger.read(file).id());
            } else if (name.endsWith(".manifest.json")) {
                note(file, Manifest.read(file).provenance(), paid);
            } else if (name.endsWith(".effigy")) {
                note(file, ModelFile.read(file).provenance(), paid);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            // Broken files are told where they are used.
            return;
        }
    }

    /** One that was counted by itself has no ledger that could be lost. */
    private static void note(Path file, Provenance provenance, Map<Path, Provenance> paid) {
        if (provenance.ledgerHead().isPresent()) {
            paid.put(file, provenance);
        }
    }
}
