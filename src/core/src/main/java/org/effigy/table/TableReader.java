package org.effigy.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads tables under a schema, columns in any order: CSV in UTF-8 with or without a byte order mark or the encoding that the
 * schema names, with any line ends, and tables whose columns have types. Everything is read and checked before anything is returned. One pass, and memory for one copy of the rows: about a byte a cell as
 * codes.
 */
public final class TableReader {
    private final Schema schema;
    private final InvalidValues policy;
    private final UnknownUnits unknown;
    private final Optional<Character> delimiter;
    private final Optional<UnitWatch> watch;
    private final BrokenRules breaking;

    private TableReader(
            Schema schema,
            InvalidValues policy,
            BrokenRules breaking,
            UnknownUnits unknown,
            Optional<Character> delimiter,
            Optional<UnitWatch> watch) {
        this.breaking = Objects.requireNonNull(breaking, "breaking");
        this.schema = Objects.requireNonNull(schema, "schema");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.unknown = Objects.requireNonNull(unknown, "unknown");
        this.delimiter = delimiter;
        this.watch = watch;
    }

    /** A reader that refuses invalid values and finds the delimiter by itself. */
    public static TableReader of(Schema schema) {
        return new TableReader(
                schema,
                InvalidValues.REFUSE,
                BrokenRules.REFUSE,
                UnknownUnits.KEEP,
                Optional.empty(),
                Optional.empty());
    }

    /** This reader with another policy for invalid values. */
    public TableReader withInvalidValues(InvalidValues choice) {
        return new TableReader(schema, choice, breaking, unknown, delimiter, watch);
    }

    /** This reader with another policy for rows that break a rule of the schema; without one they are refused. */
    public TableReader withBrokenRules(BrokenRules choice) {
        return new TableReader(schema, policy, choice, unknown, delimiter, watch);
    }

    /** This reader with another choice about rows whose unit is a placeholder. */
    public TableReader withUnknownUnits(UnknownUnits choice) {
        return new TableReader(schema, policy, breaking, choice, delimiter, watch);
    }

    /** This reader for a delimiter; without one, the schema's, comma, semicolon, tab, bar and some others are tried on the header line. */
    public TableReader withDelimiter(char character) {
        return new TableReader(schema, policy, breaking, unknown, Optional.of(character), watch);
    }

    /** This reader with somebody who watches the rows for people that the schema has forgotten. */
    public TableReader withWatch(UnitWatch watcher) {
        return new TableReader(schema, policy, breaking, unknown, delimiter, Optional.of(watcher));
    }

    /**
     * Reads a table with the schema's columns and types.
     *
     * @throws TableFormatException if the table breaks a rule of the schema or of what it is kept in, with its first problems
     * @throws IOException if it can't be read
     */
    public ReadTable readTable(TableInput input) throws IOException {
        Problems problems = new Problems(Problems.SHOWN);
        TableSink sink = new TableSink(schema);
        ReadReport report = read(input, problems, sink);
        problems.throwIfAny();
        return new ReadTable(sink.table(input.name()), report);
    }

    /**
     * Reads a table that is to be judged, whoever wrote it: with the columns and types of a schema and any values of
     * them. Cells that are not written as the schema says are read in the notation in which most of their column are
     * something; the report counts, by column, those that none reads, and they become missing.
     *
     * @throws TableFormatException if a column is missing, or the table is broken
     * @throws IOException if it can't be read
     */
    public static ReadTable readInAnyNotation(Schema declared, TableInput input) throws IOException {
        Schema types = declared.withoutDomains();
        Problems problems = new Problems(Problems.SHOWN);
        NotationSink sink = new NotationSink(types, declared);
        ReadReport report = of(types).withInvalidValues(InvalidValues.MISSING).read(input, problems, sink);
        problems.throwIfAny();
        return sink.read(report);
    }

    /**
     * Reads a table straight to codes.
     *
     * @throws IllegalArgumentException if the schema declares too little to be fitted
     * @throws TableFormatException if the table breaks a rule of the schema or of what it is kept in, with its first problems
     * @throws IOException if it can't be read
     */
    public CodedTable readRecords(TableInput input) throws IOException {
        RecordSink sink = new RecordSink(TableCodec.of(schema), 1024);
        Problems problems = new Problems(Problems.SHOWN);
        ReadReport report = read(input, problems, sink);
        problems.throwIfAny();
        return sink.coded(report);
    }

    /**
     * Reads only the columns whose domain is still to be discovered, and the unit of each row; the others are checked.
     *
     * @throws IllegalArgumentException if there is nothing to discover, or another modelled field declares too little to
     *     be fitted
     * @throws TableFormatException if the table breaks a rule of the schema or of what it is kept in, with its first problems
     * @throws IOException if it can't be read
     */
    public OpenRows readOpen(TableInput input) throws IOException {
        OpenSink sink = new OpenSink(schema);
        Problems problems = new Problems(Problems.SHOWN);
        ReadReport report = read(input, problems, sink);
        problems.throwIfAny();
        return sink.rows(report);
    }

    /**
     * Looks for problems and reads nothing in; values that the policy would mend are none.
     *
     * @param most the problems that are listed, at least 1; all are counted
     * @throws IOException if it can't be read
     */
    public Validation validate(TableInput input, int most) throws IOException {
        Problems problems = new Problems(most);
        try {
            ReadReport report = read(input, problems, (cells, statuses) -> {});
            return new Validation(problems.first(), problems.count(), report.rows(), report.extraColumns());
        } catch (TableFormatException e) {
            return new Validation(
                    e.problems().subList(0, Math.min(most, e.problems().size())), e.count(), 0, List.of());
        }
    }

    private ReadReport read(TableInput input, Problems problems, RowSink sink) throws IOException {
        List<String> names = schema.fields().stream().map(Field::name).toList();
        try (TableRows rows = TableRows.open(input, schema, delimiter, problems)) {
            if (watch.isPresent() && watch.get().looksAtOthers()) {
                rows.keepExtraCells();
            }
            List<String> columns = new ArrayList<>(names);
            columns.addAll(rows.extraColumns());
            watch.ifPresent(watcher -> watcher.over(columns));
            RowCheck check = new RowCheck(schema, policy, breaking, Optional.of(unknown), input.name(), problems, sink);
            String[] cells = rows.cells();
            while (rows.next()) {
                check.row(
                        rows.line(),
                        (field, cell) -> cells[field] == null ? cell.readMissing() : cell.read(cells[field]));
                watch.ifPresent(watcher -> watcher.see(cells, rows.extraCells()));
            }
            return check.report(rows.extraColumns());
        }
    }
}
