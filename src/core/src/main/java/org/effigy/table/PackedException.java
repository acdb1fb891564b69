package org.effigy.table;

import java.io.IOException;

/** What is packed can't be unpacked, or not so far. The message has no file's name, and begins in small letters. */
final class PackedException extends IOException {
    private static final long serialVersionUID = 1L;

    PackedException(String message) {
        super(message);
    }

    PackedException(String message, Throwable cause) {
        super(message, cause);
    }
}
