package org.effigy.table.parquet;

/** Bytes that are not what the format says. */
final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
        super(message);
    }

    static void unless(boolean right, String message) {
        if (!right) {
            throw new BrokenException(message);
        }
    }
}
