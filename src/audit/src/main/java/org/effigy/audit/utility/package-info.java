/** The audit of utility: runs the parts over one study's tables. */
package org.effigy.audit.utility;
