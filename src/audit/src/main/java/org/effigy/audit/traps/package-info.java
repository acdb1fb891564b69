/** What looks right and is not: lost tails and relations, rows that are too clean, splits that leak, summaries that lie. */
package org.effigy.audit.traps;
