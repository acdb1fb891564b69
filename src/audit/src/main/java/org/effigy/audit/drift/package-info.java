/** Whether later batches of real rows are still of the population that a table was made from. */
package org.effigy.audit.drift;
