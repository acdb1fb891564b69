/** Utility audits of tables on disk: figures, time, and false alarms on real rows. */
package org.effigy.audit.utility;
