package org.effigy.table;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
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
