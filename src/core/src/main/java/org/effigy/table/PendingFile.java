package org.effigy.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** A file written beside its place and moved there when it is complete, so that nobody ever sees half of it. */
public final class PendingFile {
    /** Parts that are neither in place nor removed; guarded by itself. */
    private static final Set<Path> PARTS = new HashSet<>();

    private static boolean ending;

    static {
        // Ctrl-C ends the program without closing anything.
        Runtime.getRuntime().addShutdownHook(new Thread(PendingFile::end));
    }

    private final Path target;
    private final Path part;
    private final OutputStream out;
    private boolean finished;

    private PendingFile(Path target, Path part, OutputStream out) {
        this.target = target;
        this.part = part;
        this.out = out;
    }

    /**
     * Writes a whole file: all of it, or nothing.
     *
     * @throws IOException if it can't be written
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        PendingFile pending = open(file);
        try {
            pending.out.write(bytes);
            pending.commit();
        } catch (IOException e) {
            pending.abort();
            throw e;
        }
    }

    /**
     * Opens the file beside its place; a link is followed. Something that is there and is no file, such as a pipe or
     * device, is written to directly.
     */
    static PendingFile open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder: name a file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return new PendingFile(file, file, Files.newOutputStream(file));
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        for (int attempt = 0; ; attempt++) {
            Path part = target.resolveSibling(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + "-" + attempt + ".part");
            try {
                return new PendingFile(target, part, create(part));
            } catch (FileAlreadyExistsException e) {
                // Left by a process of this number that was killed, or in use by this one.
                if (attempt == 99) {
                    throw e;
                }
            }
        }
    }

    private static OutputStream create(Path part) throws IOException {
        synchronized (PARTS) {
            if (ending) {
                throw new IOException("the program is ending, so nothing more is written");
            }
            OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            PARTS.add(part);
            return out;
        }
    }

    private static void end() {
        synchronized (PARTS) {
            ending = true;
            for (Path part : PARTS) {
                try {
                    Files.deleteIfExists(part);
                } catch (IOException e) {
                    System.err.println("effigy: a part of a file is left at " + part);
                }
            }
        }
    }

    OutputStream out() {
        return out;
    }

    /** Closes the file; its bytes are on the disk. A name may get there before them: after a power cut a paid model would be empty. */
    void finish() throws IOException {
        if (finished) {
            return;
        }
        out.close();
        if (!part.equals(target)) {
            try (FileChannel bytes = FileChannel.open(part, StandardOpenOption.WRITE)) {
                bytes.force(true);
            }
        }
        finished = true;
    }

    /** Closes the file and moves it into place. */
    void commit() throws IOException {
        finish();
        if (!part.equals(target)) {
            synchronized (PARTS) {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                PARTS.remove(part);
            }
            syncFolder(target.getParent());
        }
    }

    /** Puts a folder's names on the disk, where the system has such a call: else a power cut may bring the old file back. */
    private static void syncFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** Closes the file and removes it. */
    void abort() throws IOException {
        try {
            out.close();
        } finally {
            if (!part.equals(target)) {
                synchronized (PARTS) {
                    Files.deleteIfExists(part);
                    PARTS.remove(part);
                }
            }
        }
    }
}
