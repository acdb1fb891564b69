package org.effigy.privacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What was done to a ledger with a torn last line.
 *
 * @param copy the file as it was; empty if nothing was torn
 * @param lines complete lines, all kept, and the one that was completed
 * @param bytesCut bytes of the torn line, if it was cut off
 * @param completed whether it was completed instead, because nothing but its end was missing
 */
public record LedgerRepair(Optional<Path> copy, long lines, int bytesCut, boolean completed) {

    /** In words, for the person who asked. */
    public String words() {
        if (completed) {
            return "completed the last line, whose hash is right: what it says counts as spent; it has " + lines
                    + " lines; the file as it was is " + copy.orElseThrow();
        }
        return copy.map(path -> "cut " + bytesCut + " bytes of a torn line, for which no noise was drawn; kept " + lines
                        + " lines; the file as it was is " + path)
                .orElse("nothing is torn; all " + lines + " lines are as they were");
    }

    /** Repairs under a lock. */
    static LedgerRepair of(Path path, LedgerLock lock) {
        lock.requireFor(path);
        LedgerReader.Found found = LedgerReader.readTorn(path);
        int kept = found.hashes().size();
        if (found.torn() == 0) {
            return new LedgerRepair(Optional.empty(), kept, 0, false);
        }
        try {
            Path copy = free(path);
            Files.copy(path, copy);
            LedgerFile.sync(copy);
            LedgerFile.syncFolder(copy.getParent());
            long end = (long) kept * LedgerLine.LENGTH;
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                if (found.whole().isPresent()) {
                    write(channel, ByteBuffer.wrap(found.whole().get()), end);
                } else {
                    channel.truncate(end);
                }
                channel.force(true);
            }
            return found.whole().isPresent()
                    ? new LedgerRepair(Optional.of(copy), kept + 1L, 0, true)
                    : new LedgerRepair(Optional.of(copy), kept, found.torn(), false);
        } catch (IOException e) {
            throw LedgerException.of(
                    path, "it can't be repaired", "check the permissions and the space on the disk", e);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes, at + bytes.position());
        }
    }

    private static Path free(Path path) {
        for (int i = 1; ; i++) {
            Path candidate = path.resolveSibling(path.getFileName() + ".torn-" + i);
            if (Files.notExists(candidate)) {
                return candidate;
            }
        }
    }
}
