/** Times whole fits. */
package org.effigy.synth;
