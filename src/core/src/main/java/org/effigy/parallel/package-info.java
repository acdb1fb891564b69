/** Threads that share the tasks of a loop, so that results don't depend on their number. */
package org.effigy.parallel;
