package org.effigy.fuzz;

import java.io.IOException;
import java.util.List;
import org.effigy.audit.PolicyFuzz;
import org.effigy.privacy.LedgerFuzz;
import org.effigy.scenario.ScenarioFuzz;
import org.effigy.synth.ManifestFuzz;
import org.effigy.synth.ModelFuzz;
import org.effigy.table.CsvFuzz;
import org.effigy.table.PackedFuzz;
import org.effigy.table.SchemaFuzz;
import org.effigy.table.parquet.ParquetFuzz;

/** The readers that take bytes from outside. {@code benchmarks/fuzz.sh} gives each to Jazzer under its name. */
enum FuzzTarget {
    CSV(CsvFuzz::seeds, CsvFuzz::fuzzerTestOneInput),
    PACKED(PackedFuzz::seeds, PackedFuzz::fuzzerTestOneInput),
    PARQUET(ParquetFuzz::seeds, ParquetFuzz::fuzzerTestOneInput),
    SCHEMA(SchemaFuzz::seeds, SchemaFuzz::fuzzerTestOneInput),
    MODEL(ModelFuzz::seeds, ModelFuzz::fuzzerTestOneInput),
    MANIFEST(ManifestFuzz::seeds, ManifestFuzz::fuzzerTestOneInput),
    LEDGER(LedgerFuzz::seeds, LedgerFuzz::fuzzerTestOneInput),
    POLICY(PolicyFuzz::seeds, PolicyFuzz::fuzzerTestOneInput),
    SCENARIO(ScenarioFuzz::seeds, ScenarioFuzz::fuzzerTestOneInput);

    /** Inputs to begin with. */
    interface Seeds {
        List<byte[]> get() throws IOException;
    }

    /** Fails by throwing. */
    interface Run {
        void on(byte[] data) throws IOException;
    }

    private final Seeds seeds;
    private final Run run;

    FuzzTarget(Seeds seeds, Run run) {
        this.seeds = seeds;
        this.run = run;
    }

    List<byte[]> seeds() throws IOException {
        return seeds.get();
    }

    void run(byte[] data) throws IOException {
        run.on(data);
    }
}
