package org.effigy.synth;

import java.util.Objects;

/**
 * What a person may choose about a model, beside its name. Public.
 *
 * @param workload which marginals should be right
 * @param maxModelMegabytes how large the tables of a model's junction tree may be together, in units of a million bytes
 * @param copula what was chosen about copulas
 */
public record Settings(Workload workload, double maxModelMegabytes, CopulaOptions copula) {
    /** The size that is allowed where none is given. */
    public static final double DEFAULT_MEGABYTES = 16;

    /** @throws IllegalArgumentException if the size is not positive and finite */
    public Settings {
        Objects.requireNonNull(workload, "workload");
        Objects.requireNonNull(copula, "copula");
        if (!(maxModelMegabytes > 0 && maxModelMegabytes < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a model's size must be a positive number of megabytes; it is " + maxModelMegabytes);
        }
    }

    /** With copulas as {@link CopulaOptions#standard}. */
    public Settings(Workload workload, double maxModelMegabytes) {
        this(workload, maxModelMegabytes, CopulaOptions.standard());
    }

    /** The same settings with other copulas. */
    public Settings withCopula(CopulaOptions other) {
        return new Settings(workload, maxModelMegabytes, other);
    }

    /** All triples and {@value #DEFAULT_MEGABYTES} MB. */
    public static Settings standard() {
        return new Settings(Workload.triples(), DEFAULT_MEGABYTES);
    }

    /** The size in cells of 8 bytes. */
    long maxCells() {
        return Math.max(1, (long) (maxModelMegabytes * 1e6 / Double.BYTES));
    }
}
