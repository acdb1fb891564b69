/** Whether intervals hold what is true of the population that a table was drawn from. */
package org.effigy.analysis;
