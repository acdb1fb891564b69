/**
 * Tables made by hand-written scenarios: rows of declared kinds, what is fixed, drawn or reckoned in them, what is expected
 * of them, and the mess that real files hold. Needs no real row; where a model is the base, drawing costs no privacy.
 */
package org.effigy.scenario;
