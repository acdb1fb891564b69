package org.effigy.audit;

import java.util.Objects;
import java.util.Optional;
import org.effigy.table.Schema;

/**
 * What an audit is given: tables that were coded together, and how to judge them.
 *
 * @param schema what is publicly known of the tables
 * @param train the rows that the generator saw
 * @param holdout rows of the same population that it never saw; empty if there are none
 * @param synthetic the rows that are judged
 * @param claim the differential privacy that they are said to have; empty if none is claimed
 * @param policy what the figures are judged by, and so at which levels they are computed
 * @param seed of what is drawn at random; the same tables and seed give the same figures
 * @param threads how many threads may work; figures do not depend on it
 */
public record AuditCase(
        Schema schema,
        AuditTable train,
        Optional<AuditTable> holdout,
        AuditTable synthetic,
        Optional<Claim> claim,
        Policy policy,
        long seed,
        int threads) {
    /** @throws IllegalArgumentException if there is no thread */
    public AuditCase {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(train, "train");
        Objects.requireNonNull(holdout, "holdout");
        Objects.requireNonNull(synthetic, "synthetic");
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(policy, "policy");
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed; " + threads + " were given");
        }
    }

    /** The same tables, judged by another policy. */
    AuditCase with(Policy other) {
        return new AuditCase(schema, train, holdout, synthetic, claim, other, seed, threads);
    }
}
