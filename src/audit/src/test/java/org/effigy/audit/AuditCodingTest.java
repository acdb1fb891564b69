package org.effigy.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.effigy.table.CsvInput;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.ReadTable;
import org.effigy.table.Role;
import org.effigy.table.Schema;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class AuditCodingTest {
    private static final Schema SCHEMA = Schema.of(List.of(
            Field.builder("patient", FieldType.INTEGER).role(Role.UNIT).build(),
            Field.builder("age", FieldType.INTEGER)
                    .minimum("0")
                    .maximum("99")
                    .required(true)
                    .build(),
            Field.builder("sex", FieldType.STRING).categories(List.of("m", "f")).build(),
            Field.builder("code", FieldType.STRING)
                    .groups(Map.of("low", List.of("1-9")))
                    .build(),
            Field.builder("day", FieldType.DATE)
                    .minimum("2020-01-01")
                    .maximum("2020-12-31")
                    .build(),
            Field.builder("well", FieldType.BOOLEAN).build()));

    private static ReadTable read(String... lines) throws IOException {
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return AuditCoding.read(SCHEMA, CsvInput.of(new ByteArrayInputStream(bytes), "a table"));
    }

    private static Map<String, Table> tables(Table train, Table synthetic) {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("train", train);
        tables.put("synthetic", synthetic);
        return tables;
    }

    @Test
    void tablesShareTheirCodesWhateverTheOrderOfTheirColumnsAndValues() throws IOException {
        Table train = read("patient,age,sex,code,day,well", "7,30,f,5,2020-01-02,true", "8,31,m,low,,false")
                .table();
        Table synthetic = read("sex,well,age,day,code,patient", "x,true,200,2020-01-01,12,7", "f,,,,a,9")
                .table();
        List<AuditTable> coded = AuditCoding.code(SCHEMA, tables(train, synthetic));
        AuditTable real = coded.get(0);
        AuditTable made = coded.get(1);
        assertEquals(5, real.columns().size());
        assertArrayEquals(new double[] {30, 31}, ((AuditColumn.Numbers) real.column("age")).values());
        assertArrayEquals(new double[] {200, Double.NaN}, ((AuditColumn.Numbers) made.column("age")).values());
        AuditColumn.Categories sex = (AuditColumn.Categories) made.column("sex");
        assertEquals(List.of("m", "f", "x"), sex.labels());
        assertEquals(2, sex.declared());
        assertArrayEquals(new int[] {2, 1}, sex.codes());
        assertArrayEquals(new int[] {1, 0}, ((AuditColumn.Categories) real.column("sex")).codes());
        AuditColumn.Categories code = (AuditColumn.Categories) real.column("code");
        assertArrayEquals(new int[] {0, 0}, code.codes());
        assertEquals(List.of("low", "12", "a"), code.labels());
        assertEquals(18_263, ((AuditColumn.Numbers) real.column("day")).values()[0]);
        assertTrue(real.column("day").isMissing(1) && made.column("well").isMissing(1));
        assertEquals(
                real.units().orElseThrow().codes()[0],
                made.units().orElseThrow().codes()[0]);
        AuditTable turned = made.select(new int[] {1, 0, 0});
        assertEquals(3, turned.rows());
        assertArrayEquals(new int[] {1, 2, 2}, ((AuditColumn.Categories) turned.column("sex")).codes());
    }

    @Test
    void cellsOfAnotherTypeBecomeMissingAndAreCounted() throws IOException {
        ReadTable read = read("patient,age,sex,code,day,well", "7,old,f,5,soon,perhaps");
        assertEquals(Map.of("age", 1L, "day", 1L, "well", 1L), read.report().changed());
        assertTrue(read.table().column("age").isMissing(0));
    }

    @Test
    void aMissingColumnAndAWrongTypeAreNamed() throws IOException {
        Table train = read("patient,age,sex,code,day,well", "7,30,f,5,2020-01-02,true")
                .table();
        Table without = train.copy().removeColumns("sex");
        String message = assertThrows(
                        IllegalArgumentException.class, () -> AuditCoding.code(SCHEMA, tables(train, without)))
                .getMessage();
        assertTrue(message.contains("synthetic") && message.contains("'sex'"), message);
        Table wrong = train.copy();
        wrong.replaceColumn("day", wrong.column("sex").copy().setName("day"));
        message = assertThrows(IllegalArgumentException.class, () -> AuditCoding.code(SCHEMA, tables(train, wrong)))
                .getMessage();
        assertTrue(message.contains("synthetic") && message.contains("'day'"), message);
    }
}
