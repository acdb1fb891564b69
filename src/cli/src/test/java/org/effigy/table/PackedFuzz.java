package org.effigy.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.effigy.fuzz.Refusal;

/** Any bytes under a name of a packed table are one or are refused, and no more comes out than the bound. The first byte chooses the name. */
public final class PackedFuzz {
    private static final Schema SCHEMA = SchemaJson.parse(
            "{\"fields\": [{\"name\": \"a\", \"type\": \"integer\"}, {\"name\": \"b\", \"type\": \"string\"}]}", "s");

    private PackedFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length == 0) {
            return;
        }
        String name = (data[0] & 1) == 0 ? "rows.csv.gz" : "rows.csv.zst";
        byte[] packed = Arrays.copyOfRange(data, 1, data.length);
        try {
            TableReader.of(SCHEMA).readTable(CsvInput.of(new ByteArrayInputStream(packed), name));
        } catch (TableFormatException e) {
            Refusal.check(e, name);
        }
    }

    /** Tables of one piece and of several, short and long, and some that are none. */
    public static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        String rows = "a,b\n1,x\n2,\"y,z\"\n";
        for (Packing packing : new Packing[] {Packing.GZIP, Packing.ZSTD}) {
            char first = packing == Packing.GZIP ? '0' : '1';
            for (String text : new String[] {"", rows, rows + "3,zyx\n".repeat(5_000), rows + "3,\n"}) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                bytes.write(first);
                try (OutputStream out = packing.packed(bytes)) {
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                }
                try (OutputStream out = packing.packed(bytes)) {
                    out.write("4,more\n".getBytes(StandardCharsets.UTF_8));
                }
                seeds.add(bytes.toByteArray());
            }
        }
        return seeds;
    }
}
