package org.effigy.table;

import java.util.Arrays;
import java.util.Locale;

/** How the fine cells of an integer or number lie in its range; {@code effigy:scale} in a schema. */
public enum Scale {
    /** Half of the cells as evenly as LINEAR, half as LOG: fine near 0, and never much coarser than either. */
    MIXED,
    /** Cells of one width. */
    LINEAR,
    /** Cells whose width grows with the distance from 0: for amounts and other quantities with a long tail. */
    LOG;

    /**
     * The scale of a name in a schema.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Scale named(String word) {
        return Arrays.stream(values())
                .filter(scale -> scale.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "effigy:scale '" + word + "' is not one of mixed, linear, log: choose one or leave it out"));
    }

    /** The name in a schema. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
