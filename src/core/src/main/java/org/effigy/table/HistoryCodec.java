package org.effigy.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.domain.HistoryLayout;

/**
 * Between a table whose units have histories and two tables without: of persons, which have a schema of their own, and of
 * steps from a row to the next. Follows from the schema alone. Immutable.
 */
public final class HistoryCodec {
    private final Schema schema;
    private final TableCodec rows;
    private final TableCodec persons;
    private final HistoryLayout layout;

    private HistoryCodec(Schema schema, TableCodec rows, TableCodec persons, HistoryLayout layout) {
        this.schema = schema;
        this.rows = rows;
        this.persons = persons;
        this.layout = layout;
    }

    /**
     * The codec of a schema that declares a unit and an order.
     *
     * @throws IllegalArgumentException if it declares neither, a modelled field declares too little, or rules reckon the order
     *     from another field, or what a unit's rows share from what they don't
     */
    public static HistoryCodec of(Schema schema) {
        Field order = schema.order()
                .orElseThrow(
                        () -> new IllegalArgumentException("the schema declares no histories: give the field by which"
                                + " a unit's rows follow each other \"effigy:order\": true"));
        Field unit = schema.unit()
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + order.name() + "' has effigy:order, but the schema"
                                + " has no unit whose rows follow each other: give a field effigy:role unit"));
        TableCodec rows = TableCodec.of(schema);
        requireOwn(rows, order);
        int most = order.mostRows().orElseThrow();
        TableCodec persons = TableCodec.of(persons(schema, unit, most));
        IntervalCodec number = (IntervalCodec) persons.codec(persons.domain().size() - 1);
        int[] numbers = IntStream.rangeClosed(1, most).map(number::code).toArray();
        IntervalCodec times = (IntervalCodec) order.requireCodec();
        int[] shared = IntStream.range(0, rows.domain().size())
                .filter(attribute -> schema.fields().get(rows.field(attribute)).isOfUnit())
                .toArray();
        HistoryLayout layout = HistoryLayout.of(
                persons.domain(),
                rows.attribute(schema.position(order.name())),
                shared,
                numbers,
                times.lowest(),
                times.highest());
        return new HistoryCodec(schema, rows, persons, layout);
    }

    /** What rows share, or are ordered by, must not be reckoned from what changes. */
    private static void requireOwn(TableCodec rows, Field order) {
        Schema schema = rows.schema();
        for (int i = 0; i < schema.fields().size(); i++) {
            Field field = schema.fields().get(i);
            Optional<Derivation> by = rows.derivation(i);
            boolean isOrder = field.equals(order);
            if (by.isPresent()
                    && (isOrder
                            || field.isOfUnit()
                                    && !schema.fields().get(by.get().from()).isOfUnit())) {
                throw new IllegalArgumentException(
                        "'" + field.name() + "' has " + (isOrder ? "effigy:order" : "effigy:of")
                                + ", but rule '" + rows.rules().reckonedBy(i) + "' reckons it from '"
                                + schema.fields().get(by.get().from()).name() + "': "
                                + (isOrder
                                        ? "order rows by that one, or take the rule out"
                                        : "give that one effigy:of too, or take it from this one"));
            }
        }
    }

    /** A unit's first row, and how many it has. */
    private static Schema persons(Schema schema, Field unit, int most) {
        List<Field> fields = new ArrayList<>();
        for (Field field : schema.fields()) {
            fields.add(
                    field.equals(unit) ? field.toBuilder().role(Role.IDENTIFIER).build() : field);
        }
        String name = "rows of " + unit.name();
        while (schema.has(name)) {
            name += "'";
        }
        fields.add(Field.builder(name, FieldType.INTEGER)
                .required(true)
                .minimum("1")
                .maximum(Integer.toString(most))
                .domainOrigin("effigy:order")
                .build());
        return Schema.of(fields)
                .withDialect(schema.dialect())
                .withRules(schema.rules())
                .withDerivedFromData(schema.isMarked());
    }

    /** The schema of the table. */
    public Schema schema() {
        return schema;
    }

    /** The codec of the table's rows. */
    public TableCodec rows() {
        return rows;
    }

    /** The codec of persons: a row's fields, and last the number of rows. */
    public TableCodec persons() {
        return persons;
    }

    /** How the rows become persons and steps. */
    public HistoryLayout layout() {
        return layout;
    }

    /**
     * The codec of an attribute of a step's row, or of one that all rows share; empty for what a step has beside.
     *
     * @param attribute of {@code layout().steps()}
     */
    public Optional<ColumnCodec> ofStep(int attribute) {
        int[] shared = layout.shared();
        if (attribute < shared.length) {
            return Optional.of(rows.codec(shared[attribute]));
        }
        int changing = attribute - layout.states();
        return changing < 0 ? Optional.empty() : Optional.of(rows.codec(layout.changing()[changing]));
    }

    /** The attribute that says of the row before what an attribute of a step's row says of it; -1 if there is none. */
    public int before(int attribute) {
        return attribute < layout.states() ? -1 : layout.beforeOf(attribute);
    }
}
