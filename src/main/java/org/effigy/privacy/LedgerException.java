package org.effigy.privacy;

import java.nio.file.Path;

/** A ledger's file can't be used: it says which file, which line, what is wrong, and what to do. Nothing was changed. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;

    private LedgerException(Path file, long line, String message, Throwable cause) {
        super(message, cause);
        this.file = file.toString();
        this.line = line;
    }

    /** About the file as a whole. */
    static LedgerException of(Path file, String wrong, String next) {
        return new LedgerException(file, 0, "ledger " + file + ": " + wrong + ": " + next, null);
    }

    /** About the file as a whole, because of an error in reading or writing it. */
    static LedgerException of(Path file, String wrong, String next, Throwable cause) {
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.toString();
        return new LedgerException(file, 0, "ledger " + file + ": " + wrong + " (" + detail + "): " + next, cause);
    }

    /** About one line. */
    static LedgerException at(Path file, long line, String wrong, String next) {
        return new LedgerException(file, line, "ledger " + file + ", line " + line + ": " + wrong + ": " + next, null);
    }

    /** The file, as it was named. */
    public String file() {
        return file;
    }

    /** The line, from 1; 0 if the file as a whole is meant. */
    public long line() {
        return line;
    }
}
