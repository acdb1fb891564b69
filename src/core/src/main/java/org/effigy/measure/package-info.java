/** The one door to real rows: it charges the ledger, then draws noise, then answers. */
package org.effigy.measure;
