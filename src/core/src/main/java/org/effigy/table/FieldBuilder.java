package org.effigy.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Declares a {@link Field}; every method returns this builder. The rules are checked by {@link #build}. */
public final class FieldBuilder {
    final String name;
    final FieldType type;
    String title = "";
    String description = "";
    Role role = Role.PLAIN;
    boolean required;
    List<String> categories = List.of();
    Optional<String> minimum = Optional.empty();
    Optional<String> maximum = Optional.empty();
    OptionalInt precision = OptionalInt.empty();
    Bins bins = new Bins.Automatic();
    Scale scale = Scale.MIXED;
    List<String> spikes = List.of();
    Optional<String> multipleOf = Optional.empty();
    Map<String, List<String>> groups = Map.of();
    Optional<String> other = Optional.empty();
    OptionalInt buckets = OptionalInt.empty();
    boolean discover;
    boolean person = true;
    Optional<Discovered> discovered = Optional.empty();
    String domainOrigin = "";
    String pattern = "default";
    List<String> missingValues = MissingValues.EMPTY_CELL.markers();
    List<String> trueValues = BooleanFormat.TRUE;
    List<String> falseValues = BooleanFormat.FALSE;
    NumberMarks marks = NumberMarks.PLAIN;
    Spelling spelling = Spelling.EXACT;
    boolean ofUnit;
    OptionalInt mostRows = OptionalInt.empty();

    FieldBuilder(String name, FieldType type) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
    }

    /** A title for people. */
    public FieldBuilder title(String text) {
        title = Objects.requireNonNull(text, "title");
        return this;
    }

    /** A description for people, for example with the source of the domain. */
    public FieldBuilder description(String text) {
        description = Objects.requireNonNull(text, "description");
        return this;
    }

    /** What the field is for. */
    public FieldBuilder role(Role value) {
        role = Objects.requireNonNull(value, "role");
        return this;
    }

    /** No cell may be missing; else a missing cell is a value of its own. */
    public FieldBuilder required(boolean value) {
        required = value;
        return this;
    }

    /** The values that cells can have. */
    public FieldBuilder categories(List<String> values) {
        categories = List.copyOf(values);
        return this;
    }

    /** The lowest value. */
    public FieldBuilder minimum(String value) {
        minimum = Optional.of(value);
        return this;
    }

    /** The highest value. */
    public FieldBuilder maximum(String value) {
        maximum = Optional.of(value);
        return this;
    }

    /** The decimals of a number, 0 to 15. */
    public FieldBuilder precision(int decimals) {
        precision = OptionalInt.of(decimals);
        return this;
    }

    /** How the range is cut. */
    public FieldBuilder bins(Bins value) {
        bins = Objects.requireNonNull(value, "bins");
        return this;
    }

    /** How the fine cells lie in the range, where a fit makes the bins. */
    public FieldBuilder scale(Scale value) {
        scale = Objects.requireNonNull(value, "scale");
        return this;
    }

    /** Values at which many rows are expected, as 0 or 999: each is a bin of its own where a fit makes the bins. */
    public FieldBuilder spikes(List<String> values) {
        spikes = List.copyOf(values);
        return this;
    }

    /** All values are whole multiples of this positive number, as in JSON Schema. */
    public FieldBuilder multipleOf(String value) {
        multipleOf = Optional.of(value);
        return this;
    }

    /** Categories that stand for many codes: each with its codes and ranges such as {@code 240-279}, in order. */
    public FieldBuilder groups(Map<String, List<String>> members) {
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        return this;
    }

    /** The category that takes values that are not declared, under {@link InvalidValues#OTHER}. */
    public FieldBuilder other(String category) {
        other = Optional.of(category);
        return this;
    }

    /** Each text becomes one of so many buckets, by a public hash; 2 to {@value Bins#MOST}. */
    public FieldBuilder buckets(int count) {
        buckets = OptionalInt.of(count);
        return this;
    }

    /** The domain is not declared but to be found in the rows, under the budget. Bounds given beside it say where to look. */
    public FieldBuilder discover(boolean value) {
        discover = value;
        return this;
    }

    /** Whether its values may stand for people; false says that they don't, though they repeat as people's numbers do. */
    public FieldBuilder person(boolean value) {
        person = value;
        return this;
    }

    /** How the declared domain was found. */
    public FieldBuilder discovered(Discovered how) {
        discovered = Optional.of(how);
        return this;
    }

    /** Where the domain comes from, as "public documentation". */
    public FieldBuilder domainOrigin(String text) {
        domainOrigin = Objects.requireNonNull(text, "domain");
        return this;
    }

    /** The pattern of dates and times, in strptime's letters; "default" is ISO 8601. */
    public FieldBuilder pattern(String text) {
        pattern = Objects.requireNonNull(text, "format");
        return this;
    }

    /** The texts that stand for a missing cell, at least one; the first one is written. */
    public FieldBuilder missingValues(List<String> markers) {
        missingValues = List.copyOf(markers);
        return this;
    }

    /** The texts of true and of false; the first of each is written. */
    public FieldBuilder booleans(List<String> trueTexts, List<String> falseTexts) {
        trueValues = List.copyOf(trueTexts);
        falseValues = List.copyOf(falseTexts);
        return this;
    }

    /** The decimal mark of numbers: a point unless declared. */
    public FieldBuilder decimalMark(char mark) {
        marks = new NumberMarks(mark, marks.group(), marks.bare());
        return this;
    }

    /** The mark between thousands: none unless declared. */
    public FieldBuilder groupMark(char mark) {
        marks = new NumberMarks(marks.decimal(), Optional.of(mark), marks.bare());
        return this;
    }

    /** Whether numbers stand without currency, unit or percent sign; they do unless declared. */
    public FieldBuilder bareNumber(boolean value) {
        marks = new NumberMarks(marks.decimal(), marks.group(), value);
        return this;
    }

    /** Which differences between texts that name a unit mean nothing: {@code case}, {@code blanks}, {@code zeros}. */
    public FieldBuilder spellings(List<String> differences) {
        spelling = Spelling.of(differences);
        return this;
    }

    /** Whether all rows of a unit have the same value, as a patient's sex; the schema has a unit then. */
    public FieldBuilder ofUnit(boolean value) {
        ofUnit = value;
        return this;
    }

    /**
     * The rows of a unit follow each other by this field.
     *
     * @param mostRows the most rows that a unit is taken to have, 2 to {@value Field#MOST_ROWS}; public knowledge
     */
    public FieldBuilder order(int mostRows) {
        this.mostRows = OptionalInt.of(mostRows);
        return this;
    }

    FieldBuilder marks(NumberMarks value) {
        marks = value;
        return this;
    }

    /**
     * The field.
     *
     * @throws IllegalArgumentException if a rule is broken, with the field, the rule and what to do
     */
    public Field build() {
        try {
            return new Field(copy());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("field '" + name + "': " + e.getMessage(), e);
        }
    }

    /** The declared category for values that are not, or the one that is named so. */
    Optional<String> otherCategory() {
        if (other.isPresent()) {
            return other;
        }
        return (groups.isEmpty() ? categories : List.copyOf(groups.keySet()))
                .stream().filter(category -> category.equalsIgnoreCase("other")).findFirst();
    }

    FieldBuilder copy() {
        FieldBuilder copy = new FieldBuilder(name, type);
        copy.title = title;
        copy.description = description;
        copy.role = role;
        copy.required = required;
        copy.categories = categories;
        copy.minimum = minimum;
        copy.maximum = maximum;
        copy.precision = precision;
        copy.bins = bins;
        copy.scale = scale;
        copy.spikes = spikes;
        copy.multipleOf = multipleOf;
        copy.groups = groups;
        copy.other = other;
        copy.buckets = buckets;
        copy.discover = discover;
        copy.person = person;
        copy.discovered = discovered;
        copy.domainOrigin = domainOrigin;
        copy.pattern = pattern;
        copy.missingValues = missingValues;
        copy.trueValues = trueValues;
        copy.falseValues = falseValues;
        copy.marks = marks;
        copy.spelling = spelling;
        copy.ofUnit = ofUnit;
        copy.mostRows = mostRows;
        return copy;
    }
}
