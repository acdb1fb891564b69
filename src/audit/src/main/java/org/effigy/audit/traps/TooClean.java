package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.table.IntervalCodec;

/** Too clean: missing cells, and values that the schema doesn't allow (typing errors, impossible numbers), are fewer. */
final class TooClean {
    private static final String CONSEQUENCE =
            "A model or a pipeline that is built on this table never meets the gaps and"
                    + " errors of the real one: it looks better here than it will be, and may fail on the first real row.";

    /** A rate has to fall by a fifth. */
    private static final double FACTOR = 0.8;

    private TooClean() {}

    static TrapResult find(AuditTable real, AuditTable synthetic, double alarms) {
        Missed gaps = new Missed(synthetic.rows(), real.rows());
        Missed errors = new Missed(synthetic.rows(), real.rows());
        long[] totals = new long[4];
        for (int c = 0; c < real.columns().size(); c++) {
            AuditColumn known = real.columns().get(c);
            AuditColumn judged = synthetic.columns().get(c);
            long missingJudged = missing(judged);
            long missingKnown = missing(known);
            long oddJudged = odd(judged);
            long oddKnown = odd(known);
            if (missingKnown > 0) {
                gaps.add(known.name() + ": missing cells", missingJudged, missingKnown);
            }
            if (oddKnown > 0) {
                errors.add(known.name() + ": values that the schema doesn't have", oddJudged, oddKnown);
            }
            totals[0] += missingJudged;
            totals[1] += missingKnown;
            totals[2] += oddJudged;
            totals[3] += oddKnown;
        }
        int width = real.columns().size();
        double cells = (double) synthetic.rows() * width;
        double realCells = (double) real.rows() * width;
        List<Figure> figures = List.of(
                TrapResult.figure(
                        "missing-cells",
                        "Share of cells that are missing",
                        totals[0] / cells,
                        totals[1] / realCells,
                        "reference: the real rows"),
                TrapResult.figure(
                        "odd-cells",
                        "Share of cells with a value that the schema doesn't have",
                        totals[2] / cells,
                        totals[3] / realCells,
                        "reference: the real rows"));
        List<Finding> findings = new ArrayList<>();
        List<Figure> fewer = gaps.significant("too-clean.missing.evidence", FACTOR, alarms / 2);
        if (!fewer.isEmpty()) {
            findings.add(new Finding(
                    Traps.ID + ".too-clean.missing",
                    Finding.Severity.WARNING,
                    "Missing cells are rarer than in the real table in " + Traps.columns(fewer.size()) + ".",
                    Traps.strongest(fewer),
                    CONSEQUENCE,
                    "Let the schema allow missing cells in these columns (no \"required\"), so that they are learned; or"
                            + " put gaps in at the real rate before the table is used."));
        }
        List<Figure> cleaner = errors.significant("too-clean.errors.evidence", FACTOR, alarms / 2);
        if (!cleaner.isEmpty()) {
            findings.add(new Finding(
                    Traps.ID + ".too-clean.errors",
                    Finding.Severity.NOTE,
                    "Typing errors and impossible values of the real table are rarer or gone in "
                            + Traps.columns(cleaner.size()) + ".",
                    Traps.strongest(cleaner),
                    CONSEQUENCE,
                    "Test cleaning steps and input checks on real rows, not on these; or declare the odd values in the"
                            + " schema, so that they are learned."));
        }
        return new TrapResult(figures, findings);
    }

    private static long missing(AuditColumn column) {
        return IntStream.range(0, column.rows()).filter(column::isMissing).count();
    }

    /** Values that the schema declares out; none where it declares nothing. */
    private static long odd(AuditColumn column) {
        if (column instanceof AuditColumn.Categories categories) {
            int declared = categories.declared();
            return declared == 0
                    ? 0
                    : IntStream.of(categories.codes())
                            .filter(code -> code >= declared)
                            .count();
        }
        return column.field().codec().orElse(null) instanceof IntervalCodec codec
                ? IntStream.range(0, column.rows())
                        .filter(row -> !column.isMissing(row)
                                && codec.codeOf(((AuditColumn.Numbers) column).values()[row]) < 0)
                        .count()
                : 0;
    }
}
