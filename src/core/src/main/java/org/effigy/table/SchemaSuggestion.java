package org.effigy.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A first schema for a table, read from its rows: types, notations, bounds, categories and missing markers as they happen to
 * be. It is marked {@code "derivedFromData"}, because a domain that follows from the rows tells about them: a person should
 * replace its values by public knowledge, and say at each field from where, before the mark is taken off. The schema itself
 * holds no counts and no words about the rows: what was decided and why is told beside it.
 *
 * @param schema the draft, which reads its table and can be fitted once a person has declared it public
 * @param decisions what was made of the file as a whole and of each column, in order
 */
public record SchemaSuggestion(Schema schema, List<Decision> decisions) {
    /** Copies the list. */
    public SchemaSuggestion {
        decisions = List.copyOf(decisions);
    }

    /**
     * Reads a table once.
     *
     * @param dialect what a person says of the file
     * @param header whether it has a header line; empty if that is to be found
     * @throws TableFormatException if the file is empty, or its names can't stand in a schema, or records have too few or
     *     too many fields
     * @throws IOException if it can't be read
     */
    public static SchemaSuggestion of(TableInput input, Dialect dialect, Optional<Boolean> header) throws IOException {
        if (input instanceof TypedInput typed) {
            return ofTyped(typed);
        }
        Problems problems = new Problems(Problems.SHOWN);
        try (CsvRows rows = CsvRows.openUnknown((CsvInput) input, dialect, header, problems)) {
            CsvStart start = rows.start();
            List<ColumnSurvey> columns = new ArrayList<>();
            rows.header().forEach(name -> columns.add(new ColumnSurvey(name, start.delimiter() == ';')));
            String[] cells = rows.cells();
            while (rows.next()) {
                for (int i = 0; i < cells.length; i++) {
                    columns.get(i).see(cells[i]);
                }
            }
            problems.throwIfAny();
            return suggestion(columns, start, dialect, input.name());
        }
    }

    /** Of a table whose columns have types: those that can't be read are left out, with a word. */
    private static SchemaSuggestion ofTyped(TypedInput input) throws IOException {
        Problems problems = new Problems(Problems.SHOWN);
        List<Decision> left = new ArrayList<>();
        List<TypedColumn> kept = new ArrayList<>();
        try (TypedRows rows = input.open()) {
            for (TypedColumn column : rows.columns()) {
                if (column.refused().isEmpty()) {
                    kept.add(column);
                } else {
                    left.add(new Decision(
                            column.name(), "left out", column.refused(), List.of("left out: " + column.refused())));
                }
            }
        }
        List<String> names = kept.stream().map(TypedColumn::name).toList();
        try (TableRows rows = TypedCells.open(input, Optional.of(names), Optional.empty(), problems)) {
            List<ColumnSurvey> columns = new ArrayList<>();
            names.forEach(name -> columns.add(new ColumnSurvey(name, false)));
            String[] cells = rows.cells();
            while (rows.next()) {
                for (int i = 0; i < cells.length; i++) {
                    columns.get(i).see(cells[i] == null ? "" : cells[i]);
                }
            }
            CsvStart plain = new CsvStart(0, 0, ',', '"', true, names);
            SchemaSuggestion found = suggestion(columns, plain, Dialect.STANDARD.withDelimiter(','), input.name());
            List<Decision> all = new ArrayList<>(left);
            all.addAll(found.decisions);
            return new SchemaSuggestion(labelled(found.schema, kept).withDialect(Dialect.STANDARD), all);
        }
    }

    /** A label that the table has for a column describes it. */
    private static Schema labelled(Schema schema, List<TypedColumn> columns) {
        Map<String, String> labels = new HashMap<>();
        columns.forEach(column -> labels.put(column.name(), column.description()));
        return Schema.of(schema.fields().stream()
                        .map(field -> field.toBuilder()
                                .description(labels.getOrDefault(field.name(), ""))
                                .build())
                        .toList())
                .withDerivedFromData(true);
    }

    /**
     * This draft with rules that all rows obey beyond chance, each a doubt for a person to settle. Reads the table again, which
     * must be the same.
     *
     * @throws IOException if it can't be read
     */
    public SchemaSuggestion withRules(TableInput input) throws IOException {
        List<Rule> rules = RuleSuggestion.of(input, schema);
        List<Decision> all = new ArrayList<>(decisions);
        for (Rule rule : rules) {
            all.add(new Decision(
                    "",
                    "rule '" + rule.name() + "': " + rule.demand(),
                    "no row breaks it, and rows of chance would",
                    List.of("rule '" + rule.name()
                            + "' was seen in the rows: keep it if it is always so (then say so in its"
                            + " \"description\", and take its \"derivedFromData\" off), else take it out")));
        }
        return new SchemaSuggestion(rules.isEmpty() ? schema : schema.withRules(rules), all);
    }

    private static SchemaSuggestion suggestion(
            List<ColumnSurvey> columns, CsvStart start, Dialect dialect, String source) {
        try {
            List<Decision> decisions = new ArrayList<>(file(start, dialect));
            List<Field> fields = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                Drafted column = columns.get(i).draft();
                decisions.add(column.decision());
                // Without a header line columns are known by their places: none can be left out.
                Optional<FieldBuilder> field = column.field().isEmpty() && !start.header()
                        ? Optional.of(Field.builder(start.names().get(i), FieldType.STRING)
                                .role(Role.IDENTIFIER))
                        : column.field();
                field.ifPresent(
                        found -> fields.add(found.domainOrigin(Field.READ).build()));
            }
            if (fields.isEmpty()) {
                throw new IllegalArgumentException("no column has both a name and values: there is nothing to draft");
            }
            return new SchemaSuggestion(
                    Schema.of(fields).withDerivedFromData(true).withDialect(written(start, dialect)), decisions);
        } catch (IllegalArgumentException e) {
            throw new TableFormatException(new Problem(source, 1, "", e.getMessage()));
        }
    }

    /** What the readers could not find by themselves. */
    private static Dialect written(CsvStart start, Dialect dialect) {
        Dialect found = dialect.withQuote(start.quote()).withHeader(start.header());
        boolean isFound = start.header() && ",;\t|".indexOf(start.delimiter()) >= 0;
        return isFound ? found : found.withDelimiter(start.delimiter());
    }

    private static List<Decision> file(CsvStart start, Dialect dialect) {
        List<Decision> decisions = new ArrayList<>();
        if (!start.header()) {
            decisions.add(new Decision(
                    "",
                    "no header line",
                    "the first line is a row like the others; columns are called column1 and so on",
                    List.of("there is no header line, it seems: columns are called column1 and so on, in the order of"
                            + " the file. Rename them in the draft; if the first line holds names, say"
                            + " --header")));
        }
        String delimiter = start.delimiter() == '\t' ? "a tab" : "'" + printable(start.delimiter()) + "'";
        if (",;\t|".indexOf(start.delimiter()) < 0) {
            decisions.add(new Decision(
                    "",
                    "fields end with " + delimiter,
                    "it splits the lines into equally many fields",
                    List.of("fields are taken to end with " + delimiter + ": if they do not, name --delimiter")));
        }
        if (start.names().size() == 1 && dialect.delimiter().isEmpty()) {
            decisions.add(new Decision(
                    "",
                    "one column",
                    "no usual delimiter splits the lines alike",
                    List.of("the table has one column, it seems: if there are more, name --delimiter")));
        }
        if (start.passed() > 0) {
            decisions.add(
                    new Decision("", "a first line is passed over", "it names the delimiter " + delimiter, List.of()));
        }
        if (start.quote() != dialect.quote()) {
            decisions.add(
                    new Decision("", "quotes are '" + start.quote() + "'", "cells stand between them", List.of()));
        }
        dialect.encoding()
                .ifPresent(charset ->
                        decisions.add(new Decision("", "encoding " + charset.name(), "it was named", List.of())));
        return decisions;
    }

    private static String printable(char c) {
        return c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    }
}
