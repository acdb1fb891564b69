package org.effigy.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The fields of a ledger's lines: which there are, in which order, and what they may hold. */
final class LedgerJson {
    static final String FORMAT = "effigy-ledger";
    static final int VERSION = 1;

    private static final List<String> PROMISE =
            List.of("epsilon", "delta", "relation", "unit", "maxRows", "definition", "limit", "time");
    private static final List<String> HEADER =
            fields(Stream.concat(Stream.of("line", "type", "format", "version", "id", "dataset"), PROMISE.stream()));
    private static final List<String> RELEASE =
            fields(Stream.concat(Stream.of("line", "type", "release", "purpose"), PROMISE.stream()));
    private static final List<String> CHARGE = fields(Stream.of(
            "line",
            "type",
            "release",
            "number",
            "query",
            "mechanism",
            "scale",
            "l1",
            "l2Squared",
            "lInf",
            "definition",
            "loss",
            "time"));

    private LedgerJson() {}

    /** Adds an event's fields to a line. */
    static ObjectNode write(ObjectNode line, LedgerEvent event) {
        if (event instanceof LedgerEvent.Created created) {
            line.put("type", "header").put("format", FORMAT).put("version", VERSION);
            line.put("id", created.id()).put("dataset", created.dataset());
            promise(line, created.budget(), created.limit());
        } else if (event instanceof LedgerEvent.Opened opened) {
            line.put("type", "release").put("release", opened.release()).put("purpose", opened.purpose());
            promise(line, opened.budget(), opened.limit());
        } else if (event instanceof LedgerEvent.Charged charged) {
            line.put("type", "charge").put("release", charged.release()).put("number", charged.number());
            PrivacyJson.put(line, charged.charge());
        }
        line.put("time", event.time().toString());
        return line;
    }

    /**
     * The event that a line tells.
     *
     * @throws IllegalArgumentException if a field is missing, unknown, out of its order or its range
     * @throws java.time.DateTimeException if the time is none
     */
    static LedgerEvent read(ObjectNode line) {
        JsonFields fields = JsonFields.of(line);
        String type = fields.text("type");
        switch (type) {
            case "header" -> {
                requireExactly(fields, HEADER);
                if (fields.whole("version") != VERSION) {
                    throw new IllegalArgumentException("version " + fields.whole("version") + " is unknown");
                }
                return new LedgerEvent.Created(
                        fields.text("id"),
                        fields.text("dataset"),
                        PrivacyJson.budget(fields),
                        PrivacyJson.loss(fields, "limit"),
                        time(fields));
            }
            case "release" -> {
                requireExactly(fields, RELEASE);
                return new LedgerEvent.Opened(
                        fields.text("release"),
                        fields.text("purpose"),
                        PrivacyJson.budget(fields),
                        PrivacyJson.loss(fields, "limit"),
                        time(fields));
            }
            case "charge" -> {
                requireExactly(fields, CHARGE);
                return new LedgerEvent.Charged(
                        fields.text("release"), fields.whole("number"), PrivacyJson.charge(fields), time(fields));
            }
            default -> throw new IllegalArgumentException("type '" + type + "' is unknown");
        }
    }

    private static void promise(ObjectNode line, PrivacyBudget budget, PrivacyLoss limit) {
        PrivacyJson.put(line, budget);
        PrivacyJson.put(line, "limit", limit);
    }

    private static Instant time(JsonFields fields) {
        return Instant.parse(fields.text("time"));
    }

    private static List<String> fields(Stream<String> names) {
        return Stream.concat(names, Stream.of("hash")).toList();
    }

    private static void requireExactly(JsonFields fields, List<String> names) {
        if (!fields.names().equals(names)) {
            throw new IllegalArgumentException("its fields are " + fields.names() + ", not " + names);
        }
    }
}
