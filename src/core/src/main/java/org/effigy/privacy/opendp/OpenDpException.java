package org.effigy.privacy.opendp;

/** OpenDP refused a request, or failed in it; the message holds OpenDP's own text. No noise was given out. */
public final class OpenDpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was asked and what OpenDP said. */
    public OpenDpException(String message) {
        super(message);
    }
}
