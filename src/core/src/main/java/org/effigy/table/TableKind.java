package org.effigy.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a table is kept in, by its name. */
public enum TableKind {
    /** Texts between delimiters, perhaps packed: what no other ending names. */
    CSV(List.of()),
    /** Apache Parquet, whose columns have types. */
    PARQUET(List.of(".parquet", ".pq")),
    /** A database, by an address that begins with {@code jdbc:}. */
    DATABASE(List.of());

    private final List<String> endings;

    TableKind(List<String> endings) {
        this.endings = endings;
    }

    /** That of a table of this name. */
    public static TableKind of(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        if (small.startsWith("jdbc:")) {
            return DATABASE;
        }
        return Arrays.stream(values())
                .filter(kind -> kind.endings.stream().anyMatch(small::endsWith))
                .findFirst()
                .orElse(CSV);
    }

    /** Whether its columns have types of their own, and its records are counted as rows and not as lines. */
    public boolean isTyped() {
        return this != CSV;
    }
}
