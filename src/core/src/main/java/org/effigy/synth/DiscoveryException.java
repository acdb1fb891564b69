package org.effigy.synth;

/** Nothing was found that noise could not have made as well. What the search cost is spent. */
public final class DiscoveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the column, what was spent on it and what to do. */
    public DiscoveryException(String message) {
        super(message);
    }
}
