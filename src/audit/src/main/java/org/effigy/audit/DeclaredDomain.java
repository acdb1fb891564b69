package org.effigy.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.effigy.table.Bins;
import org.effigy.table.CsvInput;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Schema;

/**
 * What a field of numbers, dates or times declares, on the scale of its column's numbers. Immutable.
 */
public final class DeclaredDomain {
    private final double[] bounds;
    private final double[] listed;
    private final double[] spikes;
    private final boolean whole;
    private final Optional<BigDecimal> unit;

    private DeclaredDomain(
            double[] bounds, double[] listed, double[] spikes, boolean whole, Optional<BigDecimal> unit) {
        this.bounds = bounds;
        this.listed = listed;
        this.spikes = spikes;
        this.whole = whole;
        this.unit = unit;
    }

    /** Of a field that is neither a string nor a boolean. */
    public static DeclaredDomain of(Field field) {
        List<String> bounds = new ArrayList<>();
        field.minimum().ifPresent(bounds::add);
        field.maximum().ifPresent(bounds::add);
        if (field.bins() instanceof Bins.Edges edges) {
            bounds.addAll(edges.edges());
        }
        double[] ends = values(field, bounds);
        Arrays.sort(ends);
        double[] range = {
            field.minimum().isPresent() || field.bins() instanceof Bins.Edges ? ends[0] : Double.NEGATIVE_INFINITY,
            field.maximum().isPresent() || field.bins() instanceof Bins.Edges
                    ? ends[ends.length - 1]
                    : Double.POSITIVE_INFINITY
        };
        double[] listed = values(field, field.categories());
        Arrays.sort(listed);
        return new DeclaredDomain(
                range,
                listed,
                values(field, field.spikes()),
                field.type() == FieldType.INTEGER,
                field.multipleOf().map(BigDecimal::new));
    }

    /** Its lowest and highest value; empty if either is open. */
    public Optional<double[]> range() {
        double low = listed.length > 0 ? listed[0] : bounds[0];
        double high = listed.length > 0 ? listed[listed.length - 1] : bounds[1];
        return Double.isInfinite(low) || Double.isInfinite(high)
                ? Optional.empty()
                : Optional.of(new double[] {low, high});
    }

    /** Whether a value may stand in the column; not for NaN. */
    public boolean allows(double value) {
        boolean declared = listed.length > 0
                ? Arrays.binarySearch(listed, value) >= 0
                : bounds[0] <= value
                        && value <= bounds[1]
                        && (!whole || value == Math.rint(value))
                        && isMultiple(value);
        return declared || Arrays.stream(spikes).anyMatch(spike -> spike == value);
    }

    private boolean isMultiple(double value) {
        return unit.isEmpty() || BigDecimal.valueOf(value).remainder(unit.get()).signum() == 0;
    }

    private static double[] values(Field field, List<String> texts) {
        if (texts.isEmpty()) {
            return new double[0];
        }
        return field.type() == FieldType.DATE || field.type() == FieldType.DATETIME
                ? times(field, texts)
                : texts.stream().mapToDouble(Double::parseDouble).toArray();
    }

    /** Declared dates on the scale of the column's numbers: read as the cells of a table are. */
    private static double[] times(Field field, List<String> texts) {
        StringBuilder csv = new StringBuilder("time\n");
        texts.forEach(text -> csv.append('"').append(text.replace("\"", "\"\"")).append("\"\n"));
        Schema schema = Schema.of(List.of(
                Field.builder("time", field.type()).pattern(field.pattern()).build()));
        try {
            CsvInput input = CsvInput.of(
                    new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)),
                    "the bounds of '" + field.name() + "'");
            AuditTable table = AuditCoding.code(
                            schema,
                            new LinkedHashMap<>(Map.of(
                                    "bounds", AuditCoding.read(schema, input).table())))
                    .get(0);
            return ((AuditColumn.Numbers) table.columns().get(0)).values().clone();
        } catch (IOException e) {
            throw new IllegalStateException("a table in memory can always be read", e);
        }
    }
}
