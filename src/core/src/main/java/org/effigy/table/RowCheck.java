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
    private final RuleBook rules;
    private final BrokenRules breaking;
    private final long[] broken;
    private long rows;

    /** Reads one cell of the current row. */
    interface Cells {
        CellReader.Status read(int field, CellReader cell);
    }

    /** @param unknown what becomes of rows whose unit is a placeholder; empty for cells that have no text to tell by */
    RowCheck(
            Schema schema,
            InvalidValues policy,
            BrokenRules breaking,
            Optional<UnknownUnits> unknown,
            String source,
            Problems problems,
            RowSink sink) {
        this.rules = RuleBook.of(schema);
        this.breaking = breaking;
        this.broken = new long[schema.rules().size()];
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
        if (!rules.isEmpty() && allowed()) {
            check(line);
        }
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

    private boolean allowed() {
        for (CellReader.Status status : statuses) {
            if (status != CellReader.Status.VALUE && status != CellReader.Status.MISSING) {
                return false;
            }
        }
        return true;
    }

    private void check(long line) {
        for (int rule = 0; rule < broken.length; rule++) {
            if (!rules.isBroken(rule, values)) {
                continue;
            }
            broken[rule]++;
            if (breaking == BrokenRules.KEEP) {
                continue;
            }
            if (breaking == BrokenRules.MISSING) {
                for (int field : rules.fields(rule)) {
                    if (!cells.get(field).field().isRequired()) {
                        statuses[field] = cells.get(field).readMissing();
                    }
                }
            }
            if (rules.isBroken(rule, values)) {
                Rule said = rules.rules().get(rule);
                problems.add(new Problem(
                        source,
                        line,
                        "",
                        "the row breaks rule " + said + ": correct the row or the rule"
                                + (breaking == BrokenRules.MISSING
                                        ? "; its cells may not be missing"
                                        : ", or let cells of rows that break rules become missing, or be kept")));
            }
        }
    }

    private final RowCondition.Cells values = new RowCondition.Cells() {
        @Override
        public boolean isMissing(int field) {
            return statuses[field] == CellReader.Status.MISSING;
        }

        @Override
        public long step(int field) {
            CellReader cell = cells.get(field);
            return cell.field().type() == FieldType.STRING ? cell.code() : cell.step();
        }
    };

    ReadReport report(List<String> extraColumns) {
        Map<String, Long> changed = new LinkedHashMap<>();
        for (CellReader cell : cells) {
            if (cell.changed() > 0) {
                changed.put(cell.field().name(), cell.changed());
            }
        }
        Map<String, Long> breaks = new LinkedHashMap<>();
        for (int rule = 0; rule < broken.length; rule++) {
            breaks.put(rules.rules().get(rule).name(), broken[rule]);
        }
        return new ReadReport(source, rows, extraColumns, changed, met, breaks);
    }
}
