/**
 * Judges a synthetic table beside real ones, whoever made it: what all audits share. What it computes tells of real
 * rows and is not private; it is for the curator.
 */
package org.effigy.audit;
