package org.effigy.model;

/** What is asked of a distribution has a probability of 0 in it. */
public final class ImpossibleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** With what was asked, and what to do. */
    public ImpossibleException(String message) {
        super(message);
    }
}
