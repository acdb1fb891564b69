package org.effigy.scenario;

import java.util.List;
import java.util.Optional;

/**
 * A row of a scenario's table, with what is known of it.
 *
 * @param cells its texts; one for each field of the schema, but for a row that was torn or has a cell too many
 * @param kind the kind that it is of
 * @param expected what a system under test is to make of it
 * @param mess what went wrong in it, in words; empty if nothing did
 */
public record Made(List<String> cells, String kind, Optional<String> expected, List<String> mess) {
    /** Copies the lists. */
    public Made {
        cells = List.copyOf(cells);
        mess = List.copyOf(mess);
    }
}
