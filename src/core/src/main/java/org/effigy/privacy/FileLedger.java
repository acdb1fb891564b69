package org.effigy.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A ledger in a file: append-only lines of JSON, chained by hashes, each on the disk before its noise is drawn, and
 * locked against a second writer. What it promises, what it can't see and its format: {@code docs/privacy/Ledger.md}.
 * Thread-safe. A charge costs one synchronous write to the disk.
 */
public final class FileLedger implements PrivacyLedger {
    private final Path path;
    private final Teller teller;

    private FileLedger(Path path, Teller teller) {
        this.path = path;
        this.teller = teller;
    }

    /**
     * Creates a ledger and opens it for charging. Nothing is ever overwritten.
     *
     * @param dataset the data set's name, public
     * @throws LedgerException if the file exists, is being created by another, or can't be created
     * @throws IllegalArgumentException if a name is blank or over 200 bytes long
     */
    public static FileLedger create(Path path, String dataset, PrivacyBudget budget) {
        return create(path, dataset, budget, Clock.systemUTC());
    }

    /** As {@link #create(Path, String, PrivacyBudget)}, telling the time by {@code clock}. */
    public static FileLedger create(Path path, String dataset, PrivacyBudget budget, Clock clock) {
        LedgerEvent.Created created = MemoryLedger.beginning(dataset, budget, clock);
        Path real = realFolder(path);
        LedgerLock lock = LedgerLock.of(real);
        return held(lock, () -> {
            if (Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
                throw LedgerException.of(
                        path, "it exists, and a ledger is never overwritten", "open it, or choose another name");
            }
            LedgerFile.create(real, created);
            return opened(real, lock, clock);
        });
    }

    /**
     * Opens a ledger for charging, after checking all of it.
     *
     * @throws LedgerException if it is missing, damaged, torn, foreign, of a later version, in use, or can't be written
     */
    public static FileLedger open(Path path) {
        return open(path, Clock.systemUTC());
    }

    /**
     * As {@link #open(Path)}, waiting for another who has it in use.
     *
     * @param wait how long at most; 0 or less not to wait
     */
    public static FileLedger open(Path path, Duration wait) {
        return open(path, wait, Clock.systemUTC());
    }

    /** As {@link #open(Path)}, telling the time by {@code clock}. */
    public static FileLedger open(Path path, Clock clock) {
        return open(path, Duration.ZERO, clock);
    }

    private static FileLedger open(Path path, Duration wait, Clock clock) {
        Path real = LedgerReader.locate(path);
        LedgerLock lock = LedgerLock.of(real, wait);
        return held(lock, () -> opened(real, lock, clock));
    }

    /**
     * What the ledger says, after checking all of it. Takes no lock and writes nothing, so it works while another
     * process charges.
     *
     * @throws LedgerException if it is missing, damaged, torn, foreign or of a later version
     */
    public static LedgerStatement read(Path path) {
        LedgerReader.Found found = LedgerReader.read(path);
        return found.account().statement(Optional.of(found.head()));
    }

    /**
     * Checks that a ledger still holds, unchanged, all that it held when {@code head} was taken. This finds a ledger
     * that was cut short or rewritten, which its own chain can't.
     *
     * @throws LedgerException if it does not, or can't be read
     */
    public static void verifyContains(Path path, LedgerHead head) {
        LedgerReader.Found found = LedgerReader.read(path);
        if (found.hashes().size() < head.lines()) {
            throw LedgerException.of(
                    path,
                    "it has " + lines(found.hashes().size()) + " and had " + head.lines() + ", so charges were removed",
                    LedgerLine.RESTORE);
        }
        LedgerHead then = new LedgerHead(head.lines(), found.hashes().get(Math.toIntExact(head.lines() - 1)));
        if (!found.account().created().shown(then).equals(head)) {
            throw LedgerException.at(
                    path,
                    head.lines(),
                    "its hash is not the " + head.hash() + " that it was, so this is another ledger or a rewritten one",
                    LedgerLine.RESTORE);
        }
    }

    private static String lines(int count) {
        return count == 1 ? "1 line" : count + " lines";
    }

    /**
     * Whether there is a file that begins as a ledger of any version does: such a file is not to be written over.
     *
     * @throws LedgerException if there is a file and it can't be read
     */
    public static boolean isAt(Path path) {
        return Files.isRegularFile(path) && LedgerReader.begins(path);
    }

    /** The file beside a ledger that is locked while it is charged; it holds nothing else. */
    public static Path lockOf(Path ledger) {
        return LedgerLock.fileOf(ledger);
    }

    /** Whether this is, by its name, the journal of a release of a ledger that is there. */
    public static boolean isJournal(Path path) {
        return AnswerJournal.isNamed(path);
    }

    /** Whether this is the lock of a ledger that is there. */
    public static boolean isLock(Path path) {
        String name = path.toAbsolutePath().getFileName().toString();
        return name.endsWith(LedgerLock.ENDING)
                && isAt(path.resolveSibling(name.substring(0, name.length() - LedgerLock.ENDING.length())));
    }

    /**
     * Mends a torn last line, after copying the file aside. Where all that it says is there, its hash is right and only
     * spaces or its end are missing, it is completed, and counts as spent. Else it is cut off: it was never acknowledged, so
     * no noise was drawn for it. A line that ends as a line does is left, whatever it says.
     *
     * @return what was done; there is no copy if nothing was torn
     * @throws LedgerException if anything else is wrong with the ledger, or it is in use; it is not changed then
     */
    public static LedgerRepair repair(Path path) {
        return repair(path, Duration.ZERO);
    }

    /** As {@link #repair(Path)}, waiting for another who has it in use, but no longer than so. */
    public static LedgerRepair repair(Path path, Duration wait) {
        Path real = LedgerReader.locate(path);
        try (LedgerLock lock = LedgerLock.of(real, wait)) {
            return LedgerRepair.of(real, lock);
        }
    }

    @Override
    public String id() {
        return teller.created().id();
    }

    @Override
    public String dataset() {
        return teller.created().dataset();
    }

    @Override
    public PrivacyBudget budget() {
        return teller.created().budget();
    }

    @Override
    public LedgerStatement statement() {
        return teller.statement();
    }

    @Override
    public Release open(String purpose, PrivacyBudget budget) {
        return teller.open(this, purpose, budget);
    }

    @Override
    public void requireRoom(String purpose, PrivacyBudget budget) {
        teller.requireRoom(purpose, budget);
    }

    /** Where it is, links followed. */
    Path path() {
        return path;
    }

    /**
     * A release that was opened before, by this process or another.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    Release reopen(String release) {
        return teller.reopen(this, release);
    }

    /** Refuses to go on with a release of which others have spent what it would still need. */
    void requireRest(String release) {
        teller.requireRest(release);
    }

    /** The hash of the answers with which a release has ended, after which nothing more can be charged; empty if it has not. */
    Optional<String> finished(String release) {
        return teller.finished(release);
    }

    /** Writes down, synced, that nothing more will be charged to a release. */
    void finish(String release, String answers) {
        teller.finish(release, answers);
    }

    @Override
    public void close() {
        teller.close();
    }

    private static FileLedger opened(Path real, LedgerLock lock, Clock clock) {
        LedgerReader.Found found = LedgerReader.read(real);
        return new FileLedger(real, new Teller(found.account(), LedgerFile.of(real, lock, found.head()), clock));
    }

    /** Frees the lock unless the ledger that takes it over comes to be. */
    private static FileLedger held(LedgerLock lock, Supplier<FileLedger> open) {
        boolean done = false;
        try {
            FileLedger ledger = open.get();
            done = true;
            return ledger;
        } finally {
            if (!done) {
                lock.close();
            }
        }
    }

    private static Path realFolder(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        if (whole.getFileName() == null || whole.getParent() == null) {
            throw LedgerException.of(path, "it is a folder", "name a file in it");
        }
        try {
            return whole.getParent().toRealPath().resolve(whole.getFileName());
        } catch (IOException e) {
            throw LedgerException.of(path, "its folder can't be used", "create the folder first", e);
        }
    }
}
