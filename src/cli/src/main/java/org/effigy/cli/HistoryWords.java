package org.effigy.cli;

import org.effigy.table.Field;
import org.effigy.table.HistoryCodec;
import org.effigy.table.Schema;

/** What people are told of histories. */
final class HistoryWords {
    private HistoryWords() {}

    /** Before a fit. */
    static String plan(HistoryCodec codec) {
        Schema schema = codec.schema();
        return "Histories of '" + unit(schema) + "' in the order of '" + order(schema)
                + "': persons, and steps from a row"
                + " to the next, which share the budget. However many rows a person has, they weigh as one;"
                + " '--histories none' draws rows one by one. What follows is of persons.";
    }

    /** After a fit that models rows one by one. */
    static String lost(Schema schema) {
        return "The schema declares histories, and --histories none leaves them out: each synthetic row has a '"
                + unit(schema)
                + "' of its own, so how many rows one has, what they share and how they follow each other"
                + " in '" + order(schema) + "' is lost.";
    }

    private static String unit(Schema schema) {
        return schema.unit().map(Field::name).orElseThrow();
    }

    private static String order(Schema schema) {
        return schema.order().map(Field::name).orElseThrow();
    }
}
