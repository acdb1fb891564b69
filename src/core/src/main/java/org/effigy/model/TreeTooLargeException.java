package org.effigy.model;

/** A model was asked for whose junction tree has more cells than the limit; nothing has been allocated. */
public final class TreeTooLargeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final long cells;
    private final long limit;

    TreeTooLargeException(String message, long cells, long limit) {
        super(message);
        this.cells = cells;
        this.limit = limit;
    }

    /** The cells that the tree would have; {@link Long#MAX_VALUE} if more than that. */
    public long cells() {
        return cells;
    }

    /** The most that were allowed. */
    public long limit() {
        return limit;
    }
}
