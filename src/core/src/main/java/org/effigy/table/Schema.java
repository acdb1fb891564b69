package org.effigy.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * What is publicly known of a table: its fields in order, and whether that knowledge was read from the data after all.
 * A Frictionless Table Schema with a few properties of our own; {@link SchemaJson} has its JSON. Immutable.
 */
public final class Schema {
    private final List<Field> fields;
    private final Map<String, Integer> positions = new HashMap<>();
    private final boolean derivedFromData;
    private final Dialect dialect;
    private final List<Rule> rules;

    private Schema(List<Field> fields, boolean derivedFromData, Dialect dialect, List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.dialect = Objects.requireNonNull(dialect, "dialect");
        this.fields = List.copyOf(fields);
        this.derivedFromData = derivedFromData;
        if (this.fields.isEmpty()) {
            throw new IllegalArgumentException("a schema needs at least one field");
        }
        Optional<Field> unit = Optional.empty();
        Map<String, String> alike = new HashMap<>();
        for (int i = 0; i < this.fields.size(); i++) {
            Field field = this.fields.get(i);
            if (positions.put(field.name(), i) != null) {
                throw new IllegalArgumentException("field '" + field.name() + "' stands twice: rename or remove one");
            }
            // Tables in memory find columns so. Found out here, it costs no budget.
            String other = alike.put(field.name().trim().toLowerCase(Locale.ROOT), field.name());
            if (other != null) {
                throw new IllegalArgumentException("fields '" + other + "' and '" + field.name()
                        + "' differ only in the case of letters or in blanks around them: rename one");
            }
            if (field.role() == Role.UNIT) {
                if (unit.isPresent()) {
                    throw new IllegalArgumentException("fields '" + unit.get().name() + "' and '" + field.name()
                            + "' both have effigy:role unit: keep the one whose rows belong to one person");
                }
                unit = Optional.of(field);
            }
        }
        List<Field> orders = this.fields.stream()
                .filter(field -> field.mostRows().isPresent())
                .toList();
        if (orders.size() > 1) {
            throw new IllegalArgumentException("fields '" + orders.get(0).name() + "' and '"
                    + orders.get(1).name() + "' both have effigy:order: keep the one by which a person's rows follow"
                    + " each other");
        }
    }

    /**
     * The schema of these fields, in this order, from public knowledge.
     *
     * @throws IllegalArgumentException if there is none, two have one name but for case and blanks, or two are the
     *     unit
     */
    public static Schema of(List<Field> fields) {
        return new Schema(fields, false, Dialect.STANDARD, List.of());
    }

    /**
     * Reads a schema's JSON.
     *
     * @throws TableFormatException if it is no JSON or breaks a rule, with its first problems: file, field, rule, what to do
     * @throws IOException if the file can't be read
     */
    public static Schema read(Path file) throws IOException {
        return SchemaJson.read(file);
    }

    /** This schema, marked as read from the data or not; what its fields say of themselves is kept. */
    public Schema withDerivedFromData(boolean derived) {
        return new Schema(fields, derived, dialect, rules);
    }

    /** This schema for files that are written so. */
    public Schema withDialect(Dialect other) {
        return new Schema(fields, derivedFromData, other, rules);
    }

    /** This schema with other rules; that they name fields and leave something is checked by {@link TableCodec#of}. */
    public Schema withRules(List<Rule> others) {
        return new Schema(fields, derivedFromData, dialect, others);
    }

    /** What is true of every row, in order; cannot be modified. */
    public List<Rule> rules() {
        return rules;
    }

    /** How the table's file is written, where that can't be found out. */
    public Dialect dialect() {
        return dialect;
    }

    private Schema withFields(List<Field> changed) {
        return new Schema(changed, derivedFromData, dialect, rules);
    }

    /**
     * This schema with another unit: the field of this name gets the role, and one that had it becomes an identifier.
     *
     * @throws IllegalArgumentException if there is no such field, or its type can't name units
     */
    public Schema withUnit(String name) {
        Field chosen = field(name);
        return withFields(fields.stream()
                .map(field -> field.equals(chosen)
                        ? field.toBuilder().person(true).role(Role.UNIT).build()
                        : field.role() == Role.UNIT
                                ? field.toBuilder().role(Role.IDENTIFIER).build()
                                : field)
                .toList());
    }

    /**
     * This schema with these fields to be discovered, besides those that are already.
     *
     * @throws IllegalArgumentException if there is no such field, its values are declared, or it is not fitted
     */
    public Schema withDiscovery(Collection<String> names) {
        Schema changed = this;
        for (String name : names) {
            Field field = field(name);
            boolean declared = field.type() != FieldType.STRING && field.codec().isPresent();
            if (declared || field.discovered().isPresent()) {
                throw new IllegalArgumentException(
                        "field '" + name + "' has its bounds or values declared: fit it as it is,"
                                + " or take them out of the schema to have them discovered");
            }
            changed = changed.with(field.toBuilder().discover(true).build());
        }
        return changed;
    }

    /** This schema with another field of the same name in its place. */
    public Schema with(Field changed) {
        List<Field> all = new ArrayList<>(fields);
        all.set(position(changed.name()), changed);
        return withFields(all);
    }

    /** The fields whose domain is still to be discovered, in order. */
    public List<Field> toDiscover() {
        return fields.stream().filter(Field::isToDiscover).toList();
    }

    /**
     * This schema without some fields.
     *
     * @throws IllegalArgumentException if none is left
     */
    public Schema without(Set<String> names) {
        return withFields(
                fields.stream().filter(field -> !names.contains(field.name())).toList());
    }

    /**
     * The same columns with any value of their types: names, types and the ways of writing are kept; domains, units and
     * demands are not. For tables that are to be judged, not fitted.
     */
    public Schema withoutDomains() {
        return withFields(fields.stream().map(Schema::withoutDomain).toList()).withRules(List.of());
    }

    private static Field withoutDomain(Field field) {
        FieldBuilder any = new FieldBuilder(field.name(), field.type())
                .missingValues(field.missingValues())
                .pattern(field.pattern())
                .booleans(field.trueValues(), field.falseValues())
                .marks(field.marks());
        field.precision().ifPresent(any::precision);
        return any.build();
    }

    /**
     * This schema with these bins for each field that declares none and has too many values for a bin each.
     *
     * @param bins not declared edges, which are those of one field
     */
    public Schema withBins(Bins bins) {
        return withBins(cells -> bins);
    }

    /**
     * This schema as a model's file of the first version meant it: where nothing was declared, each value was a bin up to
     * 256 of them, and 64 equal bins took more.
     */
    public Schema asInFirstFiles() {
        return withBins(cells -> new Bins.Equal(cells <= 256 ? 256 : Bins.Equal.STANDARD));
    }

    /** With bins for each wide field, by the number of its fine cells. */
    private Schema withBins(IntFunction<Bins> bins) {
        return withFields(fields.stream()
                .map(field -> isWide(field)
                        ? field.toBuilder().bins(bins.apply(cells(field))).build()
                        : field)
                .toList());
    }

    private static boolean isWide(Field field) {
        return field.bins() instanceof Bins.Automatic
                && field.codec().orElse(null) instanceof IntervalCodec intervals
                && intervals.grid().isPresent();
    }

    private static int cells(Field field) {
        ColumnCodec codec = field.requireCodec();
        return codec.size() - (codec.missing().isPresent() ? 1 : 0);
    }

    /** The fields in order; cannot be modified. */
    public List<Field> fields() {
        return fields;
    }

    /** The fields that a model sees, in order. */
    public List<Field> modelled() {
        return fields.stream().filter(field -> field.role().isModelled()).toList();
    }

    /**
     * The field of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Field field(String name) {
        return fields.get(position(name));
    }

    /**
     * The position of the field of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public int position(String name) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new IllegalArgumentException("there is no field '" + Excerpt.of(name, 80) + "' in the schema; it has "
                    + Excerpt.of(fields.stream().map(Field::name).toList().toString(), 480));
        }
        return position;
    }

    /** Whether there is a field of this name. */
    public boolean has(String name) {
        return positions.containsKey(name);
    }

    /** The field that names the privacy unit; empty if each row is its own. */
    public Optional<Field> unit() {
        return fields.stream().filter(field -> field.role() == Role.UNIT).findFirst();
    }

    /** The field by which the rows of a unit follow each other; empty if none is declared. */
    public Optional<Field> order() {
        return fields.stream().filter(field -> field.mostRows().isPresent()).findFirst();
    }

    /** Whether it declares histories: a unit, and an order of its rows. */
    public boolean hasHistories() {
        return unit().isPresent() && order().isPresent();
    }

    /** The first field of role target; empty if there is none. */
    public Optional<Field> target() {
        return fields.stream().filter(field -> field.role() == Role.TARGET).findFirst();
    }

    /**
     * Whether the domain was read from the data, which the mark {@code "derivedFromData": true} says, or the domain of any
     * field ({@link #readFromData}): then it is not public, and a fit must be refused unless a person states that it is.
     */
    public boolean isDerivedFromData() {
        return derivedFromData || !readFromData().isEmpty() || rules.stream().anyMatch(Rule::derivedFromData);
    }

    /** Whether the schema has the mark {@code "derivedFromData": true}. */
    boolean isMarked() {
        return derivedFromData;
    }

    /** The names of the fields whose {@code effigy:domain} says that it was read from the data, in order. */
    public List<String> readFromData() {
        return fields.stream().filter(Field::isReadFromData).map(Field::name).toList();
    }

    /**
     * Why the domain does not pass as public knowledge and what a person should do, for a message; empty if it does.
     */
    public Optional<String> doubt() {
        if (derivedFromData) {
            return Optional.of(
                    "the schema was derived from data (\"derivedFromData\": true), so its categories and bounds may"
                            + " tell on people: rewrite them from public knowledge, say in each field's \"effigy:domain\""
                            + " from where, and remove the mark");
        }
        List<String> read = readFromData();
        List<Rule> seen = rules.stream().filter(Rule::derivedFromData).toList();
        if (read.isEmpty() && !seen.isEmpty()) {
            return Optional.of("the rules " + Excerpt.of(String.join(", ", Rule.names(seen)), 480)
                    + " were seen in the data (\"derivedFromData\": true) and may tell on people: keep those that are"
                    + " known to hold of everybody, remove their mark, and take the others out");
        }
        if (read.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("the schema was derived from data: \"effigy:domain\" of "
                + Excerpt.of(read.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")), 480)
                + " still says \"" + Field.READ
                + "\", so categories and bounds may tell on people: rewrite them from public"
                + " knowledge and say there from where");
    }

    /**
     * SHA-256 of all that the schema means, in hexadecimal: names, types, domains and how they are written, but no
     * titles and descriptions. Two schemas with one digest read, code and write the same.
     */
    public String digest() {
        try {
            byte[] bytes = SchemaJson.canonical(this).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema schema
                && derivedFromData == schema.derivedFromData
                && dialect.equals(schema.dialect)
                && rules.equals(schema.rules)
                && fields.equals(schema.fields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields, derivedFromData);
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
