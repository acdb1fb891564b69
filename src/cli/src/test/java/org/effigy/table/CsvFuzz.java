package org.effigy.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.effigy.fuzz.Refusal;
import tech.tablesaw.api.Table;

/**
 * Any bytes are a table or are refused. A table that is read, written and read again is the table that it was; a
 * suggested schema reads the table that it was suggested for. The first byte chooses a policy and a delimiter.
 */
public final class CsvFuzz {
    private static final String SOURCE = "rows.csv";

    private static final Schema SCHEMA = SchemaJson.parse("""
        {"missingValues": ["", "?"], "fields": [
          {"name": "id", "type": "string", "effigy:role": "unit"},
          {"name": "age", "type": "integer", "constraints": {"minimum": -5, "maximum": 120, "required": true}},
          {"name": "sex", "type": "string", "constraints": {"enum": ["F", "M", "=other", "a,b", "q\\"q"]},
           "effigy:other": "=other"},
          {"name": "weight", "type": "number", "effigy:precision": 1, "decimalChar": ",",
           "constraints": {"minimum": 1.5, "maximum": 300}},
          {"name": "smoker", "type": "boolean"},
          {"name": "seen", "type": "date", "format": "%d/%m/%Y",
           "constraints": {"minimum": "01/01/2020", "maximum": "31/12/2021"}},
          {"name": "at", "type": "datetime"},
          {"name": "code", "type": "string", "effigy:groups": {"low": ["100-199"], "high": ["200-299", "V1"]}},
          {"name": "note", "type": "string"}]}
        """, "csv-fuzz");

    private CsvFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length == 0) {
            return;
        }
        byte[] csv = Arrays.copyOfRange(data, 1, data.length);
        InvalidValues policy = InvalidValues.values()[(data[0] & 255) % InvalidValues.values().length];
        TableReader reader = TableReader.of(SCHEMA).withInvalidValues(policy);
        if ((data[0] & 128) != 0) {
            reader = reader.withDelimiter(';');
        }
        try {
            Table table = reader.readTable(input(csv)).table();
            byte[] written = written(SCHEMA, table);
            Table again = TableReader.of(SCHEMA)
                    .withDelimiter(',')
                    .readTable(input(written))
                    .table();
            if (!Arrays.equals(written, written(SCHEMA, again))) {
                throw new AssertionError("written, read and written again, the table is another");
            }
        } catch (TableFormatException e) {
            Refusal.check(e, SOURCE);
        }
        suggested(csv);
    }

    private static void suggested(byte[] csv) throws IOException {
        Schema schema;
        try {
            schema = SchemaSuggestion.of(input(csv), Dialect.STANDARD, Optional.empty())
                    .schema();
        } catch (TableFormatException e) {
            Refusal.check(e, SOURCE);
            return;
        }
        if (!SchemaJson.parse(SchemaJson.text(schema), SOURCE).equals(schema)) {
            throw new AssertionError("the suggested schema is read as another");
        }
        Table table = TableReader.of(schema).readTable(input(csv)).table();
        byte[] written = written(schema, table);
        Table again = TableReader.of(schema)
                .withDelimiter(',')
                .readTable(input(written))
                .table();
        if (!Arrays.equals(written, written(schema, again))) {
            throw new AssertionError("under its suggested schema, the table is read as another");
        }
        if (schema.modelled().stream().allMatch(field -> field.codec().isPresent())
                && !schema.modelled().isEmpty()) {
            TableCodec.of(schema).encode(table);
        }
    }

    private static CsvInput input(byte[] csv) {
        return CsvInput.of(new ByteArrayInputStream(csv), SOURCE);
    }

    private static byte[] written(Schema schema, Table table) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TableWriter writer = TableWriter.open(CsvOutput.of(out), schema)) {
            writer.write(table);
            writer.commit();
        }
        return out.toByteArray();
    }

    /** Tables that are read, and some that are nearly. */
    public static List<byte[]> seeds() {
        String head = "id,age,sex,weight,smoker,seen,at,code,note\n";
        String rows = "n1,30,F,\"61,5\",true,04/03/2020,2020-03-04T10:11:12,150,=1+1\n"
                + "n2,-5,\"a,b\",?,false,31/12/2021,,V1,\"two\n"
                + "lines\"\n"
                + "n3,120,\"q\"\"q\",48,,,2020-01-01T00:00:00.25Z,,\n";
        return List.of(
                        "0" + head + rows,
                        "1" + head.replace(',', ';') + "n1;300;Q;1,55;1;4/3/2020;x;999;\r\n",
                        "2\ufeffnote,code,at,seen,smoker,weight,sex,age,id\r\n,,,,,,,7,\r\n",
                        "3id\n\n",
                        "0a,b\n1,\"x\n",
                        "0a,b\n007,2.50\n008,1e3\n",
                        "0" + head + rows.repeat(3) + "x\n",
                        "0a|b\n\"x\"y|1\n",
                        "0\n\n",
                        "0a,a\n")
                .stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
