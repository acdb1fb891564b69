package org.effigy.privacy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a ledger's file and checks all of it: every line, the chain, and the sums against the limits. */
final class LedgerReader {
    private static final String NOT_A_LEDGER = "name a ledger, or create one under a new name";

    /** The most bytes that are looked at as one line: room for the longer lines of later versions, and an end. */
    private static final int MOST = 1 << 16;

    private LedgerReader() {}

    /**
     * What a file says.
     *
     * @param hashes of its complete lines, in order
     * @param torn bytes of an incomplete last line, 0 if there is none
     * @param whole that line with its end, if nothing else of it is missing; its event is not in the account
     */
    record Found(Account account, List<String> hashes, int torn, Optional<byte[]> whole) {
        LedgerHead head() {
            return new LedgerHead(hashes.size(), hashes.get(hashes.size() - 1));
        }
    }

    /**
     * Reads a ledger that must be whole.
     *
     * @throws LedgerException if it is not
     */
    static Found read(Path path) {
        Found found = readTorn(path);
        if (found.whole.isPresent()) {
            throw LedgerException.at(
                    path,
                    found.hashes.size() + 1L,
                    "it is torn (" + found.torn + " of " + LedgerLine.LENGTH
                            + " bytes) though all that it says is there, as after a power cut",
                    "'effigy ledger repair' (FileLedger.repair) completes it and keeps a copy of the file; it counts as"
                            + " spent");
        }
        if (found.torn > 0) {
            throw LedgerException.at(
                    path,
                    found.hashes.size() + 1L,
                    "it is torn (" + found.torn + " of " + LedgerLine.LENGTH + " bytes), as after a power cut",
                    "no noise was drawn for it; 'effigy ledger repair' (FileLedger.repair) cuts it off and keeps a"
                            + " copy of the file");
        }
        return found;
    }

    /**
     * Reads a ledger whose last line may be incomplete.
     *
     * @throws LedgerException if anything else is wrong
     */
    static Found readTorn(Path path) {
        try (InputStream in = open(path)) {
            return read(path, in);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * The real path of a file that begins as a ledger does: one ledger has one, whatever links lead to it.
     *
     * @throws LedgerException if there is no such file
     */
    static Path locate(Path path) {
        try (InputStream in = open(path)) {
            requireBeginning(path, line(in));
            return path.toRealPath();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Whether the file begins as a ledger of any version does. */
    static boolean begins(Path path) {
        try (InputStream in = open(path)) {
            return LedgerLine.begins(line(in));
        } catch (LedgerLine.Fault later) {
            return true;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static InputStream open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw LedgerException.of(path, "it is a folder", "name a file in it");
        }
        if (Files.notExists(path)) {
            throw LedgerException.of(
                    path, "it does not exist", "create it with 'effigy ledger init', or mend the name");
        }
        return new BufferedInputStream(Files.newInputStream(path));
    }

    private static LedgerException unreadable(Path path, IOException e) {
        return LedgerException.of(path, "it can't be read", "check the file's permissions and the disk", e);
    }

    private static void requireBeginning(Path path, byte[] first) {
        if (first.length == 0) {
            throw LedgerException.of(path, "it is empty", NOT_A_LEDGER);
        }
        try {
            if (!LedgerLine.begins(first)) {
                throw LedgerException.at(path, 1, "it is not the first line of a ledger", NOT_A_LEDGER);
            }
        } catch (LedgerLine.Fault e) {
            throw LedgerException.at(path, 1, e.getMessage(), e.next());
        }
    }

    private static Found read(Path path, InputStream in) throws IOException {
        byte[] first = line(in);
        requireBeginning(path, first);
        Account account = null;
        List<String> hashes = new ArrayList<>();
        String before = LedgerLine.ORIGIN;
        for (byte[] bytes = first; bytes.length > 0; bytes = line(in)) {
            long number = hashes.size() + 1L;
            try {
                if (account != null && isTorn(bytes)) {
                    return new Found(account, hashes, bytes.length, completed(account, number, bytes, before));
                }
                LedgerLine.Read read = LedgerLine.read(number, bytes, before);
                account = entered(account, read.event());
                before = read.hash();
                hashes.add(before);
            } catch (LedgerLine.Fault e) {
                throw LedgerException.at(path, number, e.getMessage(), e.next());
            } catch (BudgetExceededException | IllegalArgumentException e) {
                throw LedgerException.at(
                        path,
                        number,
                        "it can't follow from the lines before (" + e.getMessage() + ")",
                        LedgerLine.RESTORE);
            }
        }
        return new Found(account, hashes, 0, Optional.empty());
    }

    /** A torn line with its spaces and its end, if its hash says that nothing else was lost. */
    private static Optional<byte[]> completed(Account account, long number, byte[] torn, String before) {
        try {
            byte[] whole = LedgerLine.ended(torn);
            LedgerEvent event = LedgerLine.read(number, whole, before).event();
            if (event instanceof LedgerEvent.Charged charged) {
                account.check(charged);
            } else if (event instanceof LedgerEvent.Opened opened) {
                account.check(opened);
            } else if (event instanceof LedgerEvent.Finished finished) {
                account.check(finished);
            } else {
                return Optional.empty();
            }
            return Optional.of(whole);
        } catch (LedgerLine.Fault | BudgetExceededException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Account entered(Account account, LedgerEvent event) throws LedgerLine.Fault {
        if (event instanceof LedgerEvent.Created created && account == null) {
            return new Account(created);
        }
        if (event instanceof LedgerEvent.Opened opened && account != null) {
            account.check(opened);
            account.enter(opened);
            return account;
        }
        if (event instanceof LedgerEvent.Charged charged && account != null) {
            account.check(charged);
            account.enter(charged);
            return account;
        }
        if (event instanceof LedgerEvent.Finished finished && account != null) {
            account.check(finished);
            account.enter(finished);
            return account;
        }
        throw new LedgerLine.Fault("a ledger has one header, and it comes first", LedgerLine.RESTORE);
    }

    // Only a write that did not come to its end leaves a last line without a newline, or (where the file's length
    // reached the disk before its content) with zero bytes. Whatever ends as a line ends is never taken for torn.
    private static boolean isTorn(byte[] bytes) {
        return bytes.length <= LedgerLine.LENGTH && bytes[bytes.length - 1] != '\n';
    }

    /** The next line with its newline; shorter at the end of the file, cut where it is longer than any line may be. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(LedgerLine.LENGTH);
        while (bytes.size() < MOST) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            bytes.write(next);
            if (next == '\n') {
                break;
            }
        }
        return bytes.toByteArray();
    }
}
