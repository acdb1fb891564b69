package org.effigy.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.effigy.condition.Condition;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
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
    private final RuleBook rules;
    private final List<ColumnCodec> codecs;
    private final Domain domain;
    /** For each attribute its field. */
    private final int[] fields;
    /** For each field its attribute; -1 where it has none. */
    private final int[] attributes;

    private final List<Derivation.Gap> bounded;

    private TableCodec(Schema schema) {
        this(schema, RuleBook.of(requireDeclared(schema)), List.of());
    }

    /** @param own the codecs, where they are not those that follow from the schema */
    private TableCodec(Schema schema, RuleBook rules, List<ColumnCodec> own) {
        this.schema = schema;
        this.rules = rules;
        this.attributes = new int[schema.fields().size()];
        List<ColumnCodec> all = new ArrayList<>();
        List<Attribute> named = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<RowCondition> held = rules.held().stream()
                .map(condition -> RowCondition.of(condition, schema))
                .toList();
        for (int field = 0; field < attributes.length; field++) {
            attributes[field] = -1;
            Optional<ColumnCodec> codec =
                    schema.fields().get(field).role().isModelled() ? codec(field, held) : Optional.empty();
            if (codec.isPresent()) {
                attributes[field] = all.size();
                all.add(own.isEmpty() ? codec.get() : own.get(all.size()));
                named.add(new Attribute(
                        schema.fields().get(field).name(),
                        all.get(all.size() - 1).size(),
                        ordering(all.get(all.size() - 1))));
                places.add(field);
            }
        }
        this.codecs = List.copyOf(all);
        this.fields = places.stream().mapToInt(field -> field).toArray();
        this.domain = Domain.of(named);
        this.bounded = bounded(schema, rules);
    }

    /**
     * Gaps that could lead past the bounds of the field that is reckoned. Those reckoned from one field must lead past them on
     * one side: then the same end of its codes suits them all, and what suits each suits them together.
     */
    private static List<Derivation.Gap> bounded(Schema schema, RuleBook rules) {
        List<Derivation.Gap> bounded = new ArrayList<>();
        Map<Integer, Derivation.Gap> above = new HashMap<>();
        Map<Integer, Derivation.Gap> below = new HashMap<>();
        for (int field = 0; field < schema.fields().size(); field++) {
            if (rules.derivation(field).orElse(null) instanceof Derivation.Gap gap) {
                Field from = schema.fields().get(gap.from());
                IntervalCodec first = (IntervalCodec) from.requireCodec();
                boolean isAbove =
                        gap.scale().apply(first.highest()) + gap.gaps().highest() > gap.highest();
                boolean isBelow = gap.scale().apply(first.lowest()) + gap.gaps().lowest() < gap.lowest();
                boolean free = !isAbove && !isBelow;
                if (!free && rules.derivation(gap.from()).isPresent()) {
                    throw new IllegalArgumentException("rules '" + rules.reckonedBy(gap.from()) + "' and '"
                            + rules.reckonedBy(field) + "' follow each other, and '"
                            + schema.fields().get(field).name()
                            + "' could come to lie beyond its bounds: give the rules a maxGap, and the field bounds"
                            + " that hold all of it");
                }
                if (isBelow && above.containsKey(gap.from())) {
                    throw apart(schema, rules, gap, above.get(gap.from()));
                }
                if (isAbove && below.containsKey(gap.from())) {
                    throw apart(schema, rules, below.get(gap.from()), gap);
                }
                if (isAbove) {
                    above.putIfAbsent(gap.from(), gap);
                }
                if (isBelow) {
                    below.putIfAbsent(gap.from(), gap);
                }
                if (!free) {
                    bounded.add(gap);
                }
            }
        }
        return List.copyOf(bounded);
    }

    private static IllegalArgumentException apart(
            Schema schema, RuleBook rules, Derivation.Gap below, Derivation.Gap above) {
        String from = "'" + schema.fields().get(below.from()).name() + "'";
        String low = "'" + schema.fields().get(below.field()).name() + "'";
        String high = "'" + schema.fields().get(above.field()).name() + "'";
        return new IllegalArgumentException("rules '" + rules.reckonedBy(below.field()) + "' and '"
                + rules.reckonedBy(above.field()) + "' both begin with " + from + ", and pull it apart: " + low
                + " could come to lie below its minimum, and " + high + " above its maximum. Lower the minimum of "
                + low
                + " to that of " + from + ", or give the other rule a maxGap and " + high
                + " a maximum that hold all of it, or take one rule out");
    }

    /** What is modelled of a field; nothing where it follows from another. */
    private Optional<ColumnCodec> codec(int field, List<RowCondition> held) {
        Field declared = schema.fields().get(field);
        Derivation by = rules.derivation(field).orElse(null);
        if (by instanceof Derivation.Gap gap) {
            return Optional.of(gap.gaps());
        }
        if (by instanceof Derivation.Mapped mapped) {
            boolean present =
                    declared.isRequired() || !schema.fields().get(mapped.from()).isRequired();
            return present
                    ? Optional.empty()
                    : Optional.of(
                            CategoryCodec.of(List.of("present"), Optional.empty(), Optional.of(declared.missing())));
        }
        return Optional.of(cut(field, declared.requireCodec(), held));
    }

    private ColumnCodec cut(int field, ColumnCodec codec, List<RowCondition> held) {
        if (!(codec instanceof IntervalCodec intervals)) {
            return codec;
        }
        boolean single = held.stream().anyMatch(condition -> condition.isCompared(field));
        return single
                ? singled(intervals, schema.fields().get(field).name())
                : intervals.cutAt(held.stream().flatMapToLong(condition -> condition.cuts(field)));
    }

    private static Schema requireDeclared(Schema schema) {
        List<String> problems = new ArrayList<>();
        for (Field field : schema.modelled()) {
            try {
                field.requireCodec();
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
        if (schema.modelled().isEmpty()) {
            throw new IllegalArgumentException("the schema has nothing to fit: every field is an identifier or unit");
        }
        return schema;
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

    /**
     * The codec of the same cells with more codes, so that each of these conditions is true of all cells of a code or of
     * none. Rows of its codes can be written under the same schema.
     *
     * @throws IllegalArgumentException if a condition names what the schema doesn't have, or what is reckoned by a rule
     */
    public TableCodec cutFor(List<Condition> conditions) {
        List<RowCondition> bound = conditions.stream()
                .map(condition -> RowCondition.of(condition, schema))
                .toList();
        for (RowCondition condition : bound) {
            for (int field : condition.fields()) {
                if (rules.derivation(field).orElse(null) instanceof Derivation.Gap gap) {
                    throw new IllegalArgumentException(
                            "'" + schema.fields().get(field).name()
                                    + "' is reckoned from '"
                                    + schema.fields().get(gap.from()).name() + "' by rule '"
                                    + rules.reckonedBy(field) + "', and can't be asked for: ask of '"
                                    + schema.fields().get(gap.from()).name() + "'");
                }
            }
        }
        List<ColumnCodec> cut = new ArrayList<>();
        for (int attribute = 0; attribute < codecs.size(); attribute++) {
            cut.add(cut(fields[attribute], codecs.get(attribute), bound));
        }
        return new TableCodec(schema, rules, cut);
    }

    /**
     * The codec of the same codes, which draws only multiples of some steps where a code has any.
     *
     * @param units by attribute, in steps; 1 where any step is drawn
     */
    public TableCodec heapedAt(long[] units) {
        List<ColumnCodec> heaped = new ArrayList<>(codecs);
        for (int attribute = 0; attribute < units.length; attribute++) {
            if (units[attribute] > 1) {
                heaped.set(attribute, ((IntervalCodec) codecs.get(attribute)).heapedAt(units[attribute]));
            }
        }
        return new TableCodec(schema, rules, heaped);
    }

    /** Each step by itself: two columns are compared. */
    private static IntervalCodec singled(IntervalCodec codec, String name) {
        long steps = (codec.highest() - codec.lowest()) / codec.stride() + 1;
        if (steps > Relation.MOST || steps < 0) {
            throw new IllegalArgumentException(
                    "'" + name + "' has more values than can be compared one by one with those"
                            + " of another column: compare it with values");
        }
        return codec.cutAt(LongStream.range(0, steps).map(step -> codec.lowest() + step * codec.stride()));
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

    /** Which combinations of codes each rule allows: a relation for each condition that it can be taken apart into. */
    public Map<Rule, List<Relation>> held() {
        Map<Rule, List<Relation>> held = new LinkedHashMap<>();
        List<Rule> conditions = rules.conditions();
        for (int i = 0; i < conditions.size(); i++) {
            held.put(
                    conditions.get(i),
                    rules.held().get(i).conjuncts().stream().map(this::relation).toList());
        }
        return held;
    }

    /** Whether a fit makes bins of an attribute's codes. */
    public boolean isBinned(int attribute) {
        return codecs.get(attribute) instanceof IntervalCodec intervals
                && intervals.grid().isPresent();
    }

    /** Which codes of two attributes some values of theirs agree with, where a rule reckons one field from another. */
    public List<Relation> bounds() {
        List<Relation> relations = new ArrayList<>();
        for (Derivation.Gap gap : bounded) {
            int first = attributes[gap.from()];
            int second = attributes[gap.field()];
            Clique clique = Clique.of(first, second);
            int[][] classes = {
                IntStream.range(0, domain.attribute(clique.get(0)).size()).toArray(),
                IntStream.range(0, domain.attribute(clique.get(1)).size()).toArray()
            };
            IntervalCodec starts = (IntervalCodec) codecs.get(first);
            int missing = gap.gaps().missing().orElse(-1);
            relations.add(Relation.of(domain, clique, classes, codes -> {
                int code = codes[clique.indexOf(second)];
                return code == missing || gap.isWithin(starts, codes[clique.indexOf(first)], code);
            }));
        }
        return relations;
    }

    /** For each of {@link #bounds} the attribute of the field that another is reckoned from. */
    public List<Integer> starts() {
        return bounded.stream().map(gap -> attributes[gap.from()]).toList();
    }

    /**
     * The texts of a row's modelled fields, values drawn evenly from their codes; empty for the others. By field.
     *
     * @throws IllegalArgumentException if the records have another domain
     */
    public List<Optional<String>> texts(Records records, int row, RandomGenerator random) {
        requireDomain(records);
        CodedRow cells = new CodedRow(this);
        for (int attribute = 0; attribute < fields.length; attribute++) {
            cells.set(attribute, records.code(row, attribute));
        }
        cells.draw(random);
        List<Optional<String>> texts = new ArrayList<>();
        for (int field = 0; field < attributes.length; field++) {
            texts.add(
                    schema.fields().get(field).role().isModelled()
                            ? Optional.of(text(cells, field))
                            : Optional.empty());
        }
        return texts;
    }

    /** The text of a cell. */
    String text(RowCondition.Cells row, int field) {
        Field declared = schema.fields().get(field);
        if (row.isMissing(field)) {
            return declared.missing().written();
        }
        return declared.requireCodec() instanceof CategoryCodec categories
                ? categories.categories().get((int) row.step(field))
                : declared.format().orElseThrow().text(row.step(field));
    }

    /** The rules that reckon fields from each other, and that are held by the codes' combinations. */
    RuleBook rules() {
        return rules;
    }

    /** Whether each modelled field is an attribute of its own, whose codes are its values. */
    boolean isPlain() {
        return IntStream.range(0, attributes.length)
                .noneMatch(field -> derivation(field).isPresent());
    }

    /** The attribute of a field; -1 if it has none. */
    int attribute(int field) {
        return attributes[field];
    }

    /** The field of an attribute. */
    int field(int attribute) {
        return fields[attribute];
    }

    /** How a field is reckoned from another one. */
    Optional<Derivation> derivation(int field) {
        return rules.derivation(field);
    }

    /** Whether a rule reckons a field from another one, so that its codes are no values of its own, or it has none. */
    public boolean isReckoned(String field) {
        return derivation(schema.position(field)).isPresent();
    }

    /** The gaps that could lead past their field's bounds. */
    List<Derivation.Gap> bounded() {
        return bounded;
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
