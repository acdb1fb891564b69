/** Times the inference of package {@code model}. */
package org.effigy.model;
