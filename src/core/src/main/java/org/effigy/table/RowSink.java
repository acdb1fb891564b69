package org.effigy.table;

import java.util.List;

/** Takes rows that have been read and found in order. */
interface RowSink {
    /** Takes the row whose cells these readers, one for each field of the schema, have just read. */
    void take(List<CellReader> cells, CellReader.Status[] statuses);
}
