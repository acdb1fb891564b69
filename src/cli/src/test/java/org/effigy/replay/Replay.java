package org.effigy.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.effigy.privacy.Sensitivity;
import org.effigy.table.InvalidValues;

/**
 * Asserts that nothing but the answers of the door matters: a fit of one table is recorded, and its answers are given again
 * over others. Calls, in order, with their prices, charges and arguments, must be the same, and so must the model's file,
 * byte by byte, and the rows drawn from it.
 *
 * <p>What neighbours were answered before noise may differ by no more than the sensitivity that was charged.
 */
final class Replay {
    private static final Pattern RANKS = Pattern.compile("concordance of (\\d+) columns in (\\d+) rows");

    private Replay() {}

    /** Something that makes a model of a table through a door that a witness stands at. */
    @FunctionalInterface
    interface Subject {
        Output fit(String csv, InvalidValues policy, Witness witness) throws IOException;
    }

    /**
     * What leaves the house.
     *
     * @param model the file's bytes
     * @param rows drawn from it by a fixed seed, as many as it says that there are, at most a few hundred
     */
    record Output(byte[] model, String rows) {}

    /**
     * A table to replay over.
     *
     * @param policy what becomes of its cells that the schema doesn't allow
     * @param isNear whether it is one unit away from the recorded one
     */
    record Other(String name, String csv, InvalidValues policy, boolean isNear) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Records a fit and replays it; returns what was recorded. */
    static Transcript check(Subject subject, String csv, List<Other> others, long seed) throws IOException {
        Witness first = Witness.recording(seed);
        Output output = subject.fit(csv, InvalidValues.REFUSE, first);
        Transcript recorded = first.transcript();
        for (Other other : others) {
            Witness second = Witness.replaying(recorded);
            Output again = subject.fit(other.csv(), other.policy(), second);
            requireSameCalls(recorded.calls, second.transcript().calls, other);
            assertArrayEquals(output.model(), again.model(), () -> "the model files differ on " + other);
            assertEquals(output.rows(), again.rows(), () -> "the rows that are drawn differ on " + other);
            if (other.isNear()) {
                requireWithinSensitivity(recorded, second.transcript(), other);
            }
        }
        return recorded;
    }

    private static void requireSameCalls(List<String> before, List<String> after, Other other) {
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            assertEquals(before.get(i), after.get(i), "call " + i + " on " + other);
        }
        assertEquals(before.size(), after.size(), "the number of calls on " + other);
    }

    /**
     * A comparison of ranks draws its own sample, so two of them can't be compared: {@code RanksAuditTest} does. Here what
     * it is charged for is held to the proof's own formula.
     */
    private static void requireWithinSensitivity(Transcript a, Transcript b, Other other) {
        for (int i = 0; i < a.answers.size(); i++) {
            Transcript.Answer before = a.answers.get(i);
            Transcript.Answer after = b.answers.get(i);
            Matcher ranks = RANKS.matcher(before.charge().query());
            if (ranks.matches()) {
                requireRanks(before.charge().sensitivity(), ranks, a.maxRows);
                continue;
            }
            Sensitivity declared = before.charge().sensitivity();
            long l1 = 0;
            long l2Squared = 0;
            long lInf = 0;
            Map<Object, Long> truths = before.truths();
            after.truths().forEach((entry, truth) -> truths.merge(entry, -truth, Long::sum));
            for (long change : truths.values()) {
                long moved = Math.abs(change);
                l1 += moved;
                l2Squared += moved * moved;
                lInf = Math.max(lInf, moved);
            }
            // A selection is charged for its largest change alone.
            boolean isSelection = before.charge().query().startsWith("selection");
            if (lInf > declared.lInf() || !isSelection && (l1 > declared.l1() || l2Squared > declared.l2Squared())) {
                throw new AssertionError(before.charge().query() + " moved by " + l1 + ", " + l2Squared + ", " + lInf
                        + " on " + other + "; declared is " + declared);
            }
        }
    }

    /** Of p pairs of columns in m rows: {@code L1 = 2 k (m - 1) p}, {@code L2^2 = 4 k^2 (m - 1)^2 p}. */
    private static void requireRanks(Sensitivity charged, Matcher ranks, int k) {
        long columns = Long.parseLong(ranks.group(1));
        long pairs = columns * (columns - 1) / 2;
        long each = 2L * k * (Long.parseLong(ranks.group(2)) - 1);
        assertEquals(new Sensitivity(each * pairs, each * each * pairs, each), charged, ranks.group());
    }
}
