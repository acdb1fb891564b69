package org.effigy.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Watches rows while they are read for people that the schema has forgotten: columns whose values repeat as people or
 * accounts do, where no unit is declared, and units that are written in several ways, where one is. What it finds was seen
 * in the rows: it is for the screen of those who have them, and goes into nothing that is written.
 */
public final class UnitWatch {
    /** Whole numbers of fewer values name nobody. */
    private static final long FEWEST = 100;

    private static final String[] NONE = {};

    private final Schema schema;
    private final Optional<SpellingCount> spellings;
    private final List<Column> columns = new ArrayList<>();
    private int unit = -1;

    /** A column that is watched. */
    private record Column(String name, int place, Optional<Field> field, DistinctCount count) {
        void see(String cell) {
            boolean missing =
                    field.map(declared -> declared.missing().contains(cell)).orElse(MissingMarkers.isKnown(cell));
            if (!missing) {
                count.add(IntegerTexts.canonical(CellReader.bare(cell)));
            }
        }
    }

    private UnitWatch(Schema schema) {
        this.schema = schema;
        this.spellings =
                schema.unit().filter(field -> field.type() == FieldType.STRING).map(SpellingCount::new);
    }

    /** A watch over rows that are read once under a schema. */
    public static UnitWatch of(Schema schema) {
        return new UnitWatch(schema);
    }

    /**
     * The columns of the rows that come. Those that the schema doesn't have are watched, too: somebody may have dropped the
     * patient.
     */
    void over(List<String> names) {
        columns.clear();
        unit = schema.unit().map(field -> names.indexOf(field.name())).orElse(-1);
        for (int i = 0; i < names.size() && schema.unit().isEmpty(); i++) {
            String name = names.get(i);
            Optional<Field> field = schema.has(name) ? Optional.of(schema.field(name)) : Optional.empty();
            if (!name.isBlank() && field.map(UnitWatch::mayNamePeople).orElse(true)) {
                columns.add(new Column(name, i, field, new DistinctCount()));
            }
        }
    }

    /** Lists are public, and measures have fractions: neither names people. */
    private static boolean mayNamePeople(Field field) {
        if (!field.isPerson()) {
            return false;
        }
        return switch (field.type()) {
            case STRING ->
                field.categories().isEmpty()
                        && field.groups().isEmpty()
                        && field.buckets().isEmpty();
            case INTEGER ->
                field.codec()
                        .map(codec -> codec instanceof IntervalCodec range
                                && range.highestValue() - range.lowestValue() >= FEWEST)
                        .orElse(true);
            case NUMBER -> field.precision().orElse(1) == 0;
            case BOOLEAN, DATE, DATETIME -> false;
        };
    }

    /** Whether the cells of columns that the schema doesn't have are of use. */
    boolean looksAtOthers() {
        return schema.unit().isEmpty();
    }

    /** Sees a row of these columns. */
    void see(String[] cells) {
        see(cells, NONE);
    }

    /** Sees a row whose first columns are here and the others there. */
    void see(String[] cells, String[] more) {
        if (unit >= 0) {
            spellings.ifPresent(count -> count.add(cells[unit] == null ? "" : cells[unit]));
        }
        for (Column column : columns) {
            int place = column.place;
            if (place < cells.length) {
                column.see(cells[place] == null ? "" : cells[place]);
            } else if (place - cells.length < more.length) {
                column.see(more[place - cells.length]);
            }
        }
    }

    /** What a person should know, a sentence each; empty if nothing was noticed. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Column column : columns) {
            if (IdLooks.repeatsLikeIds(column.name, column.count)) {
                warnings.add(
                        "'" + Excerpt.of(column.name, 80) + "' has " + IdQuestion.ofPeople(column.name, column.count));
            }
        }
        spellings.flatMap(SpellingCount::warning).ifPresent(warnings::add);
        return warnings;
    }
}
