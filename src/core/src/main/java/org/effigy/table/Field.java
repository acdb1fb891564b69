package org.effigy.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One column's declaration: public knowledge about what its cells can hold, made by {@link #builder} or read from a
 * schema's JSON. Immutable. Values (categories, bounds, edges) are texts in the field's own notation; those of integers
 * and numbers are plain decimals with a point.
 */
public final class Field {
    /** The category of discovered ones that takes the rest, where none is named. */
    private static final String OTHER = "other";

    /** Where a suggested domain says that it comes from, until a person says otherwise. */
    static final String READ = "read from the data";

    /** The most rows of a unit that a schema may speak of. */
    public static final int MOST_ROWS = 1000;

    /** The most rows that a unit is taken to have where the schema does not say. */
    static final int ROWS = 50;

    private static final String FOUND = "discovered under the budget";

    private final FieldBuilder declared;
    private final MissingValues missing;
    private final Optional<CellFormat> format;
    private final Optional<ColumnCodec> codec;

    /** Reads the builder, which must not change afterwards. */
    Field(FieldBuilder declared) {
        this.declared = declared;
        this.missing = new MissingValues(declared.missingValues);
        FieldDomain domain = FieldDomain.of(declared, missing);
        this.format = domain.format();
        this.codec = domain.codec();
    }

    /** A field of a name and type, to be declared further. */
    public static FieldBuilder builder(String name, FieldType type) {
        return new FieldBuilder(name, type);
    }

    /** A builder with all that this field declares. */
    FieldBuilder toBuilder() {
        return declared.copy();
    }

    /**
     * This field with the categories that were found for it, and one for all other texts: {@code effigy:other}, or
     * {@value #OTHER} where none is named.
     *
     * @throws IllegalArgumentException if a rule is broken, with the field, the rule and what to do
     */
    public Field withCategories(List<String> found, Discovered how) {
        List<String> all = new ArrayList<>(found);
        all.add(otherName());
        return toBuilder()
                .discover(false)
                .categories(all)
                .other(otherName())
                .domainOrigin(FOUND)
                .discovered(how)
                .build();
    }

    /**
     * This field with the bounds that were found for it.
     *
     * @throws IllegalArgumentException if a rule is broken, with the field, the rule and what to do
     */
    public Field withBounds(String lowest, String highest, Discovered how) {
        return toBuilder()
                .discover(false)
                .minimum(lowest)
                .maximum(highest)
                .domainOrigin(FOUND)
                .discovered(how)
                .build();
    }

    /** This field with another mark of how its domain was found. */
    public Field withDiscovered(Discovered how) {
        return toBuilder().discovered(how).build();
    }

    /** The category for texts that are not found. */
    String otherName() {
        return declared.other.orElse(OTHER);
    }

    /** The column's name. */
    public String name() {
        return declared.name;
    }

    /** The name of its column in a table in memory, which drops blanks around names. */
    public String columnName() {
        return declared.name.trim();
    }

    /** The type of its cells. */
    public FieldType type() {
        return declared.type;
    }

    /** A title for people; may be empty. */
    public String title() {
        return declared.title;
    }

    /** A description for people; may be empty. */
    public String description() {
        return declared.description;
    }

    /** What the field is for. */
    public Role role() {
        return declared.role;
    }

    /** Whether all rows of a unit have the same value ({@code effigy:of}). */
    public boolean isOfUnit() {
        return declared.ofUnit;
    }

    /** Where the rows of a unit follow each other by this field ({@code effigy:order}): the most that a unit has. */
    public OptionalInt mostRows() {
        return declared.mostRows;
    }

    /** Whether a cell may not be missing; always so for a unit. */
    public boolean isRequired() {
        return declared.required || declared.role == Role.UNIT;
    }

    /** The declared values ({@code constraints.enum}), in order; empty if none are declared. */
    public List<String> categories() {
        return declared.categories;
    }

    /** The lowest value; empty if not declared. */
    public Optional<String> minimum() {
        return declared.minimum;
    }

    /** The highest value; empty if not declared. */
    public Optional<String> maximum() {
        return declared.maximum;
    }

    /** The declared decimals of a number; empty if not declared. */
    public OptionalInt precision() {
        return declared.precision;
    }

    /** How its range is cut. */
    public Bins bins() {
        return declared.bins;
    }

    /** How its fine cells lie in its range. */
    public Scale scale() {
        return declared.scale;
    }

    /** Values that are expected to hold many rows; may be empty. */
    public List<String> spikes() {
        return declared.spikes;
    }

    /** What all values are whole multiples of; empty if that is not declared. */
    public Optional<String> multipleOf() {
        return declared.multipleOf;
    }

    /** Categories that stand for many codes, each with its members, in order; empty if none are declared. */
    public Map<String, List<String>> groups() {
        return declared.groups;
    }

    /** The category for values that are not declared ({@code effigy:other}, or a category named "other"). */
    public Optional<String> other() {
        return declared.otherCategory();
    }

    /** The number of buckets into which texts are hashed; empty if they are not. */
    public OptionalInt buckets() {
        return declared.buckets;
    }

    /** Whether its values may stand for people: true unless {@code effigy:person} says that they don't. */
    public boolean isPerson() {
        return declared.person;
    }

    /** Whether the domain is still to be found in the rows, under the budget ({@code effigy:discover}). */
    public boolean isToDiscover() {
        return declared.discover;
    }

    /** How the domain was found in the rows; empty if it was declared. */
    public Optional<Discovered> discovered() {
        return declared.discovered;
    }

    /** {@code effigy:other} as declared. */
    Optional<String> declaredOther() {
        return declared.other;
    }

    /** Where the domain comes from ({@code effigy:domain}), as "public documentation"; may be empty. */
    public String domainOrigin() {
        return declared.domainOrigin;
    }

    /**
     * Whether the domain is still said to be read from the rows, as a suggested one is. Not where it is to be discovered:
     * then it has no domain yet.
     */
    public boolean isReadFromData() {
        return !isToDiscover() && declared.domainOrigin.strip().equalsIgnoreCase(READ);
    }

    /** Whether the domain was found in the rows by a discovery, also where the mark that says how was taken out. */
    public boolean isFound() {
        return declared.discovered.isPresent()
                || !isToDiscover() && declared.domainOrigin.strip().equalsIgnoreCase(FOUND);
    }

    /** The pattern of dates and times; "default" where none is declared. */
    public String pattern() {
        return declared.pattern;
    }

    /** The texts that stand for a missing cell; the first one is written. */
    public List<String> missingValues() {
        return missing.markers();
    }

    /** The texts of true; the first one is written. */
    public List<String> trueValues() {
        return declared.trueValues;
    }

    /** The texts of false; the first one is written. */
    public List<String> falseValues() {
        return declared.falseValues;
    }

    /** The decimal mark of numbers. */
    public char decimalMark() {
        return declared.marks.decimal();
    }

    /** Which differences between the texts of a unit mean nothing ({@code effigy:spellings}). */
    Spelling spelling() {
        return declared.spelling;
    }

    /** What stands between and around the digits of its numbers. */
    NumberMarks marks() {
        return declared.marks;
    }

    /** The column's domain; empty if the field isn't modelled, or declares too little to be. */
    public Optional<ColumnCodec> codec() {
        return codec;
    }

    /**
     * The column's domain.
     *
     * @throws IllegalArgumentException if the field isn't modelled or declares too little to be, with what to declare
     */
    public ColumnCodec requireCodec() {
        return codec.orElseThrow(() -> new IllegalArgumentException("field '" + name() + "' can't be fitted: "
                + (!role().isModelled()
                        ? "its effigy:role is " + role().word()
                        : isToDiscover()
                                ? "its " + (type() == FieldType.STRING ? "categories are" : "bounds are")
                                        + " still to be discovered: do that first (Discovery), and use the schema that"
                                        + " it gives"
                                : type() == FieldType.STRING
                                        ? "a string needs its categories declared: give constraints.enum (or"
                                                + " effigy:groups), hash its texts with effigy:buckets, have the common"
                                                + " ones discovered under the budget (--discover " + name()
                                                + "), mark it with effigy:role identifier, or drop it from the schema"
                                        : "its bounds are not declared: give constraints.minimum and"
                                                + " constraints.maximum (from public knowledge), have them discovered"
                                                + " under the budget (--discover " + name()
                                                + "), or drop it from the schema")));
    }

    /** The texts and steps of its cells; empty for strings. */
    Optional<CellFormat> format() {
        return format;
    }

    /** The texts of missing cells. */
    MissingValues missing() {
        return missing;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Field field
                && SchemaJson.canonical(this).equals(SchemaJson.canonical(field))
                && title().equals(field.title())
                && description().equals(field.description());
    }

    @Override
    public int hashCode() {
        return Objects.hash(name(), type(), role());
    }

    @Override
    public String toString() {
        return name() + " (" + type().word() + ")";
    }
}
