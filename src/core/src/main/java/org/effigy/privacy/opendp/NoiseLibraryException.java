package org.effigy.privacy.opendp;

/** The native noise library is missing, or is not one that a guarantee may rest on. There is no other source. */
public final class NoiseLibraryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the platform, what was tried, and how to build the library. */
    public NoiseLibraryException(String message, Throwable cause) {
        super(message, cause);
    }
}
