/** How like the real rows the synthetic ones are: distributions, relations, pictures, and whether a model can tell them apart. */
package org.effigy.audit.likeness;
