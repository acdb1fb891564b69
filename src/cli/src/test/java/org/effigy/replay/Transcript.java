package org.effigy.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.effigy.privacy.Charge;

/** What passed the door in one fit, in order. */
final class Transcript {
    /** How many rows of a unit are kept at most. */
    int maxRows;

    /** Each call with all that is public of it: prices asked, charges, looks at the rows, draws. */
    final List<String> calls = new ArrayList<>();

    /** The answers; as many as draws. */
    final List<Answer> answers = new ArrayList<>();

    /**
     * One answer.
     *
     * @param charge what was paid for it
     * @param names of the entries, where texts that nobody declared were counted; else empty
     * @param truth without noise: private
     * @param given with noise, or the index that was selected
     */
    record Answer(Charge charge, List<String> names, long[] truth, long[] given) {
        /** What was given for a text; 0 if it was not there. */
        long given(String name) {
            return names.contains(name) ? given[names.indexOf(name)] : 0;
        }

        /** What is true of an entry, by its name where entries have names. */
        Map<Object, Long> truths() {
            Map<Object, Long> truths = new HashMap<>();
            for (int i = 0; i < truth.length; i++) {
                truths.put(names.isEmpty() ? i : names.get(i), truth[i]);
            }
            return truths;
        }
    }
}
