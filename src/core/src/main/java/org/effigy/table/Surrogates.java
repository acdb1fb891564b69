package org.effigy.table;

/** Running numbers from 1 that stand in for identifiers: they follow from nothing but the row's place in the output. */
final class Surrogates {
    private final MissingValues missing;
    private long last;

    Surrogates(Field field) {
        this.missing = field.missing();
    }

    /** The next number, past those that would be read as missing. */
    long next() {
        do {
            last++;
        } while (missing.contains(Long.toString(last)));
        return last;
    }
}
