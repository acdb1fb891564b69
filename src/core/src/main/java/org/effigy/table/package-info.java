/** Tables and what is publicly known of them: the schema, the readers and writers, and the codec to codes and back. */
package org.effigy.table;
