package org.effigy.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.fuzz.JsonEdits;
import org.effigy.fuzz.Refusal;
import org.effigy.fuzz.Scratch;

/**
 * Any bytes are a schema or are refused. A schema that is written is read as itself, and rows that are written under it
 * are read as themselves. Bytes that begin with 0 to {@code n} are edits of one of {@code n} schemas.
 */
public final class SchemaFuzz {
    private static final String SOURCE = "rows.schema.json";

    /** Writing every value of a large domain would be slow; its ends and some between tell as much. */
    private static final int ROWS = 12;

    private static final List<String> SCHEMAS = List.of("""
        {"missingValues": ["", "?"], "fields": [
          {"name": "id", "type": "string", "effigy:role": "unit"},
          {"name": "age", "title": "Age", "type": "integer", "effigy:bins": [0, 18, 40, 65, 120],
           "constraints": {"minimum": 0, "maximum": 120, "required": true}},
          {"name": "sex", "type": "string", "constraints": {"enum": ["F", "M", "other"]}, "effigy:other": "other"},
          {"name": "weight", "type": "number", "constraints": {"minimum": 1.50, "maximum": 300},
           "effigy:precision": 1, "effigy:bins": 4},
          {"name": "smoker", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
          {"name": "seen", "type": "date", "constraints": {"minimum": "2020-01-01", "maximum": "2021-12-31"}}]}
        """, """
        {"fields": [
          {"name": "pay", "type": "number", "decimalChar": ",", "effigy:scale": "log", "effigy:spikes": [0, 999],
           "constraints": {"minimum": 0, "maximum": 100000}, "missingValues": ["-1"]},
          {"name": "at", "type": "datetime", "format": "%d/%m/%Y %H:%M", "effigy:bins": "quantile",
           "constraints": {"minimum": "01/01/2020 00:00", "maximum": "31/12/2021 23:59"}},
          {"name": "code", "type": "string", "effigy:groups": {"low": ["100-199"], "high": ["200-299", "V1"]}},
          {"name": "town", "type": "string", "effigy:buckets": 7},
          {"name": "score", "type": "integer", "constraints": {"enum": [1, 5, 9]}},
          {"name": "when", "type": "date", "format": "%j %Y",
           "constraints": {"minimum": "001 2020", "maximum": "366 2020"}}]}
        """, """
        {"effigy:csv": {"delimiter": "^", "quoteChar": "'", "header": false, "encoding": "windows-1252"}, "fields": [
          {"name": "who", "type": "string", "effigy:role": "unit", "effigy:spellings": ["case", "blanks", "zeros"]},
          {"name": "cost", "type": "number", "decimalChar": ",", "groupChar": ".", "bareNumber": false,
           "constraints": {"minimum": 0, "maximum": 1000}},
          {"name": "ward", "type": "integer", "effigy:person": false, "constraints": {"minimum": 0, "maximum": 9999}},
          {"name": "month", "type": "date", "format": "%Y-%m",
           "constraints": {"minimum": "2010-01", "maximum": "2022-12"}},
          {"name": "clock", "type": "datetime", "format": "%H:%M",
           "constraints": {"minimum": "00:00", "maximum": "23:59"}},
          {"name": "end", "type": "date", "effigy:spikes": ["9999-12-31"],
           "constraints": {"minimum": "2020-01-01", "maximum": "9999-12-31"}}]}
        """);

    private SchemaFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        byte[] json = data;
        if (data.length > 0 && data[0] >= 0 && data[0] < SCHEMAS.size()) {
            ObjectNode seed = (ObjectNode) SchemaJson.MAPPER.readTree(SCHEMAS.get(data[0]));
            json = JsonEdits.apply(seed, data, 1).toString().getBytes(StandardCharsets.UTF_8);
        }
        try {
            check(SchemaJson.read(Scratch.file(SOURCE, json)));
        } catch (TableFormatException e) {
            Refusal.check(e, SOURCE);
        }
    }

    private static void check(Schema schema) throws IOException {
        Schema again = SchemaJson.parse(SchemaJson.text(schema), SOURCE);
        if (!again.equals(schema) || !again.digest().equals(schema.digest())) {
            throw new AssertionError("written and read again, the schema is another: " + SchemaJson.text(schema));
        }
        TableCodec codec;
        try {
            codec = TableCodec.of(schema);
        } catch (IllegalArgumentException e) {
            Refusal.check(e, "");
            return;
        }
        Records rows = rows(codec.domain());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TableWriter writer = TableWriter.open(CsvOutput.of(out), schema)) {
            writer.write(rows, new SplittableRandom(1));
            writer.commit();
        }
        CsvInput written = CsvInput.of(new ByteArrayInputStream(out.toByteArray()), SOURCE);
        Records read =
                TableReader.of(schema).withDelimiter(',').readRecords(written).records();
        if (read.rows() != rows.rows()) {
            throw new AssertionError("of " + rows.rows() + " rows " + read.rows() + " are read back: " + out);
        }
        for (int column = 0; column < rows.domain().size(); column++) {
            for (int row = 0; row < rows.rows(); row++) {
                if (rows.code(row, column) != read.code(row, column)) {
                    throw new AssertionError(
                            "a value of '" + rows.domain().attribute(column).name() + "' is read as another: "
                                    + SchemaJson.text(schema) + out);
                }
            }
        }
    }

    private static Records rows(Domain domain) {
        Records.Builder rows = Records.builder(domain, ROWS);
        SplittableRandom random = new SplittableRandom(2);
        int[] codes = new int[domain.size()];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < codes.length; column++) {
                int size = domain.attribute(column).size();
                codes[column] = row == 0 ? 0 : row == 1 ? size - 1 : random.nextInt(size);
            }
            rows.add(codes);
        }
        return rows.build();
    }

    /** Both schemas whole, edits of each, and what is none. */
    public static List<byte[]> seeds() {
        return List.of(
                new byte[] {0},
                new byte[] {1},
                new byte[] {0, 0, 7, 3, 12, 0, 20, 1, 19},
                new byte[] {1, 0, 5, 9, 4, '%', 'Y', '%', 'j'},
                SCHEMAS.get(0).getBytes(StandardCharsets.UTF_8),
                SCHEMAS.get(1).getBytes(StandardCharsets.UTF_8),
                "{\"fields\": [{\"name\": \"a\", \"type\": \"string\", \"effigy:discover\": true}]}"
                        .getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8),
                "[".repeat(5000).getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0},
                Arrays.copyOf(SCHEMAS.get(0).getBytes(StandardCharsets.UTF_8), 200));
    }
}
