/** Which rows a learner that has few of a class should learn from: tried on real rows, and confirmed on others. */
package org.effigy.audit.advice;
