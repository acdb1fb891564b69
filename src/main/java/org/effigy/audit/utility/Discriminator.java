package org.effigy.audit.utility;

import java.util.List;
import org.effigy.audit.AuditTable;

/** Learns to tell synthetic rows from real ones; for a classifier two-sample test. */
public interface Discriminator {
    /** Its name in figures' ids, as {@code logistic}. */
    String id();

    /**
     * Learns from two tables and scores others, whose rows it has not seen.
     *
     * @param real real rows
     * @param synthetic synthetic rows
     * @param judged tables to score, coded as the others
     * @return for each table a score by row, the higher the more it looks synthetic; not NaN
     */
    List<double[]> scores(AuditTable real, AuditTable synthetic, List<AuditTable> judged);
}
