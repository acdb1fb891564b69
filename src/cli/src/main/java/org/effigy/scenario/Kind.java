package org.effigy.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of one kind.
 *
 * @param name of the kind
 * @param rows how many there are; at least 1
 * @param base where cells come from that nothing is said of
 * @param said what is said of columns, by field, in an order in which each reads only what is there
 * @param order the fields of {@code said} in that order
 * @param expected what a system under test is to make of such rows, as the person put it
 * @param isValid whether the schema and its rules hold of each row; else rows may break them on purpose
 */
record Kind(
        String name,
        long rows,
        Base base,
        Map<Integer, Value> said,
        List<Integer> order,
        Optional<String> expected,
        boolean isValid) {
    Kind {
        said = Map.copyOf(said);
        order = List.copyOf(order);
    }

    /** As many rows of it. */
    Kind withRows(long number) {
        return new Kind(name, number, base, said, order, expected, isValid);
    }
}
