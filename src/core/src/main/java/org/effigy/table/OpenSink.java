package org.effigy.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.domain.TextColumn;

/** Takes the columns of rows whose domain is still to be discovered. */
final class OpenSink implements RowSink {
    private final Optional<UnitIds> units;
    private final int unit;
    private final List<Texts> texts = new ArrayList<>();
    private final List<Grid> grids = new ArrayList<>();

    private record Texts(int position, String other, TextColumn.Builder rows) {}

    private record Grid(int position, WideGrid grid, Records.Builder rows) {}

    OpenSink(Schema schema) {
        this.units = schema.unit().map(UnitIds::new);
        this.unit = schema.unit().map(field -> schema.position(field.name())).orElse(-1);
        OpenRows.requireReady(schema);
        schema.toDiscover().forEach(field -> open(field, schema.position(field.name())));
    }

    private void open(Field field, int position) {
        if (field.type() == FieldType.STRING) {
            texts.add(new Texts(position, field.otherName(), TextColumn.builder(field.name())));
            return;
        }
        WideGrid grid = WideGrid.of(field);
        Domain domain = Domain.of(List.of(new Attribute(
                OpenRows.BOUNDS + field.name() + " on " + grid.cells() + " cells",
                grid.cells() + (field.isRequired() ? 0 : 1))));
        grids.add(new Grid(position, grid, Records.builder(domain, 1024)));
    }

    @Override
    public void take(List<CellReader> cells, CellReader.Status[] statuses) {
        for (Texts column : texts) {
            String text = cells.get(column.position).text();
            boolean part = statuses[column.position] == CellReader.Status.VALUE
                    && !text.isEmpty()
                    && text.length() <= OpenRows.LONGEST
                    && !text.equals(column.other);
            if (part) {
                column.rows.add(text);
            } else {
                column.rows.addNone();
            }
        }
        for (Grid column : grids) {
            boolean there = statuses[column.position] == CellReader.Status.VALUE;
            column.rows.add(there ? column.grid.cell(cells.get(column.position)) : column.grid.cells());
        }
        if (units.isPresent()) {
            units.get().append(cells.get(unit));
        }
    }

    OpenRows rows(ReadReport report) {
        Map<String, Records> coded = new LinkedHashMap<>();
        grids.forEach(column -> coded.put(column.grid.field().name(), column.rows.build()));
        return new OpenRows(
                texts.stream().map(column -> column.rows.build()).toList(), coded, units.map(UnitIds::toArray), report);
    }
}
