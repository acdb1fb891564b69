package org.effigy.audit.utility;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.UtilityReport;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * Audits a synthetic table's likeness and traps, and prints figures, findings and time:
 * {@code AuditTables SCHEMA TRAIN HOLDOUT SYNTHETIC [COPIES]}. With COPIES each table is read once and put below itself so
 * many times, with values moved so that rows stay different, to see how time grows.
 */
public final class AuditTables {
    private AuditTables() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        Schema schema = Schema.read(Path.of(args[0]));
        int copies = args.length > 4 ? Integer.parseInt(args[4]) : 1;
        Table train = read(schema, args[1], copies);
        Table holdout = read(schema, args[2], copies);
        Table synthetic = read(schema, args[3], copies);
        Duration before = cpu();
        UtilityReport report = UtilityAudit.of(schema)
                .train(train)
                .holdout(holdout)
                .synthetic(synthetic)
                .run();
        Duration after = cpu();
        for (Figure figure : report.figures()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-58s %.6g %s reference %s%n",
                    figure.id(),
                    figure.value(),
                    figure.interval()
                            .map(i -> String.format(Locale.ROOT, "[%.6g, %.6g]", i.low(), i.high()))
                            .orElse(""),
                    figure.reference()
                            .map(r -> String.format(Locale.ROOT, "%.6g", r))
                            .orElse("-"));
        }
        for (Finding finding : report.findings()) {
            System.out.println(finding.severity() + " " + finding.id() + ": " + finding.title());
        }
        System.out.printf(
                Locale.ROOT,
                "rows %s; CPU seconds: audit %.1f, whole process %.1f%n",
                report.rows(),
                after.minus(before).toMillis() / 1000.0,
                after.toMillis() / 1000.0);
    }

    private static Table read(Schema schema, String file, int copies) throws IOException {
        Table table = AuditCoding.read(schema, CsvInput.of(Path.of(file))).table();
        Table all = table.copy();
        for (int copy = 1; copy < copies; copy++) {
            Table moved = table.copy();
            int by = copy;
            moved.columns().stream()
                    .filter(LongColumn.class::isInstance)
                    .map(LongColumn.class::cast)
                    .filter(column -> column.max() > 10_000 && column.min() > 0)
                    .forEach(column -> {
                        for (int row = 0; row < column.size(); row++) {
                            column.set(row, column.getLong(row) + by);
                        }
                    });
            all.append(moved);
        }
        return all;
    }

    /** CPU time of this process so far. */
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
