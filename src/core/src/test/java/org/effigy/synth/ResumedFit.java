package org.effigy.synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.AnswerJournal;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.KeyedNoise;
import org.effigy.privacy.KeyedRelease;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.ResumableRelease;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.OpenRows;
import org.effigy.table.PendingFile;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;

/**
 * A process that discovers and fits a table, or goes on with a fit that was killed, as the command line does. Before each draw
 * it writes down, synced, how many charges the ledger's file held. Arguments: folder of the table, ledger, file of what was
 * drawn, model file; and how: {@code honest} resumes; {@code forgetful} pays for everything again.
 */
final class ResumedFit {
    /** Time stands still, so that ledgers and models of two runs can be compared byte by byte. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    static final PrivacyBudget BUDGET =
            new PrivacyBudget(2, 1e-6, Neighbours.ADD_REMOVE, PrivacyUnit.of("patient_id", 2), 1e-7);

    private static final byte[] ROWS = {1, 2, 3};

    private ResumedFit() {}

    public static void main(String[] arguments) throws IOException {
        Path ledger = Path.of(arguments[1]);
        try (FileLedger open = FileLedger.open(ledger, CLOCK);
                FileChannel drawn =
                        FileChannel.open(Path.of(arguments[2]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            System.out.println("ready");
            ResumableRelease release = release(open, arguments[4].equals("honest"));
            FittedModel model = fit(Path.of(arguments[0]), release, new KeyedNoise(() -> {
                long charge = charges(ledger, release.id());
                write(drawn, charge);
                return charge;
            }));
            PendingFile.write(Path.of(arguments[3]), ModelFile.bytes(model));
            release.journal().delete();
        }
        System.out.println("whole");
    }

    private static ResumableRelease release(FileLedger ledger, boolean resume) {
        List<AnswerJournal> stopped = resume ? ResumableRelease.stopped(ledger) : List.of();
        return stopped.isEmpty()
                ? KeyedRelease.begin(ledger, "discover and fit", BUDGET, ROWS)
                : ResumableRelease.resume(ledger, stopped.get(0), ROWS);
    }

    private static FittedModel fit(Path folder, ResumableRelease release, KeyedNoise noise) throws IOException {
        Schema open = Schema.read(folder.resolve("schema.json"));
        Path table = folder.resolve("table.csv");
        OpenRows texts = TableReader.of(open).readOpen(CsvInput.of(table));
        Schema schema = Discovery.of(open).run(texts, release, noise, CLOCK.instant(), Progress.NONE);
        CodedTable rows = TableReader.of(schema).readRecords(CsvInput.of(table));
        PrivateTable door = PrivateTable.ofUnits(rows.records(), rows.units().orElseThrow(), release, noise);
        return FittedModel.fit(Synthesizer.named("mst"), door, schema);
    }

    /** As the file has it, not this process. */
    private static long charges(Path ledger, String release) {
        return FileLedger.read(ledger).releases().stream()
                .filter(one -> one.id().equals(release))
                .map(LedgerStatement.OfRelease::entries)
                .mapToLong(List::size)
                .sum();
    }

    private static void write(FileChannel drawn, long charge) {
        try {
            drawn.write(ByteBuffer.wrap((charge + "\n").getBytes(StandardCharsets.US_ASCII)));
            drawn.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
