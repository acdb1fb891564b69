package org.effigy.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.effigy.measure.PrivateTable;
import org.effigy.synth.DomainOrigin;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Lineage;
import org.effigy.synth.Manifest;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Progress;
import org.effigy.synth.Sample;
import org.effigy.synth.Synthesizer;
import org.effigy.table.CodedTable;
import org.effigy.table.Schema;

/** A clock by which everything takes as long as there are rows; what is stamped by it late tells how many there are. */
final class MovingClock extends Clock {
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    private void tick(CodedTable rows) {
        now = now.plus(Duration.ofHours(rows.records().rows()));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("times of this test are in UTC");
    }

    /**
     * Fits and samples while the clock moves with each step; the model, the table and its manifest.
     *
     * @param early whether the stamp is taken before the rows, as the command line does
     */
    static Replay.Output stamped(CodedTable rows, PrivateTable door, Schema schema, boolean early) {
        MovingClock clock = new MovingClock();
        Clock begun = Clock.fixed(clock.instant(), ZoneOffset.UTC);
        Progress steps = (what, done, all) -> clock.tick(rows);
        FittedModel model = FittedModel.fit(
                Synthesizer.named("independent"), door, schema, DomainOrigin.DECLARED, Lineage.REAL, steps);
        clock.tick(rows);
        try {
            Path file = Files.createTempDirectory("stamped").resolve("rows.csv");
            new Sample(model, 50, 7, "", "").write(file, early ? begun : clock, steps);
            Path manifest = Manifest.beside(file);
            String text = Files.readString(file) + Files.readString(manifest);
            Files.delete(file);
            Files.delete(manifest);
            Files.delete(file.getParent());
            return new Replay.Output(ModelFile.bytes(model), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
