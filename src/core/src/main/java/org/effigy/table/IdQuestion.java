package org.effigy.table;

import java.util.Locale;

/** What a person is asked about a column that looks like the names of rows or people. For the screen alone. */
final class IdQuestion {
    private IdQuestion() {}

    /** Of a column that nearly names its rows. */
    static String ofRows(String name, DistinctCount count) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d rows share a value with another: if it names people or accounts rather than rows, give it"
                        + " \"effigy:role\": \"unit\"",
                Math.max(1, count.rows() - count.distinct()),
                count.rows());
    }

    /** Of a column whose values repeat. */
    static String ofPeople(String name, DistinctCount count) {
        return String.format(
                Locale.ROOT,
                "%,d different values in %,d rows: is this a person (or an account)? If so, give it \"effigy:role\":"
                        + " \"unit\", or single rows are protected and not people; if not, say \"effigy:person\": false",
                count.distinct(),
                count.rows());
    }
}
