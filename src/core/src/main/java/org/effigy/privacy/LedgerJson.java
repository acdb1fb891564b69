package org.effigy.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The fields of a ledger's lines: which there are, in which order, and what they may hold. */
final class LedgerJson {
    static final String FORMAT = "effigy-ledger";

    /** The newest version. A ledger that sets no delta aside is written as version 1, which earlier programs read. */
    static final int VERSION = 2;

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

    private static final List<String> FINISH = fields(Stream.of("line", "type", "release", "answers", "time"));

    private LedgerJson() {}

    /** Adds an event's fields to a line. */
    static ObjectNode write(ObjectNode line, LedgerEvent event) {
        if (event instanceof LedgerEvent.Created created) {
            line.put("type", "header").put("format", FORMAT).put("version", version(created.budget()));
            line.put("id", created.id()).put("dataset", created.dataset());
            promise(line, created.budget(), created.limit());
            if (!created.secret().isEmpty()) {
                line.put("secret", created.secret());
            }
        } else if (event instanceof LedgerEvent.Opened opened) {
            line.put("type", "release").put("release", opened.release()).put("purpose", opened.purpose());
            promise(line, opened.budget(), opened.limit());
        } else if (event instanceof LedgerEvent.Charged charged) {
            line.put("type", "charge").put("release", charged.release()).put("number", charged.number());
            PrivacyJson.put(line, charged.charge());
        } else if (event instanceof LedgerEvent.Finished finished) {
            line.put("type", "finish").put("release", finished.release()).put("answers", finished.answers());
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
                PrivacyBudget budget = PrivacyJson.budget(fields);
                if (fields.whole("version") != version(budget)) {
                    throw new IllegalArgumentException(
                            "version " + fields.whole("version") + " is unknown for a ledger "
                                    + (budget.reserved() > 0 ? "with" : "without") + " a part of delta set aside");
                }
                return new LedgerEvent.Created(
                        fields.text("id"),
                        fields.text("dataset"),
                        budget,
                        PrivacyJson.loss(fields, "limit"),
                        fields.has("secret") ? fields.text("secret") : "",
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
            case "finish" -> {
                requireExactly(fields, FINISH);
                return new LedgerEvent.Finished(fields.text("release"), fields.text("answers"), time(fields));
            }
            default -> throw new IllegalArgumentException("type '" + type + "' is unknown");
        }
    }

    private static int version(PrivacyBudget budget) {
        return budget.reserved() > 0 ? VERSION : 1;
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

    /** The fields of a kind of line, and those that stand only where a delta does. */
    private static void requireExactly(JsonFields fields, List<String> names) {
        List<String> expected = new ArrayList<>();
        for (String name : names) {
            if (name.equals("time") && names == HEADER && fields.has("secret")) {
                expected.add("secret");
            }
            expected.add(name);
            String more = name.equals("delta") ? PrivacyJson.RESERVED : PrivacyJson.deltaOf(name);
            boolean amount = name.equals("limit") || name.equals("loss");
            if ((amount || name.equals("delta")) && fields.has(more)) {
                expected.add(more);
            }
        }
        if (!fields.names().equals(expected)) {
            throw new IllegalArgumentException("its fields are " + fields.names() + ", not " + names);
        }
    }
}
