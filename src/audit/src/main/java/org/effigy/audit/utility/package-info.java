/**
 * Judges whether a synthetic table serves in place of a real one: likeness, what is lost, and where it misleads. All of
 * it compares with a real table that the generator never saw.
 */
package org.effigy.audit.utility;
