package org.effigy.audit.privacy;

import java.util.Arrays;
import java.util.BitSet;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Interval;

/**
 * Whether train and holdout are apart. Where rows have units, no unit may be in both. Where they have none, rows may be
 * equal by nature: then a holdout row has an equal in train about as often as a train row has another one there.
 */
final class Overlap {
    /** The probability of a refusal without cause, and the smallest share of rows that is worth one. */
    private static final double ERROR = 1e-6;

    private static final double SHARE = 0.001;

    private Overlap() {}

    /**
     * Refuses tables that share people.
     *
     * @throws IllegalArgumentException if they do, with how many
     */
    static void requireNone(AuditTable train, AuditTable holdout) {
        if (train.units().isPresent() && holdout.units().isPresent()) {
            requireApart(train.units().get(), holdout.units().get());
            return;
        }
        Cells members = Cells.of(train);
        Cells outsiders = Cells.of(holdout);
        RowIndex index = RowIndex.of(members);
        long shared = 0;
        for (int row = 0; row < outsiders.rows(); row++) {
            shared += index.count(outsiders, row) > 0 ? 1 : 0;
        }
        long natural = 0;
        for (int row = 0; row < members.rows(); row++) {
            natural += index.count(members, row) > 1 ? 1 : 0;
        }
        // Equal rows come at least in pairs, so that there are half as many independent trials.
        Interval expected = Interval.clopperPearson(natural / 2, members.rows() / 2, 1 - ERROR);
        Interval found = Interval.clopperPearson(shared, outsiders.rows(), 1 - ERROR);
        if (found.low() > expected.high() + SHARE || members.rows() > 1 && same(members, outsiders)) {
            throw new IllegalArgumentException("train and holdout overlap: " + shared + " of " + outsiders.rows()
                    + " holdout rows are in train, where " + natural + " of " + members.rows()
                    + " rows have an equal: give a holdout of rows that the generator never saw");
        }
    }

    private static void requireApart(AuditColumn.Categories train, AuditColumn.Categories holdout) {
        BitSet seen = new BitSet();
        Arrays.stream(train.codes()).filter(code -> code >= 0).forEach(seen::set);
        long shared = Arrays.stream(holdout.codes())
                .filter(code -> code >= 0 && seen.get(code))
                .distinct()
                .count();
        if (shared > 0) {
            throw new IllegalArgumentException("train and holdout share " + shared + " values of the unit '"
                    + train.name() + "': split the real table by unit, so that each is in one of them");
        }
    }

    private static boolean same(Cells members, Cells outsiders) {
        if (members.rows() != outsiders.rows()) {
            return false;
        }
        for (int row = 0; row < members.rows(); row++) {
            if (!members.equal(row, outsiders, row, -1)) {
                return false;
            }
        }
        return true;
    }
}
