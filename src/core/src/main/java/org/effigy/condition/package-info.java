/** One grammar for conditions on the columns of a row: what is said in it, and how it is read and written. */
package org.effigy.condition;
