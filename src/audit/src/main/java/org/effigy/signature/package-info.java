/** Detached signatures of files, with Java's own providers; {@code docs/decisions/0014-signatures.md} says why so. */
package org.effigy.signature;
