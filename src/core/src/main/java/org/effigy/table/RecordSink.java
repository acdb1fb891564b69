package org.effigy.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.effigy.domain.Records;

/** Takes rows as codes. */
final class RecordSink implements RowSink {
    private final Records.Builder records;
    private final Optional<UnitIds> units;
    private final int unit;
    private final TableCodec codec;
    private final int[] codes;
    private final int order;
    private long[] times = new long[0];
    private int rows;

    RecordSink(TableCodec codec, int expectedRows) {
        Schema schema = codec.schema();
        this.codec = codec;
        this.records = Records.builder(codec.domain(), expectedRows);
        this.units = schema.unit().map(UnitIds::new);
        this.unit = schema.unit().map(field -> schema.position(field.name())).orElse(-1);
        this.codes = new int[codec.domain().size()];
        this.order = schema.order().map(field -> schema.position(field.name())).orElse(-1);
    }

    @Override
    public void take(List<CellReader> cells, CellReader.Status[] statuses) {
        for (int attribute = 0; attribute < codes.length; attribute++) {
            codes[attribute] = code(attribute, cells, statuses);
        }
        records.add(codes);
        if (order >= 0) {
            if (rows == times.length) {
                times = Arrays.copyOf(times, rows + (rows >> 1) + 1024);
            }
            times[rows++] = cells.get(order).step();
        }
        if (units.isPresent()) {
            units.get().append(cells.get(unit));
        }
    }

    private int code(int attribute, List<CellReader> cells, CellReader.Status[] statuses) {
        int field = codec.field(attribute);
        ColumnCodec own = codec.codec(attribute);
        Derivation by = codec.derivation(field).orElse(null);
        if (by == null && own == cells.get(field).field().requireCodec()) {
            return cells.get(field).code();
        }
        if (statuses[field] == CellReader.Status.MISSING) {
            return own.missing().orElseThrow();
        }
        long step = cells.get(field).step();
        if (by instanceof Derivation.Gap gap) {
            // A row that breaks the rule, and is kept all the same, has the nearest gap.
            long between = gap.between(cells.get(gap.from()).step(), step);
            long held = Math.max(gap.gaps().lowest(), Math.min(gap.gaps().highest(), between));
            return gap.gaps().code(held);
        }
        return by == null ? ((IntervalCodec) own).code(step) : 0;
    }

    CodedTable coded(ReadReport report) {
        return new CodedTable(
                records.build(),
                units.map(UnitIds::toArray),
                order < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(times, rows)),
                report);
    }
}
