package org.effigy.audit.likeness;

import org.effigy.audit.AuditColumn;

/** A measure of how strongly two columns go together, and between which columns it is defined. */
enum Association {
    /** Linear correlation of two ordered columns, -1 to 1. */
    PEARSON("pearson", "Pearson correlation"),
    /** Linear correlation of the ranks of two ordered columns, ties at their mean rank, -1 to 1. */
    SPEARMAN("spearman", "Spearman rank correlation"),
    /** Cramer's V of two unordered columns, corrected for bias (Bergsma 2013), 0 to 1. */
    CRAMERS_V("cramers-v", "Cramer's V, corrected for bias"),
    /** The share of an ordered column's spread that lies between the categories of another: its root, 0 to 1. */
    CORRELATION_RATIO("correlation-ratio", "Correlation ratio"),
    /** Mutual information of any two columns as they are binned, missing cells a bin, in nats. */
    MUTUAL_INFORMATION("mutual-information", "Mutual information (nats)");

    private final String id;
    private final String title;

    Association(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Its name in JSON. */
    String id() {
        return id;
    }

    /** Its name for people. */
    String title() {
        return title;
    }

    /** Whether it is defined between two columns. */
    boolean isDefined(AuditColumn one, AuditColumn other) {
        boolean first = one instanceof AuditColumn.Numbers;
        boolean second = other instanceof AuditColumn.Numbers;
        return switch (this) {
            case PEARSON, SPEARMAN -> first && second;
            case CRAMERS_V -> !first && !second;
            case CORRELATION_RATIO -> first != second;
            case MUTUAL_INFORMATION -> true;
        };
    }
}
