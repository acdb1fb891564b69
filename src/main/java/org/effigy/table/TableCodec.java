package org.effigy.table;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.effigy.condition.Condition;
import org.effigy.domain.Attribute;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
import org.effigy.domain.Relation;
import tech.tablesaw.api.Table;

/**
 * Between tables and codes: the modelled fields of a schema are the attributes of a domain, in the schema's order.
 * Identifiers and units take no part. Immutable.
 */
public final class TableCodec {
    /** The most characters of a message about fields that declare too little. */
    private static final int LONGEST = 4000;

    private final Schema schema;
    private final List<ColumnCodec> codecs;
    private final Domain domain;

    private TableCodec(Schema schema) {
        this.schema = schema;
        this.codecs = new ArrayList<>();
        List<Attribute> attributes = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Field field : schema.modelled()) {
            try {
                ColumnCodec codec = field.requireCodec();
                codecs.add(codec);
                attributes.add(new Attribute(field.name(), codec.size(), ordering(codec)));
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(Excerpt.of(
                            problems.stream().limit(Problems.SHOWN).collect(Collectors.joining(System.lineSeparator())),
                            LONGEST)
                    + (problems.size() > Problems.SHOWN
                            ? System.lineSeparator() + "and " + (problems.size() - Problems.SHOWN) + " more"
                            : ""));
        }
        if (attributes.isEmpty()) {
            throw new IllegalArgumentException("the schema has nothing to fit: every field is an identifier or unit");
        }
        this.domain = Domain.of(attributes);
    }

    /**
     * The codec of a schema.
     *
     * @throws IllegalArgumentException if a modelled field declares too little to be fitted, with the first such fields
     *     and what to declare
     */
    public static TableCodec of(Schema schema) {
        return new TableCodec(schema);
    }

    private static Ordering ordering(ColumnCodec codec) {
        if (!codec.isOrdered()) {
            return Ordering.NOMINAL;
        }
        return codec.missing().isPresent() ? Ordering.ORDERED_OR_MISSING : Ordering.ORDERED;
    }

    private TableCodec(Schema schema, List<ColumnCodec> codecs) {
        this.schema = schema;
        this.codecs = List.copyOf(codecs);
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < codecs.size(); i++) {
            attributes.add(
                    new Attribute(schema.modelled().get(i).name(), codecs.get(i).size(), ordering(codecs.get(i))));
        }
        this.domain = Domain.of(attributes);
    }

    /**
     * The codec of the same cells with more codes, so that each of these conditions is true of all cells of a code or of
     * none. Rows of its codes can be written under the same schema.
     *
     * @throws IllegalArgumentException if a condition names what the schema doesn't have
     */
    public TableCodec cutFor(List<Condition> conditions) {
        List<RowCondition> bound = conditions.stream()
                .map(condition -> RowCondition.of(condition, schema))
                .toList();
        List<ColumnCodec> cut = new ArrayList<>();
        for (int i = 0; i < codecs.size(); i++) {
            int field = schema.position(schema.modelled().get(i).name());
            ColumnCodec codec = codecs.get(i);
            if (codec instanceof IntervalCodec intervals) {
                boolean single = bound.stream().anyMatch(condition -> condition.isCompared(field));
                codec = single
                        ? singled(intervals, schema.fields().get(field).name())
                        : intervals.cutAt(bound.stream().flatMapToLong(condition -> condition.cuts(field)));
            }
            cut.add(codec);
        }
        return new TableCodec(schema, cut);
    }

    /** Each step by itself: two columns are compared. */
    private static IntervalCodec singled(IntervalCodec codec, String name) {
        long steps = codec.highest() - codec.lowest() + 1;
        if (steps > Relation.MOST || steps < 0) {
            throw new IllegalArgumentException(
                    "'" + name + "' has more values than can be compared one by one with those"
                            + " of another column: compare it with values");
        }
        return codec.cutAt(LongStream.rangeClosed(codec.lowest(), codec.highest()));
    }

    /**
     * From the codes of this codec to those of one that it was cut from.
     *
     * @throws IllegalArgumentException if the other one is of another schema
     */
    public Coarsening to(TableCodec whole) {
        Coarsening to = Coarsening.none(domain);
        for (int i = 0; i < codecs.size(); i++) {
            if (codecs.get(i) instanceof IntervalCodec fine
                    && whole.codec(i) instanceof IntervalCodec coarse
                    && fine.size() > coarse.size()) {
                int[] map = new int[fine.size()];
                for (int code = 0; code < map.length; code++) {
                    boolean missing = fine.missing().orElse(-1) == code;
                    map[code] = missing ? coarse.size() - 1 : coarse.code(fine.first(code));
                }
                to = to.mapping(i, coarse.size(), map);
            }
        }
        return to;
    }

    /** How many values each code of an attribute stands for; 1 for categories and missing cells. */
    public double[] values(int attribute) {
        ColumnCodec codec = codecs.get(attribute);
        double[] values = new double[codec.size()];
        for (int code = 0; code < values.length; code++) {
            values[code] = codec instanceof IntervalCodec intervals ? intervals.steps(code) : 1;
        }
        return values;
    }

    /**
     * Which combinations of codes a condition allows.
     *
     * @throws IllegalArgumentException if it names what the schema doesn't have, or tells too many combinations apart
     */
    public Relation relation(Condition condition) {
        return new CodedCondition(this, RowCondition.of(condition, schema)).relation();
    }

    /** The schema. */
    public Schema schema() {
        return schema;
    }

    /** What the coded table can hold; follows from the schema alone. */
    public Domain domain() {
        return domain;
    }

    /** The codec of the attribute at a position of the domain. */
    public ColumnCodec codec(int attribute) {
        return codecs.get(attribute);
    }

    /**
     * The codec of the attribute of this name.
     *
     * @throws IllegalArgumentException if the domain has no such attribute
     */
    public ColumnCodec codec(String name) {
        return codecs.get(domain.position(name));
    }

    /**
     * The rows of a table as codes. Columns are found by name, and may be more than the schema's.
     *
     * @throws TableFormatException if a column is missing or of another type, or a cell is not allowed and the policy
     *     can't mend it; with the first problems by row (from 1) and column
     */
    public CodedTable encode(Table table, InvalidValues policy) {
        return new TableEncoder(schema, policy).encode(this, table);
    }

    /** As {@link #encode(Table, InvalidValues)} with {@link InvalidValues#REFUSE}. */
    public CodedTable encode(Table table) {
        return encode(table, InvalidValues.REFUSE);
    }

    /**
     * A table with these codes: values drawn uniformly from each code's bin, running numbers from 1 for identifiers
     * and units, in the schema's columns.
     *
     * @throws IllegalArgumentException if the records have another domain
     */
    public Table decode(Records records, RandomGenerator random) {
        requireDomain(records);
        return new TableDecoder(this).decode(records, random);
    }

    /**
     * Checks that records were coded by this schema, or one with the same domain.
     *
     * @throws IllegalArgumentException if not
     */
    void requireDomain(Records records) {
        if (!records.domain().equals(domain)) {
            throw new IllegalArgumentException("the records have the domain " + records.domain()
                    + " but the schema's is " + domain + ": use the schema with which they were coded");
        }
    }
}
