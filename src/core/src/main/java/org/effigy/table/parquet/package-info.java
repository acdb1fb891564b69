/** Apache Parquet: the pages, encodings and types of flat tables, read from hostile files and written without statistics. */
package org.effigy.table.parquet;
