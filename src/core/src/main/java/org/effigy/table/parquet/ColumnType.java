package org.effigy.table.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.Type;
import org.effigy.table.FieldType;
import org.effigy.table.TypedColumn;

/** What a flat column's stored values mean, and their plain texts. */
final class ColumnType {
    private static final long DAY = 24L * 60 * 60 * 1_000_000_000;
    private static final int JULIAN_EPOCH = 2_440_588;
    private static final int MOST_DIGITS = 100;

    /** How a value is told. */
    private enum Kind {
        TEXT,
        WHOLE,
        UNSIGNED,
        DECIMAL,
        REAL,
        BOOLEAN,
        DATE,
        TIME,
        TIMESTAMP,
        UUID,
        NOTHING
    }

    private final SchemaElement element;
    private final Kind kind;
    private final int scale;
    private final long ticks;
    private final boolean zoned;
    private final String refused;

    ColumnType(SchemaElement element) {
        this.element = element;
        LogicalType logical = element.isSetLogicalType() ? element.getLogicalType() : new LogicalType();
        boolean unset = !logical.isSet();
        ConvertedType old = unset && element.isSetConverted_type() ? element.getConverted_type() : null;
        this.refused = refusal(element, logical, old);
        this.scale = logical.isSetDECIMAL()
                ? logical.getDECIMAL().getScale()
                : old == ConvertedType.DECIMAL ? element.getScale() : 0;
        this.kind = refused.isEmpty() ? kind(element, logical, old) : Kind.NOTHING;
        this.ticks = logical.isSetTIMESTAMP()
                ? ticks(logical.getTIMESTAMP().getUnit())
                : logical.isSetTIME()
                        ? ticks(logical.getTIME().getUnit())
                        : old == ConvertedType.TIMESTAMP_MICROS || old == ConvertedType.TIME_MICROS ? 1_000_000 : 1_000;
        this.zoned = logical.isSetTIMESTAMP() ? logical.getTIMESTAMP().isIsAdjustedToUTC() : old != null;
    }

    private static long ticks(TimeUnit unit) {
        return unit.isSetNANOS() ? 1_000_000_000 : unit.isSetMICROS() ? 1_000_000 : 1_000;
    }

    /** Why the column can't be read; empty if it can. */
    private static String refusal(SchemaElement element, LogicalType logical, ConvertedType old) {
        boolean list = logical.isSetLIST() || old == ConvertedType.LIST;
        boolean map = logical.isSetMAP() || old == ConvertedType.MAP || old == ConvertedType.MAP_KEY_VALUE;
        if (element.getNum_children() > 0
                || !element.isSetType()
                || element.getRepetition_type() == FieldRepetitionType.REPEATED) {
            return "it is nested ("
                    + (list ? "a list" : map ? "a map" : element.getNum_children() > 0 ? "a struct" : "repeated")
                    + "), and a table has one value a cell: write its parts as columns of their own, or leave it out";
        }
        if (logical.isSetBSON()
                || logical.isSetFLOAT16()
                || logical.isSetVARIANT()
                || logical.isSetGEOMETRY()
                || logical.isSetGEOGRAPHY()
                || old == ConvertedType.BSON
                || old == ConvertedType.INTERVAL) {
            return "its type (" + (logical.isSet() ? logical.getSetField() : old)
                    + ") is none of texts, numbers, booleans, dates and times: cast it to one, or leave it out";
        }
        boolean decimal = logical.isSetDECIMAL() || old == ConvertedType.DECIMAL;
        int scale = logical.isSetDECIMAL() ? logical.getDECIMAL().getScale() : element.getScale();
        if (decimal && (scale < 0 || scale > MOST_DIGITS)) {
            return "it is a decimal number with " + scale + " decimals: at most " + MOST_DIGITS + " are read";
        }
        boolean fixed = element.getType() == Type.FIXED_LEN_BYTE_ARRAY;
        if (fixed && (element.getType_length() < 0 || element.getType_length() > 1 << 20)) {
            return "its values have " + element.getType_length() + " bytes: the file is broken";
        }
        if (fixed && logical.isSetUUID() && element.getType_length() != 16) {
            return "it is a UUID of " + element.getType_length() + " bytes: the file is broken";
        }
        return "";
    }

    private static Kind kind(SchemaElement element, LogicalType logical, ConvertedType old) {
        boolean whole = element.getType() == Type.INT32 || element.getType() == Type.INT64;
        boolean bytes = element.getType() == Type.BYTE_ARRAY || element.getType() == Type.FIXED_LEN_BYTE_ARRAY;
        if ((logical.isSetDECIMAL() || old == ConvertedType.DECIMAL) && (whole || bytes)) {
            return Kind.DECIMAL;
        }
        if (logical.isSetDATE() || old == ConvertedType.DATE) {
            return Kind.DATE;
        }
        if (logical.isSetTIMESTAMP()
                || element.getType() == Type.INT96
                || Set.of(ConvertedType.TIMESTAMP_MICROS, ConvertedType.TIMESTAMP_MILLIS)
                        .contains(orNone(old))) {
            return Kind.TIMESTAMP;
        }
        if (logical.isSetTIME()
                || Set.of(ConvertedType.TIME_MICROS, ConvertedType.TIME_MILLIS).contains(orNone(old))) {
            return Kind.TIME;
        }
        boolean unsigned = logical.isSetINTEGER() && !logical.getINTEGER().isIsSigned()
                || Set.of(ConvertedType.UINT_8, ConvertedType.UINT_16, ConvertedType.UINT_32, ConvertedType.UINT_64)
                        .contains(orNone(old));
        return switch (element.getType()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case FLOAT, DOUBLE -> Kind.REAL;
            case INT32, INT64 -> unsigned ? Kind.UNSIGNED : Kind.WHOLE;
            default -> logical.isSetUUID() ? Kind.UUID : Kind.TEXT;
        };
    }

    private static ConvertedType orNone(ConvertedType old) {
        return old == null ? ConvertedType.UTF8 : old;
    }

    TypedColumn column() {
        FieldType type = switch (kind) {
            case WHOLE, UNSIGNED -> FieldType.INTEGER;
            case DECIMAL, REAL -> FieldType.NUMBER;
            case BOOLEAN -> FieldType.BOOLEAN;
            case DATE -> FieldType.DATE;
            case TIMESTAMP -> FieldType.DATETIME;
            default -> FieldType.STRING;
        };
        return new TypedColumn(element.getName(), type, "", refused);
    }

    Type stored() {
        return element.getType();
    }

    /** The bytes of each value, where all have as many. */
    int width() {
        return switch (element.getType()) {
            case INT32, FLOAT -> 4;
            case INT64, DOUBLE -> 8;
            case INT96 -> 12;
            case FIXED_LEN_BYTE_ARRAY -> element.getType_length();
            default -> throw new BrokenException("values of " + element.getType() + " have no common length");
        };
    }

    boolean isOptional() {
        return element.getRepetition_type() != FieldRepetitionType.REQUIRED;
    }

    /** The text of a value of {@link #width} bits that is held as a whole number; null if it is not a number. */
    String text(long bits) {
        boolean narrow = element.getType() == Type.INT32;
        long value = narrow ? (int) bits : bits;
        return switch (kind) {
            case BOOLEAN -> bits == 0 ? "false" : "true";
            case REAL ->
                element.getType() == Type.FLOAT
                        ? real(Float.intBitsToFloat((int) bits))
                        : real(Double.longBitsToDouble(bits));
            case DECIMAL -> BigDecimal.valueOf(value, scale).toPlainString();
            case DATE -> LocalDate.ofEpochDay(value).toString();
            case TIME ->
                LocalTime.ofNanoOfDay(value * (1_000_000_000 / ticks)).format(DateTimeFormatter.ISO_LOCAL_TIME);
            case TIMESTAMP ->
                moment(Math.floorDiv(value, ticks), Math.floorMod(value, ticks) * (1_000_000_000 / ticks));
            case UNSIGNED -> narrow ? Long.toString(bits & 0xffffffffL) : Long.toUnsignedString(bits);
            default -> Long.toString(value);
        };
    }

    private static String real(float value) {
        return Float.isNaN(value) ? null : Float.toString(value);
    }

    private static String real(double value) {
        return Double.isNaN(value) ? null : Double.toString(value);
    }

    private String moment(long seconds, long nanos) {
        return LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC)
                        .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                + (zoned ? "Z" : "");
    }

    /** The text of a value of some bytes. */
    String text(byte[] data, int from, int length) {
        if (element.getType() == Type.INT96) {
            Bytes bytes = new Bytes(data, from, from + 12);
            long nanos = bytes.little(8);
            BrokenException.unless(nanos >= 0 && nanos < DAY, "a time of day that is none");
            long day = bytes.int32() - (long) JULIAN_EPOCH;
            return moment(day * 86_400 + nanos / 1_000_000_000, nanos % 1_000_000_000);
        }
        if (kind == Kind.DECIMAL) {
            BrokenException.unless(length > 0 && length <= MOST_DIGITS, "a decimal number of " + length + " bytes");
            return new BigDecimal(new BigInteger(Arrays.copyOfRange(data, from, from + length)), scale).toPlainString();
        }
        if (kind == Kind.UUID) {
            ByteBuffer bytes = ByteBuffer.wrap(data, from, length);
            return new java.util.UUID(bytes.getLong(), bytes.getLong()).toString();
        }
        String text = new String(data, from, length, StandardCharsets.UTF_8);
        return text.indexOf('\ufffd') < 0 ? text : strict(data, from, length);
    }

    private static String strict(byte[] data, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BrokenException(
                    "the cell holds bytes that are no text in UTF-8: cast the column to text, or leave" + " it out");
        }
    }
}
