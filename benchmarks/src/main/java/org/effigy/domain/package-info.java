/** Times the tables of package {@code domain}. */
package org.effigy.domain;
