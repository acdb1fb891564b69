package org.effigy.privacy;

/** A request would cost more than is left. No noise was drawn for it, and the ledger is as it was. */
public final class BudgetExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message that names the request, its cost, what is left, and the next step. */
    public BudgetExceededException(String message) {
        super(message);
    }
}
