/** What people read and sign: self-contained HTML pages, each with a JSON twin. */
package org.effigy.report;
