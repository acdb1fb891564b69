/** Tables of databases, read through JDBC in one read-only snapshot; and the queries that keep what a neighbour is. */
package org.effigy.table.database;
