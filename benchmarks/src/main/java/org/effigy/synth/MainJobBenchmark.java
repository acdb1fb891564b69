package org.effigy.synth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLedger;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The main job from a CSV file to a synthetic one, in a warm JVM: read, fit, sample, write, manifest. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(1)
public class MainJobBenchmark {
    /** The table; the default is the bundled one. */
    @Param("datasets/hospital-encounters/encounters.csv")
    public String table;

    /** Its schema; one without a unit takes each row as a unit. */
    @Param("datasets/hospital-encounters/encounters.schema.json")
    public String schema;

    /** The model. */
    @Param("independent")
    public String model;

    private Path output;

    /** Makes a place to write to. */
    @Setup
    public void open() throws IOException {
        output = Files.createTempFile("effigy", ".csv");
    }

    /** Removes what was written. */
    @TearDown
    public void close() throws IOException {
        Files.deleteIfExists(Manifest.beside(output));
        Files.deleteIfExists(output);
    }

    /** One table. */
    @Benchmark
    public Manifest synthesize() throws IOException {
        Schema described = Schema.read(Path.of(schema));
        CodedTable rows = TableReader.of(described).readRecords(CsvInput.of(Path.of(table)));
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        try (PrivacyLedger ledger = MemoryLedger.of("benchmark", budget)) {
            PrivateTable door =
                    PrivateTable.ofRows(rows.records(), ledger.open("benchmark", budget), OpenDpNoise.load());
            FittedModel fitted = FittedModel.fit(Synthesizer.named(model), door, described);
            return Sample.of(fitted, 1).write(output, Clock.systemUTC(), Progress.NONE);
        }
    }
}
