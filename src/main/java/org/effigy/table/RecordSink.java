package org.effigy.table;

import java.util.List;
import java.util.Optional;
import org.effigy.domain.Records;

/** Takes rows as codes. */
final class RecordSink implements RowSink {
    private final Records.Builder records;
    private final Optional<UnitIds> units;
    private final int unit;
    private final int[] modelled;
    private final int[] codes;

    RecordSink(TableCodec codec, int expectedRows) {
        Schema schema = codec.schema();
        this.records = Records.builder(codec.domain(), expectedRows);
        this.units = schema.unit().map(UnitIds::new);
        this.unit = schema.unit().map(field -> schema.position(field.name())).orElse(-1);
        this.modelled = schema.modelled().stream()
                .mapToInt(field -> schema.position(field.name()))
                .toArray();
        this.codes = new int[modelled.length];
    }

    @Override
    public void take(List<CellReader> cells, CellReader.Status[] statuses) {
        for (int i = 0; i < modelled.length; i++) {
            codes[i] = cells.get(modelled[i]).code();
        }
        records.add(codes);
        if (units.isPresent()) {
            units.get().append(cells.get(unit));
        }
    }

    CodedTable coded(ReadReport report) {
        return new CodedTable(records.build(), units.map(UnitIds::toArray), report);
    }
}
