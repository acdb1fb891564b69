package org.effigy.table.parquet;

import java.io.InputStream;
import java.io.OutputStream;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/** The structures of the format, as Thrift's compact protocol has them. */
final class Thrift {
    private static final int DEPTH = 64;

    private Thrift() {}

    /**
     * Reads a structure.
     *
     * @param most its bytes at most: no list in it is taken to be longer
     * @throws BrokenException if there is none
     */
    static <T extends TBase<?, ?>> T read(T empty, InputStream in, int most) {
        try {
            TConfiguration limits = new TConfiguration(most, most, DEPTH);
            empty.read(new TCompactProtocol(new TIOStreamTransport(limits, in), most, most));
            return empty;
        } catch (TException | RuntimeException e) {
            throw new BrokenException("its description can't be read (" + e.getMessage() + ")");
        }
    }

    static void write(TBase<?, ?> structure, OutputStream out) {
        try {
            structure.write(new TCompactProtocol(new TIOStreamTransport(out)));
        } catch (TException e) {
            throw new IllegalStateException("what we write always has its parts", e);
        }
    }
}
