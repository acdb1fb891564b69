package org.effigy.audit.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.table.Field;
import org.effigy.table.FieldType;

/** Tables that were coded together, one below the other. */
public final class Stacked {
    /** The column that says which table a row of {@link #marked} is from. */
    public static final String ORIGIN = "effigy:origin";

    private Stacked() {}

    /** The rows of one table, then those of the other, without units. */
    public static AuditTable of(String name, AuditTable above, AuditTable below) {
        List<AuditColumn> columns = new ArrayList<>();
        for (int c = 0; c < above.columns().size(); c++) {
            columns.add(join(above.columns().get(c), below.columns().get(c)));
        }
        return new AuditTable(name, columns, Optional.empty());
    }

    /** The same with a last column of which the table above has one category and the table below another. */
    public static AuditTable marked(AuditTable above, AuditTable below) {
        List<AuditColumn> columns = new ArrayList<>(of("both", above, below).columns());
        int[] codes = new int[above.rows() + below.rows()];
        Arrays.fill(codes, above.rows(), codes.length, 1);
        columns.add(new AuditColumn.Categories(
                Field.builder(ORIGIN, FieldType.STRING).build(), codes, List.of("above", "below"), 2));
        return new AuditTable("both", columns, Optional.empty());
    }

    private static AuditColumn join(AuditColumn above, AuditColumn below) {
        if (above instanceof AuditColumn.Categories first && below instanceof AuditColumn.Categories second) {
            return new AuditColumn.Categories(
                    first.field(),
                    IntStream.concat(IntStream.of(first.codes()), IntStream.of(second.codes()))
                            .toArray(),
                    first.labels(),
                    first.declared());
        }
        return new AuditColumn.Numbers(
                above.field(),
                DoubleStream.concat(
                                DoubleStream.of(((AuditColumn.Numbers) above).values()),
                                DoubleStream.of(((AuditColumn.Numbers) below).values()))
                        .toArray());
    }
}
