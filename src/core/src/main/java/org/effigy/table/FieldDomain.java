package org.effigy.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What follows from a field's declaration: how its cells are written, and which values they can take.
 *
 * @param format the texts and steps of its cells; empty for strings
 * @param codec the domain; empty if the field isn't modelled, or declares too little
 */
record FieldDomain(Optional<CellFormat> format, Optional<ColumnCodec> codec) {
    /** A bin of a number has about this many values or more, where its precision isn't declared. */
    private static final int VALUES_PER_BIN = 1000;

    /**
     * The domain of a declaration.
     *
     * @throws IllegalArgumentException if a rule is broken, with the rule and what to do
     */
    static FieldDomain of(FieldBuilder field, MissingValues missing) {
        DiscoveryRules.check(field);
        check(field);
        Optional<MissingValues> nullable =
                field.required || field.role == Role.UNIT ? Optional.empty() : Optional.of(missing);
        if (field.type == FieldType.STRING) {
            return new FieldDomain(Optional.empty(), categories(field, missing, nullable));
        }
        CellFormat format = formatOf(field);
        if (!field.categories.isEmpty()) {
            return new FieldDomain(Optional.of(format), modelled(field, listed(field, format, missing, nullable)));
        }
        if (field.type == FieldType.BOOLEAN) {
            long[] both = {0, 1};
            return new FieldDomain(
                    Optional.of(format),
                    modelled(field, clear(IntervalCodec.of(format, both, both, nullable), format, missing)));
        }
        long unit = unit(field, format);
        Optional<long[]> edges = edges(field, format);
        Optional<Long> low = bound("minimum", field.minimum, format);
        Optional<Long> high = bound("maximum", field.maximum, format);
        if (edges.isPresent()) {
            long[] list = edges.get();
            requireEqual("first edge", list[0], "minimum", low, format);
            requireEqual("last edge", list[list.length - 1], "maximum", high, format);
            IntervalCodec codec = cut(format, inUnits(list, unit, format, "edge of effigy:bins"), nullable)
                    .times(unit);
            return new FieldDomain(Optional.of(format), modelled(field, clear(codec, format, missing)));
        }
        if (field.role.isModelled() && !field.discover && low.isPresent() != high.isPresent()) {
            throw new IllegalArgumentException("it has a " + (low.isPresent() ? "minimum" : "maximum") + " but no "
                    + (low.isPresent() ? "maximum" : "minimum") + ": declare both, or neither if it is not fitted");
        }
        if (low.isPresent() && high.isPresent() && low.get() > high.get()) {
            throw new IllegalArgumentException("the minimum " + field.minimum.get() + " is above the maximum "
                    + field.maximum.get() + ": swap them");
        }
        if (low.isEmpty() || high.isEmpty() || field.discover) {
            return new FieldDomain(Optional.of(format), Optional.empty());
        }
        long first = -Math.floorDiv(-low.get(), unit);
        long last = Math.floorDiv(high.get(), unit);
        if (first > last) {
            throw new IllegalArgumentException("no multiple of " + field.multipleOf.orElseThrow() + " is from "
                    + field.minimum.get() + " to " + field.maximum.get()
                    + ": widen the bounds or correct effigy:multipleOf");
        }
        IntervalCodec codec = range(field, format, first, last, unit, nullable).times(unit);
        return new FieldDomain(Optional.of(format), modelled(field, clear(codec, format, missing)));
    }

    private static void requireHistory(FieldBuilder field, boolean ordered) {
        boolean orders = field.mostRows.isPresent();
        if ((orders || field.ofUnit) && !field.role.isModelled()) {
            throw new IllegalArgumentException(
                    (orders ? "effigy:order" : "effigy:of") + " is for fields that are fitted;"
                            + " this one has effigy:role " + field.role.word() + ": take one of them out");
        }
        if (orders && field.ofUnit) {
            throw new IllegalArgumentException("the rows of a unit can't follow each other by effigy:order of a value"
                    + " that all of them share by effigy:of: take one of them out");
        }
        if (!orders) {
            return;
        }
        int most = field.mostRows.getAsInt();
        if (most < 2 || most > Field.MOST_ROWS) {
            throw new IllegalArgumentException("effigy:order says that a unit has at most " + most
                    + " rows; that must be from 2 to " + Field.MOST_ROWS);
        }
        if (!ordered || !field.categories.isEmpty()) {
            throw new IllegalArgumentException(
                    "effigy:order is for dates, times, integers and numbers without an enum: take it out, or give the"
                            + " field such a type");
        }
        if (!field.required) {
            throw new IllegalArgumentException("effigy:order needs a value in every row, or nobody knows where a row"
                    + " belongs: give it \"constraints\": {\"required\": true}, and leave out rows without one");
        }
        if (field.multipleOf.isPresent()) {
            throw new IllegalArgumentException(
                    "effigy:order takes any value between bounds: take effigy:multipleOf out, or the order");
        }
        if (field.discover) {
            throw new IllegalArgumentException("effigy:order needs bounds that are declared: give a minimum and a"
                    + " maximum, and take effigy:discover out");
        }
    }

    /** What all steps are multiples of. */
    private static long unit(FieldBuilder field, CellFormat format) {
        long unit = field.multipleOf
                .map(text -> step("effigy:multipleOf", text, format))
                .orElse(1L);
        if (unit <= 0) {
            throw new IllegalArgumentException(
                    "effigy:multipleOf is " + field.multipleOf.orElseThrow() + "; it must be above 0");
        }
        return unit;
    }

    /** Steps in units that all of them are multiples of. */
    private static long[] inUnits(long[] steps, long unit, CellFormat format, String name) {
        for (long step : steps) {
            if (step % unit != 0) {
                throw new IllegalArgumentException("the " + name + " " + format.text(step)
                        + " is no multiple of effigy:multipleOf " + format.text(unit) + ": correct one of them");
            }
        }
        return LongStream.of(steps).map(step -> step / unit).toArray();
    }

    private static Optional<ColumnCodec> modelled(FieldBuilder field, ColumnCodec codec) {
        return field.role.isModelled() ? Optional.of(codec) : Optional.empty();
    }

    private static void check(FieldBuilder field) {
        if (field.name.isBlank()) {
            throw new IllegalArgumentException("the name is blank: a field is found by its name in the header line");
        }
        if (field.name.startsWith("\ufeff")) {
            throw new IllegalArgumentException(
                    "the name begins with a byte order mark, which is lost at the start of a table: take it out");
        }
        boolean string = field.type == FieldType.STRING;
        boolean ordered = !string && field.type != FieldType.BOOLEAN;
        if (!field.role.isModelled() && !string && field.type != FieldType.INTEGER) {
            throw new IllegalArgumentException("effigy:role " + field.role.word()
                    + " needs type string or integer, because running numbers replace it; its type is "
                    + field.type.word());
        }
        if (!ordered && (field.minimum.isPresent() || field.maximum.isPresent())) {
            throw new IllegalArgumentException("minimum and maximum are for ordered types; a " + field.type.word()
                    + " takes " + (string ? "an enum" : "neither") + " instead");
        }
        if (!(field.bins instanceof Bins.Automatic) && (!ordered || !field.categories.isEmpty())) {
            throw new IllegalArgumentException(
                    "effigy:bins is for integers, numbers, dates and times without an enum: take it out");
        }
        boolean number = field.type == FieldType.INTEGER || field.type == FieldType.NUMBER;
        boolean declared = field.bins instanceof Bins.Equal || field.bins instanceof Bins.Edges;
        if (field.scale != Scale.MIXED && (!number || declared || !field.categories.isEmpty())) {
            throw new IllegalArgumentException(
                    "effigy:scale is for integers and numbers whose bins a fit makes: take it"
                            + " out, or effigy:bins");
        }
        if (!field.spikes.isEmpty() && (!ordered || declared || !field.categories.isEmpty())) {
            throw new IllegalArgumentException(
                    "effigy:spikes is for integers, numbers, dates and times whose bins a fit"
                            + " makes: take it out, or effigy:bins or the enum");
        }
        if (!field.spelling.equals(Spelling.EXACT) && (field.role != Role.UNIT || !string)) {
            throw new IllegalArgumentException("effigy:spellings is for strings of effigy:role unit: take it out");
        }
        if (!field.person && field.role == Role.UNIT) {
            throw new IllegalArgumentException(
                    "effigy:person is false, but the field has effigy:role unit: take one of them out");
        }
        requireHistory(field, ordered);
        if (field.multipleOf.isPresent() && (!number || !field.categories.isEmpty())) {
            throw new IllegalArgumentException(
                    "effigy:multipleOf is for integers and numbers without an enum: take it out");
        }
        if (field.precision.isPresent() && field.type != FieldType.NUMBER) {
            throw new IllegalArgumentException("effigy:precision is for numbers; the type is " + field.type.word());
        }
        if (!field.groups.isEmpty() && (!string || !field.categories.isEmpty())) {
            throw new IllegalArgumentException(
                    "effigy:groups is for strings without an enum: the names of the groups are the categories");
        }
        if (field.type == FieldType.BOOLEAN && !field.categories.isEmpty()) {
            throw new IllegalArgumentException("a boolean takes no enum: declare trueValues and falseValues");
        }
        if (field.other.isPresent()
                && !field.discover
                && !field.categories.contains(field.other.get())
                && !field.groups.containsKey(field.other.get())) {
            throw new IllegalArgumentException("effigy:other is '" + field.other.get()
                    + "', which is no declared category: add it to the enum, or name one that is there");
        }
        if (field.other.isPresent() && !string) {
            throw new IllegalArgumentException("effigy:other is for strings with an enum: take it out");
        }
    }

    private static Optional<ColumnCodec> categories(
            FieldBuilder field, MissingValues missing, Optional<MissingValues> nullable) {
        if (field.buckets.isPresent()) {
            return modelled(field, CategoryCodec.of(Buckets.of(field.buckets.getAsInt(), missing), nullable));
        }
        if (field.categories.isEmpty() && field.groups.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = field.groups.isEmpty() ? field.categories : List.copyOf(field.groups.keySet());
        requireDistinct(names, missing);
        return modelled(
                field,
                CategoryCodec.of(
                        names,
                        field.groups.isEmpty() ? Optional.empty() : Optional.of(Groups.of(field.groups)),
                        nullable));
    }

    private static void requireDistinct(List<String> names, MissingValues missing) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException(
                        "a category is empty: an empty cell can only be missing; list \"\" in missingValues");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("the value '" + name + "' stands twice in the enum: remove one");
            }
            if (missing.contains(name)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is both a value and a missing marker: keep it in the enum or in missingValues");
            }
        }
    }

    private static CellFormat formatOf(FieldBuilder field) {
        return switch (field.type) {
            case INTEGER -> new IntegerFormat(field.marks);
            case NUMBER -> new DecimalFormat(decimals(field), field.marks);
            case BOOLEAN -> new BooleanFormat(field.trueValues, field.falseValues);
            case DATE, DATETIME -> DateFormat.of(field.type, field.pattern);
            case STRING -> throw new IllegalStateException("strings have no format");
        };
    }

    private static ColumnCodec listed(
            FieldBuilder field, CellFormat format, MissingValues missing, Optional<MissingValues> nullable) {
        requireDistinct(field.categories, missing);
        long[] values = field.categories.stream()
                .mapToLong(text -> step("enum", text, format))
                .sorted()
                .distinct()
                .toArray();
        if (values.length < field.categories.size()) {
            throw new IllegalArgumentException(
                    "two values of the enum are the same " + field.type.word() + ": remove one");
        }
        return clear(IntervalCodec.of(format, values, values, nullable), format, missing);
    }

    private static Optional<Long> bound(String name, Optional<String> text, CellFormat format) {
        return text.map(value -> step(name, value, format));
    }

    /** The step of a declared value, which must be one exactly. */
    private static long step(String name, String text, CellFormat format) {
        if (format instanceof DecimalFormat decimal) {
            BigDecimal value = decimalOf(name, text);
            BigDecimal scaled = value.movePointRight(decimal.decimals());
            if (scaled.stripTrailingZeros().scale() > 0) {
                throw new IllegalArgumentException(name + " " + text + " has more decimals than effigy:precision "
                        + decimal.decimals() + ": round it or raise the precision");
            }
            if (scaled.abs().compareTo(BigDecimal.valueOf(DecimalFormat.LARGEST)) > 0) {
                throw new IllegalArgumentException(name + " " + text + " with " + decimal.decimals()
                        + " decimals needs more digits than a double holds: take a nearer bound or fewer decimals");
            }
            return scaled.longValueExact();
        }
        long step = format.parse(text);
        if (step == CellFormat.NOT_OF_TYPE) {
            throw new IllegalArgumentException(name + " '" + text + "' is not " + format.rule() + ": correct it");
        }
        if (format instanceof IntegerFormat && Math.abs(step) > IntegerFormat.LARGEST) {
            throw new IllegalArgumentException(name + " " + text + " is beyond 2^53: take a nearer bound");
        }
        return step;
    }

    private static BigDecimal decimalOf(String name, String text) {
        try {
            BigDecimal value = new BigDecimal(text);
            if (value.signum() != 0 && Math.abs((long) value.precision() - value.scale()) > 400) {
                throw new NumberFormatException(text);
            }
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " '" + text + "' is not a finite number: correct it", e);
        }
    }

    private static Optional<long[]> edges(FieldBuilder field, CellFormat format) {
        if (!(field.bins instanceof Bins.Edges declared)) {
            return Optional.empty();
        }
        long[] edges = declared.edges().stream()
                .mapToLong(text -> step("edge of effigy:bins", text, format))
                .toArray();
        for (int i = 1; i < edges.length; i++) {
            boolean lastPoint = i == edges.length - 1 && edges[i] == edges[i - 1];
            if (edges[i] <= edges[i - 1] && !lastPoint) {
                throw new IllegalArgumentException("the edges of effigy:bins must ascend: "
                        + declared.edges().get(i) + " follows "
                        + declared.edges().get(i - 1) + "; only the last one may stand twice");
            }
        }
        return Optional.of(edges);
    }

    private static void requireEqual(String edge, long step, String name, Optional<Long> bound, CellFormat format) {
        if (bound.isPresent() && bound.get() != step) {
            throw new IllegalArgumentException("the " + edge + " of effigy:bins is " + format.text(step) + " but the "
                    + name + " is " + format.text(bound.get()) + ": make them the same");
        }
    }

    private static IntervalCodec cut(CellFormat format, long[] edges, Optional<MissingValues> nullable) {
        int bins = edges.length - 1;
        long[] low = new long[bins];
        long[] high = new long[bins];
        for (int i = 0; i < bins; i++) {
            low[i] = edges[i];
            high[i] = i == bins - 1 ? edges[i + 1] : edges[i + 1] - 1;
        }
        if (bins > 1 && low[bins - 1] == high[bins - 1]) {
            high[bins - 2] = edges[bins - 1] - 1;
        }
        return IntervalCodec.of(format, low, high, nullable);
    }

    private static IntervalCodec range(
            FieldBuilder field, CellFormat format, long low, long high, long unit, Optional<MissingValues> nullable) {
        long[] steps = field.spikes.stream()
                .mapToLong(text -> step("value of effigy:spikes", text, format))
                .toArray();
        long[] spikes = inUnits(steps, unit, format, "value of effigy:spikes");
        for (int i = 0; i < spikes.length; i++) {
            if (spikes[i] < low || spikes[i] > high) {
                throw new IllegalArgumentException("effigy:spikes has " + field.spikes.get(i) + ", which is not from "
                        + format.text(low * unit) + " to " + format.text(high * unit)
                        + ": leave it out or widen the bounds");
            }
        }
        BigInteger values =
                BigInteger.valueOf(high).subtract(BigInteger.valueOf(low)).add(BigInteger.ONE);
        boolean few = values.compareTo(BigInteger.valueOf(Bins.Automatic.OWN)) <= 0;
        if (field.bins instanceof Bins.Equal || field.bins instanceof Bins.Automatic && few) {
            int wanted = field.bins instanceof Bins.Equal equal ? equal.count() : Bins.Automatic.OWN;
            long[] lows = lows(low, values, wanted);
            return IntervalCodec.of(format, lows, FineCells.highs(lows, high), nullable);
        }
        if (format instanceof DateFormat dates) {
            return dates.isMonthly()
                    ? FineCells.codec(format, low, high, Scale.LINEAR, spikes, field.bins, nullable)
                    : DateCells.codec(dates, low, high, spikes, field.bins, nullable);
        }
        return FineCells.codec(format, low, high, field.scale, spikes, field.bins, nullable);
    }

    /** Where bins of equal width begin, as many as wanted or as there are values. */
    private static long[] lows(long low, BigInteger values, int wanted) {
        int count = values.min(BigInteger.valueOf(wanted)).intValueExact();
        long[] lows = new long[count];
        for (int i = 0; i < count; i++) {
            lows[i] = low
                    + values.multiply(BigInteger.valueOf(i))
                            .divide(BigInteger.valueOf(count))
                            .longValueExact();
        }
        return lows;
    }

    /** The codec, if none of its values would be read as missing. */
    private static IntervalCodec clear(IntervalCodec codec, CellFormat format, MissingValues missing) {
        for (String marker : missing.markers()) {
            long step = format.parse(marker);
            if (step != CellFormat.NOT_OF_TYPE && codec.code(step) >= 0) {
                throw new IllegalArgumentException("the missing marker '" + marker + "' is also a value from "
                        + format.text(codec.lowest()) + " to " + format.text(codec.highest())
                        + ": change the bounds, or give this field missingValues of its own");
            }
        }
        return codec;
    }

    /** The declared decimals; else those of the declared values, and enough for {@value #VALUES_PER_BIN} a bin. */
    private static int decimals(FieldBuilder field) {
        if (field.precision.isPresent()) {
            int decimals = field.precision.getAsInt();
            if (decimals < 0 || decimals > 15) {
                throw new IllegalArgumentException(
                        "effigy:precision is " + decimals + "; the number of decimals must be from 0 to 15");
            }
            return decimals;
        }
        List<BigDecimal> values = new ArrayList<>();
        field.minimum.ifPresent(text -> values.add(decimalOf("minimum", text)));
        field.maximum.ifPresent(text -> values.add(decimalOf("maximum", text)));
        field.categories.forEach(text -> values.add(decimalOf("enum", text)));
        field.spikes.forEach(text -> values.add(decimalOf("value of effigy:spikes", text)));
        field.multipleOf.ifPresent(text -> values.add(decimalOf("effigy:multipleOf", text)));
        List<BigDecimal> edges = new ArrayList<>();
        if (field.bins instanceof Bins.Edges declared) {
            declared.edges().forEach(text -> edges.add(decimalOf("edge of effigy:bins", text)));
        }
        values.addAll(edges);
        int decimals = 0;
        for (BigDecimal value : values) {
            decimals = Math.max(decimals, value.stripTrailingZeros().scale());
        }
        BigDecimal width = narrowest(field, edges);
        if (width.signum() > 0 && field.multipleOf.isEmpty()) {
            BigDecimal grid = width.divide(BigDecimal.valueOf(VALUES_PER_BIN), new MathContext(20, RoundingMode.FLOOR));
            // The place of the first digit after the point: the smallest d with 10^-d <= grid.
            decimals = Math.max(decimals, grid.scale() - grid.precision() + 1);
        }
        if (decimals > 15) {
            throw new IllegalArgumentException("its values need " + decimals
                    + " decimals, more than the 15 that are kept: rescale the column or declare effigy:precision");
        }
        return decimals;
    }

    private static BigDecimal narrowest(FieldBuilder field, List<BigDecimal> edges) {
        if (edges.isEmpty()) {
            if (field.minimum.isEmpty() || field.maximum.isEmpty()) {
                return BigDecimal.ZERO;
            }
            int count = field.bins instanceof Bins.Equal equal ? equal.count() : Bins.Equal.STANDARD;
            return decimalOf("maximum", field.maximum.get())
                    .subtract(decimalOf("minimum", field.minimum.get()))
                    .divide(BigDecimal.valueOf(count), new MathContext(20, RoundingMode.FLOOR));
        }
        BigDecimal narrowest = edges.get(edges.size() - 1).subtract(edges.get(0));
        for (int i = 1; i < edges.size(); i++) {
            BigDecimal width = edges.get(i).subtract(edges.get(i - 1));
            narrowest = width.signum() > 0 ? narrowest.min(width) : narrowest;
        }
        return narrowest;
    }
}
