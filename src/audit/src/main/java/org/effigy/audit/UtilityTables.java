package org.effigy.audit;

import java.util.Objects;
import java.util.Optional;
import org.effigy.table.Schema;

/**
 * What a part of the audit looks at: tables that were coded together, and how sure it has to be.
 *
 * @param schema of all tables
 * @param train the real rows that the generator saw
 * @param holdout real rows of the same population that it didn't see; checked to be real and apart from the others
 * @param synthetic the rows that are judged
 * @param later real rows of a later time, if the person has any
 * @param trainOrigin where the training rows come from
 * @param syntheticOrigin where the synthetic rows come from
 * @param options seed, level, and how often a finding may be a false alarm
 */
public record UtilityTables(
        Schema schema,
        AuditTable train,
        AuditTable holdout,
        AuditTable synthetic,
        Optional<AuditTable> later,
        Origin trainOrigin,
        Origin syntheticOrigin,
        UtilityOptions options) {
    /** Checks for null. */
    public UtilityTables {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(train, "train");
        Objects.requireNonNull(holdout, "holdout");
        Objects.requireNonNull(synthetic, "synthetic");
        Objects.requireNonNull(later, "later");
        Objects.requireNonNull(trainOrigin, "trainOrigin");
        Objects.requireNonNull(syntheticOrigin, "syntheticOrigin");
        Objects.requireNonNull(options, "options");
    }
}
