/**
 * What rows of a synthetic table disclose about people of the real one: singling out, linkability and attribute
 * inference (Giomi, Boenisch, Wehmeyer, Tasnadi 2023), each beside a control group that the generator never saw.
 * Definitions and limits: {@code docs/theory/attacks.md}.
 */
package org.effigy.audit.disclosure;
