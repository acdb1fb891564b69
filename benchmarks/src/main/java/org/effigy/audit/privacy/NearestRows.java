package org.effigy.audit.privacy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditTable;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import tech.tablesaw.api.Table;

/**
 * The exact nearest train and holdout row of each synthetic row, timed: {@code NearestRows SCHEMA TRAIN HOLDOUT SYNTHETIC
 * THREADS RUNS}. Numbers are scaled by train's ranges, as the peers in {@code benchmarks/peers/nearest.py} do. CPU
 * seconds are those of the whole process, compiler and collector included, since the tables were read.
 */
public final class NearestRows {
    private NearestRows() {}

    /** Runs; see above. */
    public static void main(String[] arguments) throws IOException {
        Schema schema = Schema.read(Path.of(arguments[0]));
        Map<String, Table> tables = new LinkedHashMap<>();
        for (String csv : Arrays.asList(arguments).subList(1, 4)) {
            tables.put(
                    csv, AuditCoding.read(schema, CsvInput.of(Path.of(csv))).table());
        }
        List<AuditTable> coded = AuditCoding.code(schema, tables);
        Gower gower = Gower.ofRanges(List.of(coded.get(0)));
        Points synthetic = gower.points(coded.get(2));
        for (int run = 0; run < Integer.parseInt(arguments[5]); run++) {
            for (AuditTable real : coded.subList(0, 2)) {
                double start = seconds();
                Points references = gower.points(real);
                double sum = Arrays.stream(NeighbourSearch.of(references)
                                .nearest(synthetic, 1, Integer.parseInt(arguments[4]))
                                .distances(0))
                        .sum();
                System.out.printf(
                        "run %d, %d references: sum %.4f, %.2f CPU s%n",
                        run,
                        references.rows(),
                        sum,
                        seconds() - start);
            }
        }
    }

    private static double seconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }
}
