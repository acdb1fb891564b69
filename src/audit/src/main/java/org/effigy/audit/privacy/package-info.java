/**
 * Attacks on a synthetic table, each with a control group that the generator never saw: what could someone who holds the
 * synthetic rows learn of a person in the training table? All of it reads real rows and is for the curator.
 */
package org.effigy.audit.privacy;
