package org.effigy.audit.likeness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.UtilityReport;
import org.effigy.audit.traps.Traps;
import org.effigy.audit.utility.UtilityAudit;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/**
 * Splits real rows by lot into train, holdout and a sample given as the synthetic table, again and again, and prints what the
 * audit finds: {@code FalseAlarms SCHEMA DRAWS TRAIN-ROWS HOLDOUT-ROWS TABLE...}.
 */
public final class FalseAlarms {
    private FalseAlarms() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        Schema schema = Schema.read(Path.of(args[0]));
        int draws = Integer.parseInt(args[1]);
        int train = Integer.parseInt(args[2]);
        int holdout = Integer.parseInt(args[3]);
        Table all = AuditCoding.read(schema, CsvInput.of(Path.of(args[4]))).table();
        for (int i = 5; i < args.length; i++) {
            all.append(AuditCoding.read(schema, CsvInput.of(Path.of(args[i]))).table());
        }
        int alarms = 0;
        for (int draw = 0; draw < draws; draw++) {
            int[] order = Draw.of(draw, 1).rows(all.rowCount(), all.rowCount());
            UtilityReport report = UtilityAudit.of(schema)
                    .train(part(all, order, 0, train))
                    .holdout(part(all, order, train, train + holdout))
                    .synthetic(part(all, order, train + holdout, order.length))
                    .only(Traps.of())
                    .run();
            alarms += report.findings().isEmpty() ? 0 : 1;
            for (Finding finding : report.findings()) {
                System.out.println("draw " + draw + ": " + finding.id() + ": "
                        + finding.evidence().stream().map(Figure::title).toList());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d of %d draws of %d + %d + %d real rows found something%n",
                alarms,
                draws,
                train,
                holdout,
                all.rowCount() - train - holdout);
    }

    private static Table part(Table all, int[] order, int from, int to) {
        return all.where(Selection.with(Arrays.copyOfRange(order, from, to)));
    }
}
