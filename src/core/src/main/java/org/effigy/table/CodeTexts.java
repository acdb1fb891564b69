package org.effigy.table;

import java.util.random.RandomGenerator;

/** The texts of a column's codes; those of single values are made once. */
final class CodeTexts {
    private final ColumnCodec codec;
    private final String[] fixed;

    CodeTexts(Field field, ColumnCodec codec, CsvOutput output) {
        this.codec = codec;
        this.fixed = new String[codec.size()];
        int missing = codec.missing().orElse(-1);
        for (int code = 0; code < fixed.length; code++) {
            if (code == missing) {
                fixed[code] = field.missing().written();
            } else if (codec instanceof CategoryCodec categories) {
                fixed[code] = output.formulas().written(categories.categories().get(code));
            } else if (codec instanceof IntervalCodec intervals && intervals.isSingle(code)) {
                fixed[code] = codec.label(code);
            }
        }
    }

    String text(int code, RandomGenerator random) {
        String text = fixed[code];
        return text == null ? codec.decode(code, random) : text;
    }
}
