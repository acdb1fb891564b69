package org.effigy.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.effigy.privacy.Charge;

/** What passed the door in one fit, in order. */
final class Transcript {
    /** Each call with all that is public of it: prices asked, charges, looks at the rows, draws. */
    final List<String> calls = new ArrayList<>();

    /** The answers; as many as draws. */
    final List<Answer> answers = new ArrayList<>();

    /**
     * One answer.
     *
     * @param charge what was paid for it
     * @param truth without noise: private
     * @param given with noise, or the index that was selected
     * @param texts by text, where texts that nobody declared were counted; else empty
     */
    record Answer(Charge charge, long[] truth, long[] given, Map<String, Long> texts) {}
}
