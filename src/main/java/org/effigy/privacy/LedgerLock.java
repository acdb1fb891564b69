package org.effigy.privacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private final Path ledger;
    private final FileChannel channel;

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
        if (!HELD.add(ledger)) {
            throw LedgerException.of(
                    ledger, "it is already open in this process", "use the open ledger, or close it first");
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

    /** Fails unless this is the lock of {@code path}. */
    void requireFor(Path path) {
        if (!(ledger.equals(path) && channel.isOpen())) {
            throw new IllegalStateException("the lock of " + ledger + " does not cover " + path + ": lock it first");
        }
    }

    private static LedgerLock lock(Path ledger) throws IOException {
        Path file = ledger.resolveSibling(ledger.getFileName() + ".lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw LedgerException.of(
                        ledger, "it is in use by " + holder(channel), "wait until that process ends, or stop it");
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

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
        return pid.matches("[0-9]+") ? "process " + pid : "another process";
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
