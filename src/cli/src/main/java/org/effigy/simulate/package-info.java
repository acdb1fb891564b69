/**
 * Simulated tables whose population is known exactly: a generator and its truth, computed from the same numbers. They
 * stand in for private tables in tutorials, tests and audits; nobody is described by them.
 */
package org.effigy.simulate;
