/** Synthesizers: what each asks of the door, what it makes of the answers, and the model file that holds them. */
package org.effigy.synth;
