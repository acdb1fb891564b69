package org.effigy.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The fields of a ledger's lines: which there are, in which order, and what they may hold. */
final class LedgerJson {
    static final String FORMAT = "effigy-ledger";
    static final int VERSION = 1;

    private static final String PURE = "pure";
    private static final String CONCENTRATED = "zCDP";
    private static final List<String> PROMISE =
            List.of("epsilon", "delta", "definition", "limit", "relation", "unit", "maxRows", "time");
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
            Charge charge = charged.charge();
            line.put("type", "charge").put("release", charged.release()).put("number", charged.number());
            line.put("query", charge.query());
            line.put("mechanism", MechanismName.of(charge.mechanism()).written());
            line.put("scale", charge.mechanism().scale());
            line.put("l1", charge.sensitivity().l1());
            line.put("l2Squared", charge.sensitivity().l2Squared());
            line.put("lInf", charge.sensitivity().lInf());
            line.put("definition", definition(charge.loss())).put("loss", amount(charge.loss()));
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
        Fields fields = new Fields(line);
        String type = fields.text("type");
        switch (type) {
            case "header" -> {
                fields.requireExactly(HEADER);
                if (fields.whole("version") != VERSION) {
                    throw new IllegalArgumentException("version " + fields.whole("version") + " is unknown");
                }
                return new LedgerEvent.Created(
                        fields.text("id"), fields.text("dataset"), budget(fields), loss(fields, "limit"), time(fields));
            }
            case "release" -> {
                fields.requireExactly(RELEASE);
                return new LedgerEvent.Opened(
                        fields.text("release"),
                        fields.text("purpose"),
                        budget(fields),
                        loss(fields, "limit"),
                        time(fields));
            }
            case "charge" -> {
                fields.requireExactly(CHARGE);
                Charge charge = new Charge(
                        fields.text("query"),
                        MechanismName.reading(fields.text("mechanism")).with(fields.real("scale")),
                        new Sensitivity(fields.whole("l1"), fields.whole("l2Squared"), fields.whole("lInf")),
                        loss(fields, "loss"));
                return new LedgerEvent.Charged(fields.text("release"), fields.whole("number"), charge, time(fields));
            }
            default -> throw new IllegalArgumentException("type '" + type + "' is unknown");
        }
    }

    private static void promise(ObjectNode line, PrivacyBudget budget, PrivacyLoss limit) {
        line.put("epsilon", budget.epsilon()).put("delta", budget.delta());
        line.put("definition", definition(limit)).put("limit", amount(limit));
        line.put("relation", budget.neighbours().words());
        line.put("unit", budget.unit().column().orElse(null));
        line.put("maxRows", budget.unit().maxRows());
    }

    private static PrivacyBudget budget(Fields fields) {
        Optional<String> column = fields.isNull("unit") ? Optional.empty() : Optional.of(fields.text("unit"));
        return new PrivacyBudget(
                fields.real("epsilon"),
                fields.real("delta"),
                Neighbours.of(fields.text("relation")),
                new PrivacyUnit(column, Math.toIntExact(fields.whole("maxRows"))));
    }

    private static Instant time(Fields fields) {
        return Instant.parse(fields.text("time"));
    }

    private static PrivacyLoss loss(Fields fields, String name) {
        String definition = fields.text("definition");
        return switch (definition) {
            case PURE -> new PrivacyLoss.Pure(fields.real(name));
            case CONCENTRATED -> new PrivacyLoss.ZeroConcentrated(fields.real(name));
            default -> throw new IllegalArgumentException("definition '" + definition + "' is unknown");
        };
    }

    private static String definition(PrivacyLoss loss) {
        return loss instanceof PrivacyLoss.Pure ? PURE : CONCENTRATED;
    }

    private static double amount(PrivacyLoss loss) {
        return loss instanceof PrivacyLoss.Pure pure ? pure.epsilon() : ((PrivacyLoss.ZeroConcentrated) loss).rho();
    }

    private static List<String> fields(Stream<String> names) {
        return Stream.concat(names, Stream.of("hash")).toList();
    }

    /** The fields of a line, by name and kind. */
    private record Fields(ObjectNode line) {
        void requireExactly(List<String> names) {
            List<String> found = StreamSupport.stream(((Iterable<String>) line::fieldNames).spliterator(), false)
                    .toList();
            if (!found.equals(names)) {
                throw new IllegalArgumentException("its fields are " + found + ", not " + names);
            }
        }

        String text(String name) {
            return require(name, line.path(name).isTextual(), "text").textValue();
        }

        double real(String name) {
            return require(name, line.path(name).isNumber(), "a number").doubleValue();
        }

        long whole(String name) {
            JsonNode node = line.path(name);
            return require(name, node.isIntegralNumber() && node.canConvertToLong(), "a whole number")
                    .longValue();
        }

        boolean isNull(String name) {
            return line.path(name).isNull();
        }

        private JsonNode require(String name, boolean kind, String words) {
            if (!kind) {
                throw new IllegalArgumentException("'" + name + "' must be " + words + "; it is " + line.path(name));
            }
            return line.path(name);
        }
    }
}
