/** What advice on rows is worth. */
package org.effigy.audit.advice;
