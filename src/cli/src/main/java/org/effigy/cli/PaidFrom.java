package org.effigy.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.LedgerStatement;
import org.effigy.synth.Provenance;

/** The ledger that a person names as the one that paid for a release. */
final class PaidFrom {
    private PaidFrom() {}

    /**
     * What the ledger says, which must be the one that paid and still hold all that it held then.
     *
     * @param what was paid for, in the plural, as {@code "the synthetic rows"}
     * @throws UsageException if another ledger paid
     * @throws IllegalArgumentException if it says something else of the release than its file
     * @throws org.effigy.privacy.LedgerException if charges were removed or changed since, or it can't be read
     */
    static LedgerStatement statement(Path ledger, Provenance provenance, String what) {
        LedgerStatement statement = FileLedger.read(ledger);
        if (!statement.id().equals(provenance.ledger())) {
            String advice = provenance.ledgerHead().isPresent()
                    ? "name the right one, or leave out --ledger"
                    : "that one was kept in no file, so leave out --ledger";
            throw new UsageException(what + " were paid from ledger " + provenance.ledger() + " ('"
                    + provenance.dataset() + "'), and '" + ledger + "' is ledger " + statement.id() + " ('"
                    + statement.dataset() + "'): " + advice);
        }
        Optional.of(provenance)
                .flatMap(Provenance::ledgerHead)
                .ifPresent(head -> FileLedger.verifyContains(ledger, head));
        try {
            provenance.requireSaidBy(statement);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage()
                            + ". The ledger is the evidence and the file a claim, so nothing is written of it: copy"
                            + " the file again from where it was made, or name the ledger that paid",
                    e);
        }
        return statement;
    }
}
