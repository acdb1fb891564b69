package org.effigy.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads rows cell by cell, notes the problems, and hands rows on as long as there has been none. */
final class RowCheck {
    private final List<CellReader> cells = new ArrayList<>();
    private final CellReader.Status[] statuses;
    private final String source;
    private final Problems problems;
    private final RowSink sink;
    private final Placeholders placeholders;
    private final Optional<UnknownUnits> unknown;
    private final int unit;
    private final Map<String, Long> met = new LinkedHashMap<>();
    private long rows;

    /** Reads one cell of the current row. */
    interface Cells {
        CellReader.Status read(int field, CellReader cell);
    }

    /** @param unknown what becomes of rows whose unit is a placeholder; empty for cells that have no text to tell by */
    RowCheck(
            Schema schema,
            InvalidValues policy,
            Optional<UnknownUnits> unknown,
            String source,
            Problems problems,
            RowSink sink) {
        schema.fields().forEach(field -> cells.add(new CellReader(field, policy)));
        this.statuses = new CellReader.Status[cells.size()];
        this.source = source;
        this.problems = problems;
        this.sink = sink;
        this.placeholders = new Placeholders(schema);
        this.unknown = unknown;
        this.unit = unknown.isEmpty()
                ? -1
                : schema.unit().map(field -> schema.position(field.name())).orElse(-1);
    }

    /** Reads a row; {@code line} is for messages. */
    void row(long line, Cells row) {
        if (unit >= 0 && isUnknown(line, row) && isChosen(UnknownUnits.DROP)) {
            return;
        }
        for (int i = 0; i < statuses.length; i++) {
            CellReader cell = cells.get(i);
            CellReader.Status status = row.read(i, cell);
            statuses[i] = status;
            if (status != CellReader.Status.VALUE && status != CellReader.Status.MISSING) {
                if (status != CellReader.Status.REQUIRED) {
                    problems.unread(cell.field().name());
                }
                problems.add(new Problem(source, line, cell.field().name(), cell.problem(status)));
            }
        }
        rows++;
        problems.row();
        if (!problems.any()) {
            sink.take(cells, statuses);
        }
    }

    /** Whether a row's unit names nobody, whatever else is in it: which rows are left out depends on nothing more. */
    private boolean isUnknown(long line, Cells row) {
        CellReader cell = cells.get(unit);
        CellReader.Status status = row.read(unit, cell);
        if (!placeholders.contains(cell.text())) {
            return false;
        }
        // A missing unit is no unit, and refused as such, unless its rows are left out.
        if (status == CellReader.Status.VALUE || isChosen(UnknownUnits.DROP)) {
            met.merge(cell.text(), 1L, Long::sum);
        }
        if (status == CellReader.Status.VALUE && isChosen(UnknownUnits.REFUSE)) {
            problems.add(new Problem(
                    source,
                    line,
                    cell.field().name(),
                    "'" + cell.text()
                            + "' names no unit, and several people may stand behind it: give each row the value"
                            + " of its unit, or leave such rows out"));
        }
        return true;
    }

    private boolean isChosen(UnknownUnits choice) {
        return unknown.filter(made -> made == choice).isPresent();
    }

    ReadReport report(List<String> extraColumns) {
        Map<String, Long> changed = new LinkedHashMap<>();
        for (CellReader cell : cells) {
            if (cell.changed() > 0) {
                changed.put(cell.field().name(), cell.changed());
            }
        }
        return new ReadReport(source, rows, extraColumns, changed, met);
    }
}
