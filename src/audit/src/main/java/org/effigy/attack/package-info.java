/**
 * Attacks on the making of synthetic tables: fits again and again, with and without a unit, and asks what differs. What
 * comes out is a lower bound on what a fit really gives away, to hold against what it claims. Theory and sources:
 * {@code docs/theory/attacks.md}.
 */
package org.effigy.attack;
