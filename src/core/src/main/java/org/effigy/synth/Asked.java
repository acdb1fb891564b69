package org.effigy.synth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.effigy.privacy.JsonFields;

/**
 * What became of a marginal that a person asked for by name. It follows from the settings and from answers.
 *
 * @param marginal as {@code "(age, sex)"}
 * @param outcome as {@code "measured: ..."} or {@code "not measured: ..."}, with the noise or the reason
 */
public record Asked(String marginal, String outcome) {
    /** Checks that nothing is missing. */
    public Asked {
        Objects.requireNonNull(marginal, "marginal");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** As a person reads it. */
    public String words() {
        return marginal + ": " + outcome;
    }

    static void write(ArrayNode list, List<Asked> all) {
        all.forEach(one -> list.addObject().put("marginal", one.marginal).put("outcome", one.outcome));
    }

    /** Those that a file names; none in files of fits that were asked for none. */
    static List<Asked> list(JsonFields node) {
        return node.has("asked")
                ? node.children("asked").stream()
                        .map(one -> new Asked(one.text("marginal"), one.text("outcome")))
                        .toList()
                : List.of();
    }

    /** Keeps what is told of named marginals, and tells it on. */
    static final class Kept implements Progress {
        private final Progress to;
        private final List<Asked> all = new ArrayList<>();

        Kept(Progress to) {
            this.to = to;
        }

        List<Asked> all() {
            return List.copyOf(all);
        }

        @Override
        public void at(String stage, long done, long of) {
            to.at(stage, done, of);
        }

        @Override
        public void round(int round, String measured, double error, double spent) {
            to.round(round, measured, error, spent);
        }

        @Override
        public void asked(String marginal, String outcome) {
            all.add(new Asked(marginal, outcome));
            to.asked(marginal, outcome);
        }
    }
}
