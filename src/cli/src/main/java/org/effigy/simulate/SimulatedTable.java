package org.effigy.simulate;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * An endless table of known distribution. Its rows come in units (all visits of a patient, all transactions of an
 * account); the rows of unit u depend on the seed and u alone, so units from N on are fresh draws of the same
 * population: a holdout, or a target for an attack, is another range of units.
 *
 * @param <R> a row
 */
public sealed interface SimulatedTable<R>
        permits HospitalEncounters, CardTransactions, PatientHistories, AccountHistories {
    /** The largest number that a unit may have; it is the last one that its ten digits can write. */
    long LAST_UNIT = 9_999_999_999L;

    /** Title of the table, for its schema. */
    String title();

    /** The columns in order, with bounds and categories that no row leaves. */
    List<Column> columns();

    /**
     * All rows of one unit, at least one, in order of time.
     *
     * @param unit from 0 to {@link #LAST_UNIT}
     * @throws IllegalArgumentException if {@code unit} is outside that range
     */
    List<R> unit(long unit);

    /** The row as text, one string a column; the empty string is a missing value. */
    List<String> cells(R row);

    /**
     * The first {@code count} rows of the units from {@code firstUnit} on, lazily and in constant memory. The last unit
     * may be cut.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    default Stream<R> rows(long firstUnit, long count) {
        return LongStream.rangeClosed(Units.check(firstUnit), LAST_UNIT)
                .mapToObj(this::unit)
                .flatMap(List::stream)
                .limit(count);
    }

    /** The schema of the table: Frictionless Table Schema, as JSON. */
    default String schemaJson() {
        return SchemaJson.of(title(), columns());
    }
}
