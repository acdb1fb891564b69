/** How attacks on single people behave on real tables. */
package org.effigy.audit.disclosure;
