package org.effigy.privacy;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
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
        return new LedgerException(
                file, 0, "ledger " + file + ": " + wrong + " (" + words(cause) + "): " + next, cause);
    }

    /** What the system said, without the names that it has in Java. */
    private static String words(Throwable cause) {
        if (cause instanceof NoSuchFileException none) {
            return "there is no '" + none.getFile() + "'";
        }
        if (cause instanceof AccessDeniedException denied) {
            return "no permission for '" + denied.getFile() + "'";
        }
        return cause.getMessage() == null ? "the system does not say why" : cause.getMessage();
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
