package org.effigy.synth;

/** A model or manifest file can't be used: it is cut, altered, foreign or of a later version. */
public final class ModelFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message that names the file, what is wrong, and what to do. */
    public ModelFileException(String message) {
        super(message);
    }
}
