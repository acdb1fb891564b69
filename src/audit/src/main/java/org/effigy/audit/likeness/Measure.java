package org.effigy.audit.likeness;

import java.util.Optional;

/** A number that says how far two tables are apart, over all columns, pairs or triples; 0 for the same table. */
enum Measure {
    /** Total variation of single columns, mean. */
    ONE_WAY("total-variation.1", "Total variation, columns"),
    /** Total variation of pairs of columns, mean. */
    TWO_WAY("total-variation.2", "Total variation, pairs of columns"),
    /** Total variation of triples of columns, mean. */
    THREE_WAY("total-variation.3", "Total variation, triples of columns"),
    /** Kolmogorov-Smirnov statistic of ordered columns, mean. */
    KOLMOGOROV_SMIRNOV("kolmogorov-smirnov", "Kolmogorov-Smirnov distance, ordered columns"),
    /** Wasserstein distance of ordered columns as a share of their public range, mean. */
    WASSERSTEIN("wasserstein", "Wasserstein distance, ordered columns, as a share of their range"),
    /** Mean absolute difference of Pearson correlations. */
    PEARSON(Association.PEARSON),
    /** Mean absolute difference of Spearman correlations. */
    SPEARMAN(Association.SPEARMAN),
    /** Mean absolute difference of Cramer's V. */
    CRAMERS_V(Association.CRAMERS_V),
    /** Mean absolute difference of correlation ratios. */
    CORRELATION_RATIO(Association.CORRELATION_RATIO),
    /** Mean absolute difference of mutual information. */
    MUTUAL_INFORMATION(Association.MUTUAL_INFORMATION);

    private final String id;
    private final String title;
    private final Optional<Association> association;

    Measure(String id, String title) {
        this.id = id;
        this.title = title;
        this.association = Optional.empty();
    }

    Measure(Association association) {
        this.id = association.id();
        this.title = association.title() + ", mean absolute difference";
        this.association = Optional.of(association);
    }

    /** Its part of a figure's id. */
    String id() {
        return id;
    }

    /** Its name for people. */
    String title() {
        return title;
    }

    /** The association of which it is the mean difference; empty for distances of shares. */
    Optional<Association> association() {
        return association;
    }
}
