package org.effigy.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads rows cell by cell, notes the problems, and hands rows on as long as there has been none. */
final class RowCheck {
    private final List<CellReader> cells = new ArrayList<>();
    private final CellReader.Status[] statuses;
    private final String source;
    private final Problems problems;
    private final RowSink sink;
    private long rows;

    /** Reads one cell of the current row. */
    interface Cells {
        CellReader.Status read(int field, CellReader cell);
    }

    RowCheck(Schema schema, InvalidValues policy, String source, Problems problems, RowSink sink) {
        schema.fields().forEach(field -> cells.add(new CellReader(field, policy)));
        this.statuses = new CellReader.Status[cells.size()];
        this.source = source;
        this.problems = problems;
        this.sink = sink;
    }

    /** Reads a row; {@code line} is for messages. */
    void row(long line, Cells row) {
        for (int i = 0; i < statuses.length; i++) {
            CellReader cell = cells.get(i);
            CellReader.Status status = row.read(i, cell);
            statuses[i] = status;
            if (status != CellReader.Status.VALUE && status != CellReader.Status.MISSING) {
                problems.add(new Problem(source, line, cell.field().name(), cell.problem(status)));
            }
        }
        rows++;
        if (!problems.any()) {
            sink.take(cells, statuses);
        }
    }

    ReadReport report(List<String> extraColumns) {
        Map<String, Long> changed = new LinkedHashMap<>();
        for (CellReader cell : cells) {
            if (cell.changed() > 0) {
                changed.put(cell.field().name(), cell.changed());
            }
        }
        return new ReadReport(source, rows, extraColumns, changed);
    }
}
