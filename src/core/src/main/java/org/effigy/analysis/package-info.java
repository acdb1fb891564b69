/** Answers about the people that a table was drawn from, with intervals, from a model's noisy counts alone. */
package org.effigy.analysis;
