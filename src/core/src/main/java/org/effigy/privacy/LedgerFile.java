package org.effigy.privacy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The writing end of a ledger's file, locked. A line is on the disk before {@link #append} returns. After an error
 * nothing more is written: what the disk then holds is only known by reading it again. Not thread-safe; {@link Teller}
 * guards it.
 */
final class LedgerFile implements Journal {
    private final Path path;
    private final LedgerLock lock;
    private final RandomAccessFile file;
    private final Optional<Object> key;
    private LedgerHead head;
    private boolean failed;

    private LedgerFile(Path path, LedgerLock lock, RandomAccessFile file, Optional<Object> key, LedgerHead head) {
        this.path = path;
        this.lock = lock;
        this.file = file;
        this.key = key;
        this.head = head;
    }

    /**
     * Opens a file that has been read whole under this lock.
     *
     * @param head what was read
     */
    static LedgerFile of(Path path, LedgerLock lock, LedgerHead head) {
        try {
            requireOneName(path);
            Object key = attributes(path).fileKey();
            return new LedgerFile(
                    path, lock, new RandomAccessFile(path.toFile(), "rw"), Optional.ofNullable(key), head);
        } catch (IOException e) {
            throw LedgerException.of(path, "it can't be written", "check the permissions of the file", e);
        }
    }

    /** Puts a new file with one line into place: it is there whole or not at all. The lock must be held. */
    static void create(Path path, LedgerEvent.Created created) {
        Path unfinished = path.resolveSibling(path.getFileName() + "." + created.id() + ".new");
        byte[] line = LedgerLine.write(1, created, LedgerLine.ORIGIN).bytes();
        try {
            Files.write(unfinished, line, StandardOpenOption.CREATE_NEW);
            sync(unfinished);
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(path.getParent());
        } catch (IOException e) {
            discard(unfinished, e);
            throw LedgerException.of(
                    path, "it can't be created", "check that its folder may be written to and has space", e);
        }
    }

    private static void discard(Path unfinished, IOException cause) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Puts a file's content on the disk. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Puts a folder's list of names on the disk, where the system has such a call: Windows does it by itself. */
    static void syncFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void append(LedgerEvent event) {
        if (failed) {
            throw LedgerException.of(
                    path, "an earlier write failed, so nothing more is charged", "close it and open it again");
        }
        LedgerLine.Written line = LedgerLine.write(head.lines() + 1, event, head.hash());
        long end = head.lines() * LedgerLine.LENGTH;
        failed = true;
        requireUntouched(end);
        try {
            file.seek(end);
            file.write(line.bytes());
            force();
        } catch (IOException e) {
            throw LedgerException.of(
                    path,
                    "a charge could not be put on the disk, and no noise is drawn for it" + undone(end),
                    "make space or mend the disk, then open the ledger again",
                    e);
        }
        head = new LedgerHead(head.lines() + 1, line.hash());
        failed = false;
    }

    @Override
    public Optional<LedgerHead> head() {
        return Optional.of(head);
    }

    @Override
    public void close() {
        try (lock;
                file) {
            failed = true;
        } catch (IOException e) {
            throw LedgerException.of(path, "it can't be closed", "read it again: every charge was on the disk", e);
        }
    }

    // The lock keeps other Effigys away, not other programs: a restored backup or an editor would otherwise lose
    // charges.
    private void requireUntouched(long end) {
        boolean same;
        try {
            requireOneName(path);
            BasicFileAttributes now = attributes(path);
            same = now.size() == end && Optional.ofNullable(now.fileKey()).equals(key);
        } catch (IOException e) {
            throw LedgerException.of(path, "it was moved or removed while open", "put it back and open it again", e);
        }
        if (!same) {
            throw LedgerException.of(
                    path, "another program changed or replaced it while it was open", "open it again to check it");
        }
    }

    // The lock goes by the file's name: under a second name a second process would write over our charges.
    private static void requireOneName(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")
                && !Integer.valueOf(1).equals(Files.getAttribute(path, "unix:nlink"))) {
            throw LedgerException.of(
                    path,
                    "the file has a second name (a hard link), under which another could charge it",
                    "keep one name");
        }
    }

    // An interrupted thread would close the channel and lose the file for every other thread.
    private void force() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            file.getChannel().force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // The line was not acknowledged, so it may go; if it can't, the next reading tells whether it is whole or torn.
    private String undone(long end) {
        try {
            file.setLength(end);
            force();
            return "; its line was taken back";
        } catch (IOException e) {
            return "; a part of its line may be there (" + e.getMessage() + ")";
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }
}
