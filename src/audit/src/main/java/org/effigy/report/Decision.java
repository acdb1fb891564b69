package org.effigy.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person decided on an audited table, for the file that a signature covers. It names the audit by its digest, so
 * that it can't be put beside another one. Internal as the audit is: it says which gates failed.
 *
 * @param choice what is to become of the table
 * @param reasons why, in the person's words, one line each; never empty
 * @param conditions under which the table may leave; empty unless it leaves under conditions
 * @param name who decided
 * @param role as what
 * @param date on which day
 * @param purpose what the table is for; may be empty
 * @param receiver who gets it; may be empty
 * @param audit what it rests on
 */
public record Decision(
        Choice choice,
        List<String> reasons,
        List<String> conditions,
        String name,
        String role,
        LocalDate date,
        String purpose,
        String receiver,
        DecidedAudit audit) {
    static final String FORMAT = "effigy-decision";
    static final int VERSION = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What is to become of a table. */
    public enum Choice {
        /** It leaves. */
        RELEASE("release"),
        /** It leaves under conditions. */
        RELEASE_WITH_CONDITIONS("release with conditions"),
        /** It doesn't leave as it is; something is to be done first. */
        SEND_BACK("send back"),
        /** It doesn't leave. */
        REFUSE("refuse");

        private final String words;

        Choice(String words) {
            this.words = words;
        }

        /** As it is given and stands in the file: {@code release-with-conditions}. */
        public String word() {
            return words.replace(' ', '-');
        }

        /** For people. */
        public String words() {
            return words;
        }

        /** Whether the table leaves. */
        public boolean isRelease() {
            return this == RELEASE || this == RELEASE_WITH_CONDITIONS;
        }

        /**
         * The choice of this word, in any case.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Choice of(String word) {
            for (Choice choice : values()) {
                if (choice.word().equals(word.toLowerCase(Locale.ROOT))) {
                    return choice;
                }
            }
            throw new IllegalArgumentException(
                    "'" + word + "' is no decision: it is release, release-with-conditions, send-back or refuse");
        }
    }

    /**
     * Checks that it can be read as a decision.
     *
     * @throws IllegalArgumentException if reasons are missing, a text is empty or of several lines, or conditions and
     *     choice contradict each other
     */
    public Decision {
        Objects.requireNonNull(choice, "choice");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(audit, "audit");
        reasons = List.copyOf(reasons);
        conditions = List.copyOf(conditions);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a decision needs a reason, which others will read: give one");
        }
        reasons.forEach(reason -> requireLine("a reason", reason));
        conditions.forEach(condition -> requireLine("a condition", condition));
        requireLine("the name", name);
        requireLine("the role", role);
        if (!purpose.isEmpty()) {
            requireLine("the purpose", purpose);
        }
        if (!receiver.isEmpty()) {
            requireLine("the receiver", receiver);
        }
        if (choice == Choice.RELEASE_WITH_CONDITIONS && conditions.isEmpty()) {
            throw new IllegalArgumentException(
                    "a release with conditions names them: give at least one condition, or decide on 'release'");
        }
        if (choice != Choice.RELEASE_WITH_CONDITIONS && !conditions.isEmpty()) {
            throw new IllegalArgumentException("conditions belong to a release with conditions, and the decision is to "
                    + choice.words() + ": decide on 'release-with-conditions', or say it as a reason");
        }
    }

    private static void requireLine(String what, String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must be one line of text; it is "
                    + (text.isBlank() ? "empty" : "of several lines, or holds characters that can't be seen"));
        }
    }

    /** Whether the table leaves though the audit says that it must not. */
    public boolean isAgainstTheAudit() {
        return choice.isRelease() && audit.isFailed();
    }

    /** In one sentence. */
    public String words() {
        return "Decision on " + audit.title() + ": " + choice.words() + ", by " + name + " (" + role + ") on " + date
                + (isAgainstTheAudit() ? ", against the audit, which failed it." : ".");
    }

    /** As JSON, under {@code decision.schema.json}; the same decision gives the same bytes. */
    public byte[] json() {
        ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT).put("version", VERSION);
        root.put("words", words()).put("decision", choice.word());
        put(root.putArray("reasons"), reasons);
        put(root.putArray("conditions"), conditions);
        root.put("name", name).put("role", role).put("date", date.toString());
        root.put("purpose", purpose).put("receiver", receiver);
        ObjectNode judged = root.putObject("audit");
        judged.put("title", audit.title()).put("outcome", audit.outcome()).put("words", audit.words());
        put(judged.putArray("failed"), audit.failed());
        put(judged.putArray("notAssessed"), audit.open());
        root.put("againstTheAudit", isAgainstTheAudit());
        ObjectNode inputs = root.putObject("inputs");
        inputs.putObject("audit").put("digest", audit.digest());
        Optional<String> table = audit.synthetic();
        table.ifPresent(digest -> inputs.putObject("synthetic").put("digest", digest));
        try {
            return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }

    private static void put(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
