package org.effigy.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened while a table was read. It tells of real rows: for the curator only.
 *
 * @param source the file, or what the table was called
 * @param rows the rows read
 * @param extraColumns columns that the schema doesn't have, which were not read, in order
 * @param changed the cells that were clamped, made missing or put into the other category, by column in the schema's
 *     order; columns without any are left out
 * @param unknown the rows whose unit is a placeholder, by its text, in the order in which they were met: kept as one unit
 *     of each text, or left out; then they are not among {@code rows}
 * @param broken for each rule of the schema how many rows break it, as far as they were told of
 */
public record ReadReport(
        String source,
        long rows,
        List<String> extraColumns,
        Map<String, Long> changed,
        Map<String, Long> unknown,
        Map<String, Long> broken) {
    /** Copies the lists. */
    public ReadReport {
        extraColumns = List.copyOf(extraColumns);
        broken = Collections.unmodifiableMap(new LinkedHashMap<>(broken));
        changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
        unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
    }
}
