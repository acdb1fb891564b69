package org.effigy.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A column of a draft.
 *
 * @param field as it seems to be; empty if it is left out
 * @param decision what a person is told
 */
record Drafted(Optional<FieldBuilder> field, Decision decision) {
    static Drafted of(FieldBuilder field, String what, String reason, List<String> doubts) {
        return new Drafted(Optional.of(field), new Decision(field.name, what, reason, doubts));
    }

    static Drafted leftOut(String name, String reason) {
        String called = name.isBlank() ? "(a column without a name)" : name;
        return new Drafted(
                Optional.empty(), new Decision(called, "left out", reason, List.of("it is left out: " + reason)));
    }

    /** The same with more doubts. */
    Drafted withDoubts(List<String> more) {
        List<String> all = new ArrayList<>(decision.doubts());
        all.addAll(more);
        return new Drafted(field, new Decision(decision.column(), decision.what(), decision.reason(), all));
    }

    /** A share in words. */
    static String percent(long part, long whole) {
        double share = whole == 0 ? 0 : 100.0 * part / whole;
        return part == whole
                ? "all"
                : share > 0 && share < 1 ? "under 1 %" : String.format(Locale.ROOT, "%.0f %%", Math.min(99, share));
    }
}
