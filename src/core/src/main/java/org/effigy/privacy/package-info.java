/** Budgets, losses, the ledger that counts them, and the mechanisms that they pay for. */
package org.effigy.privacy;
