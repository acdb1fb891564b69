package org.effigy.audit.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.domain.Attribute;
import org.effigy.domain.Records;
import org.effigy.table.Field;
import org.effigy.table.FieldType;

/** The audit's own measure of how exposed a real row is by a synthetic table, for coded tables. */
public final class WeightOfEvidence {
    private WeightOfEvidence() {}

    /**
     * How much speaks for each real row's having been copied: the score of {@link Attack#EVIDENCE}, in nats.
     *
     * @param real at least one row; whether the generator saw a row is not known here, and makes no difference
     * @param synthetic rows of the same domain, at least one
     * @param seed of the subsets of columns by which rows are paired
     * @return one a real row, at least 0
     */
    public static double[] of(Records real, Records synthetic, long seed) {
        AuditTable rows = table(real);
        return Evidence.of(List.of(rows, rows.select(new int[0])), table(synthetic), seed)
                .byFittedBlur();
    }

    private static AuditTable table(Records records) {
        List<AuditColumn> columns = new ArrayList<>();
        for (int column = 0; column < records.domain().size(); column++) {
            Attribute attribute = records.domain().attribute(column);
            int at = column;
            int[] codes = IntStream.range(0, records.rows())
                    .map(row -> records.code(row, at))
                    .toArray();
            columns.add(attribute.isOrdered() ? numbers(codes, attribute) : categories(codes, attribute));
        }
        return new AuditTable("coded", columns, Optional.empty());
    }

    private static AuditColumn numbers(int[] codes, Attribute attribute) {
        Field field = Field.builder(attribute.name(), FieldType.NUMBER)
                .minimum("0")
                .maximum(Integer.toString(attribute.size()))
                .build();
        return new AuditColumn.Numbers(
                field,
                IntStream.of(codes)
                        .mapToDouble(code -> code < attribute.ordered() ? code : Double.NaN)
                        .toArray());
    }

    private static AuditColumn categories(int[] codes, Attribute attribute) {
        List<String> labels =
                IntStream.range(0, attribute.size()).mapToObj(Integer::toString).toList();
        Field field = Field.builder(attribute.name(), FieldType.STRING)
                .categories(labels)
                .build();
        return new AuditColumn.Categories(field, codes, labels, labels.size());
    }
}
