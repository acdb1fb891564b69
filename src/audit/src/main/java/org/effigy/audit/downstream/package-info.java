/** What the synthetic rows are worth to who trains on them: lift, curves, slices, fairness. */
package org.effigy.audit.downstream;
