package org.effigy.table.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.effigy.table.FieldType;
import org.effigy.table.TypedColumn;

/**
 * One column of a group of rows before it is written: places in a dictionary of its texts as long as there are few, then the
 * values themselves.
 */
final class ColumnBuffer {
    /** The most texts of a dictionary. */
    private static final int LISTED = 1 << 15;

    private final TypedColumn column;
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private final Map<String, Integer> dictionary = new LinkedHashMap<>();
    private int[] places = new int[1024];
    private int[] levels = new int[1024];
    private boolean listing = true;
    private int cells;
    private int there;

    ColumnBuffer(TypedColumn column) {
        this.column = column;
        clear();
    }

    /** How the file describes the column: never required, since a later table of its kind may miss cells. */
    SchemaElement element() {
        SchemaElement element = new SchemaElement(column.name());
        element.setRepetition_type(FieldRepetitionType.OPTIONAL).setType(type());
        switch (column.type()) {
            case STRING ->
                element.setConverted_type(ConvertedType.UTF8).setLogicalType(LogicalType.STRING(new StringType()));
            case DATE -> element.setConverted_type(ConvertedType.DATE).setLogicalType(LogicalType.DATE(new DateType()));
            case DATETIME ->
                // Local time: the old name of the type would say UTC.
                element.setLogicalType(
                        LogicalType.TIMESTAMP(new TimestampType(false, TimeUnit.MICROS(new MicroSeconds()))));
            default -> {
                // The stored type says it all.
            }
        }
        return element;
    }

    Type type() {
        return switch (column.type()) {
            case STRING -> Type.BYTE_ARRAY;
            case INTEGER, DATETIME -> Type.INT64;
            case NUMBER -> Type.DOUBLE;
            case BOOLEAN -> Type.BOOLEAN;
            case DATE -> Type.INT32;
        };
    }

    void clear() {
        values.reset();
        dictionary.clear();
        listing = column.type() != FieldType.BOOLEAN;
        cells = 0;
        there = 0;
    }

    int cells() {
        return cells;
    }

    /** The bytes that are held, about. */
    long held() {
        return values.size() + 8L * cells;
    }

    /** @throws IllegalArgumentException if the text is not of the column's type */
    void add(String text) {
        if (cells == levels.length) {
            levels = Arrays.copyOf(levels, 2 * cells);
        }
        levels[cells++] = text == null ? 0 : 1;
        if (text == null) {
            return;
        }
        if (there == places.length) {
            places = Arrays.copyOf(places, 2 * there);
        }
        if (column.type() == FieldType.BOOLEAN) {
            places[there++] = text.equals("true") ? 1 : 0;
            return;
        }
        if (listing) {
            Integer place = dictionary.get(text);
            if (place == null && dictionary.size() < LISTED) {
                place = dictionary.size();
                dictionary.put(text, place);
                // So that a text which is no value is told in its row.
                put(text, values);
            }
            if (place != null) {
                places[there++] = place;
                return;
            }
            unlist();
        }
        put(text, values);
        there++;
    }

    /** Goes on without a dictionary: too many texts. */
    private void unlist() {
        listing = false;
        String[] texts = dictionary.keySet().toArray(String[]::new);
        values.reset();
        for (int i = 0; i < there; i++) {
            put(texts[places[i]], values);
        }
        dictionary.clear();
    }

    private void put(String text, ByteArrayOutputStream out) {
        switch (column.type()) {
            case STRING -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                little(out, bytes.length, 4);
                out.writeBytes(bytes);
            }
            case INTEGER -> little(out, Long.parseLong(text), 8);
            case NUMBER -> little(out, Double.doubleToLongBits(Double.parseDouble(text)), 8);
            case DATE -> little(out, LocalDate.parse(text).toEpochDay(), 4);
            case DATETIME -> little(out, micros(text), 8);
            case BOOLEAN -> throw new IllegalStateException("booleans are packed as a whole");
        }
    }

    private static long micros(String text) {
        LocalDateTime moment = LocalDateTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
        return Math.addExact(
                Math.multiplyExact(moment.toEpochSecond(ZoneOffset.UTC), 1_000_000L), moment.getNano() / 1_000);
    }

    static void little(ByteArrayOutputStream out, long value, int count) {
        for (int i = 0; i < count; i++) {
            out.write((int) (value >>> 8 * i));
        }
    }

    /** Whether the cells are places in a dictionary. */
    boolean isListed() {
        return listing && there > 0;
    }

    int listed() {
        return dictionary.size();
    }

    /** The dictionary's values. */
    byte[] dictionaryPage() {
        return values.toByteArray();
    }

    /** Which cells are there, then the values of those that are. */
    byte[] dataPage() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] defined = HybridWriter.bytes(levels, cells, 1);
        little(out, defined.length, 4);
        out.writeBytes(defined);
        if (column.type() == FieldType.BOOLEAN) {
            for (int from = 0; from < there; from += 8) {
                int bits = 0;
                for (int i = from; i < Math.min(there, from + 8); i++) {
                    bits |= places[i] << i - from;
                }
                out.write(bits);
            }
        } else if (isListed()) {
            int width = 32 - Integer.numberOfLeadingZeros(dictionary.size() - 1);
            out.write(width);
            out.writeBytes(HybridWriter.bytes(places, there, width));
        } else {
            out.writeBytes(values.toByteArray());
        }
        return out.toByteArray();
    }
}
