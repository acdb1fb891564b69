package org.effigy.privacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write to a ledger's file: one holder on a machine. The lock is on a file of its own beside the ledger,
 * because on POSIX a process loses its locks on a file as soon as any part of it closes that file, as a mere reader of
 * the ledger would. The lock file stays when the lock is freed: deleting it would let two holders lock two files of one
 * name.
 */
final class LedgerLock implements AutoCloseable {
    /** Ledgers that this process holds; the system's locks are per process and don't keep two threads apart. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Far behind the text, so that systems whose locks forbid reading (Windows) let others read who holds it. */
    private static final long LOCKED_BYTE = 1L << 40;

    /** The most bytes of a lock file: the number of the process that holds it. */
    private static final int LONGEST = 20;

    /** What is added to a ledger's name to name its lock. */
    static final String ENDING = ".lock";

    /** How often somebody who waits looks again. */
    private static final long PAUSE_MILLIS = 100;

    private final Path ledger;
    private final FileChannel channel;

    /** Somebody else has it now. */
    private static final class Held extends Exception {
        private static final long serialVersionUID = 1L;

        private final String next;

        private Held(String who, String next) {
            super(who);
            this.next = next;
        }
    }

    private LedgerLock(Path ledger, FileChannel channel) {
        this.ledger = ledger;
        this.channel = channel;
    }

    /**
     * Locks a ledger.
     *
     * @param ledger its real path, whether or not it exists yet
     * @throws LedgerException if someone else holds it, or its folder can't be written to
     */
    static LedgerLock of(Path ledger) {
        return of(ledger, Duration.ZERO);
    }

    /** As {@link #of(Path)}, waiting for the other to let go, but no longer than so. */
    static LedgerLock of(Path ledger, Duration wait) {
        long start = System.nanoTime();
        while (true) {
            try {
                return now(ledger);
            } catch (Held e) {
                if (System.nanoTime() - start >= wait.toNanos()) {
                    throw LedgerException.of(ledger, e.getMessage(), e.next);
                }
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw LedgerException.of(ledger, "waiting for it was interrupted", "try again", e);
            }
        }
    }

    private static LedgerLock now(Path ledger) throws Held {
        if (!HELD.add(ledger)) {
            throw new Held("it is already open in this process", "use the open ledger, or close it first");
        }
        boolean locked = false;
        try {
            LedgerLock lock = lock(ledger);
            locked = true;
            return lock;
        } catch (IOException e) {
            throw LedgerException.of(
                    ledger, "its lock file can't be written", "check that its folder exists and may be written to", e);
        } finally {
            if (!locked) {
                HELD.remove(ledger);
            }
        }
    }

    /** The file that is locked. */
    static Path fileOf(Path ledger) {
        return ledger.resolveSibling(ledger.getFileName() + ENDING);
    }

    /** Fails unless this is the lock of {@code path}. */
    void requireFor(Path path) {
        if (!(ledger.equals(path) && channel.isOpen())) {
            throw new IllegalStateException("the lock of " + ledger + " does not cover " + path + ": lock it first");
        }
    }

    private static LedgerLock lock(Path ledger) throws IOException, Held {
        Path file = fileOf(ledger);
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        boolean locked = false;
        try {
            // The name may belong to something else: a ledger called "x.lock" would be emptied by one called "x".
            String text = text(channel);
            if (channel.size() > LONGEST || !text.matches("[0-9]*")) {
                throw LedgerException.of(
                        ledger,
                        "the file '" + file.getFileName() + "' beside it is no lock, for it is not empty",
                        "rename one of the two");
            }
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw new Held(
                        "it is in use by " + (text.isEmpty() ? "another process" : "process " + text),
                        "wait until that process ends (a fit waits with --wait), or stop it");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            locked = true;
            return new LedgerLock(ledger, channel);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try (channel) {
            channel.truncate(0);
        } catch (IOException e) {
            // The system frees the lock with the channel, whatever became of the text in it.
            throw LedgerException.of(ledger, "its lock file can't be emptied", "nothing: the lock is freed", e);
        } finally {
            HELD.remove(ledger);
        }
    }
}
