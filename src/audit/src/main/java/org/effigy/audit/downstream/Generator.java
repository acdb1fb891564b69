package org.effigy.audit.downstream;

import tech.tablesaw.api.Table;

/** A way to make synthetic tables: a fit and a draw, or a draw of a model that is fitted already. */
@FunctionalInterface
public interface Generator {
    /**
     * Makes a synthetic table.
     *
     * @param epsilon the budget of the fit
     * @param seed of the draw; another seed, another table
     * @throws Exception if that fails, which ends the audit
     */
    Table draw(double epsilon, long seed) throws Exception;
}
