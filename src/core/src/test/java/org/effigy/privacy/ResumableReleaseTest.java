package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release that died goes on: nothing is paid twice, and nobody sees two draws for one charge. */
class ResumableReleaseTest {
    private static final PrivacyBudget BUDGET = PrivacyBudget.of(1, 1e-9);
    private static final byte[] ROWS = {7};
    private static final int QUESTIONS = 5;

    @TempDir
    private Path folder;

    private final SplittableRandom noise = new SplittableRandom(3);
    private final List<Long> drawn = new ArrayList<>();

    @BeforeEach
    void ledger() {
        FileLedger.create(path(), "adult", BUDGET).close();
    }

    private Path path() {
        return folder.resolve("l");
    }

    private Path journal() {
        return AnswerJournal.beside(path().toAbsolutePath()).get(0);
    }

    /** A program that dies, at one of the moments at which it can. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private enum Moment {
        BEFORE_DRAW,
        AFTER_DRAW,
        HALF_KEPT,
        KEPT_BUT_FOR_A_BYTE,
        HANDED_OVER,
        ROOM_MADE
    }

    private static Charge question(int number) {
        return LedgerContract.charge("question " + number, new PrivacyLoss.ZeroConcentrated(1e-4 * (number + 1)));
    }

    /** Asks all questions in order, with noise that is never the same; what is handed over is added to {@code seen}. */
    private void ask(ResumableRelease release, List<Long> seen, int dies, Moment moment) {
        for (int i = 0; i < QUESTIONS; i++) {
            int number = i;
            Answer answer = release.answer(question(i), Answer.room(2), () -> {
                if (number == dies && moment == Moment.BEFORE_DRAW) {
                    throw new Death();
                }
                long draw = noise.nextLong();
                drawn.add(draw);
                if (number == dies && moment == Moment.AFTER_DRAW) {
                    throw new Death();
                }
                return Answer.of(draw, number);
            });
            seen.add(answer.numbers()[0]);
            if (number == dies) {
                throw new Death();
            }
        }
        release.finish();
    }

    private List<Long> whole() {
        try (FileLedger ledger = FileLedger.open(path())) {
            List<Long> seen = new ArrayList<>();
            ResumableRelease release = ResumableRelease.resume(ledger, stopped(ledger), ROWS);
            ask(release, seen, -1, Moment.HANDED_OVER);
            release.journal().close();
            return seen;
        }
    }

    private static AnswerJournal stopped(FileLedger ledger) {
        List<AnswerJournal> all = ResumableRelease.stopped(ledger);
        assertEquals(1, all.size());
        return all.get(0);
    }

    private List<Long> dead(int dies, Moment moment) throws IOException {
        List<Long> seen = new ArrayList<>();
        try (FileLedger ledger = FileLedger.open(path());
                ResumableRelease release = ResumableRelease.begin(ledger, "fit", BUDGET, Map.of("a", "b"), ROWS)) {
            assertThrows(Death.class, () -> ask(release, seen, dies, moment));
        }
        int record = 8 + (int) Answer.room(2) + 32;
        byte[] bytes = Files.readAllBytes(journal());
        switch (moment) {
            // What a kill in the middle of the write leaves: the answer was kept in part, and never handed over.
            case HALF_KEPT -> {
                Files.write(journal(), Arrays.copyOf(bytes, bytes.length - record / 2));
                seen.remove(seen.size() - 1);
            }
            case KEPT_BUT_FOR_A_BYTE -> {
                bytes[bytes.length - 1] ^= 1;
                Files.write(journal(), bytes);
                seen.remove(seen.size() - 1);
            }
            case ROOM_MADE -> KeyedRelease.tear(journal(), record, new byte[record]);
            default -> {}
        }
        return seen;
    }

    @Test
    void whereverItDiesAllAnswersThatWereSeenStayAndNothingIsPaidTwice() throws IOException {
        for (Moment moment : Moment.values()) {
            for (int dies = 0; dies < QUESTIONS; dies++) {
                Files.delete(path());
                FileLedger.create(path(), "adult", BUDGET).close();
                List<Long> seen = dead(dies, moment);
                LedgerStatement before = FileLedger.read(path());
                assertEquals(dies + 1, before.entries().size(), moment + " " + dies);
                List<Long> all = whole();
                assertEquals(seen, all.subList(0, seen.size()), moment + " " + dies);
                LedgerStatement after = FileLedger.read(path());
                assertEquals(QUESTIONS, after.entries().size(), moment + " " + dies);
                for (int i = 0; i < QUESTIONS; i++) {
                    assertEquals(question(i), after.entries().get(i).charge());
                }
                assertEquals(before.entries(), after.entries().subList(0, dies + 1));
                assertTrue(after.releases().get(0).finished());
                // Again, as after a kill between the last answer and the model: the same, and nothing is drawn.
                int draws = drawn.size();
                assertEquals(all, whole());
                assertEquals(draws, drawn.size());
                Files.delete(journal());
            }
        }
    }

    /** The planted offender hands an answer over before it is kept: to resume shows another one. */
    @Test
    void anAnswerThatIsSeenBeforeItIsKeptIsCaught() throws IOException {
        List<Long> seen = dead(2, Moment.HANDED_OVER);
        byte[] bytes = Files.readAllBytes(journal());
        Files.write(journal(), Arrays.copyOf(bytes, bytes.length - 40));
        assertNotEquals(seen, whole().subList(0, seen.size()));
    }

    @Test
    void anEarlierCopyIsRefusedOnceWhatItLacksMayHaveBeenSeen() throws IOException {
        dead(1, Moment.AFTER_DRAW);
        byte[] copy = Files.readAllBytes(journal());
        Path file = journal();
        assertEquals(QUESTIONS, whole().size());
        // It lacks four answers; then, as if the fit had had two questions, only the last one.
        for (int kept = 1; kept < QUESTIONS; kept++) {
            byte[] all = Files.readAllBytes(file);
            int record = 8 + (int) Answer.room(2) + 32;
            Files.write(file, kept == 1 ? copy : Arrays.copyOf(all, all.length - record));
            try (FileLedger ledger = FileLedger.open(path());
                    AnswerJournal old = stopped(ledger)) {
                IllegalArgumentException refused =
                        assertThrows(IllegalArgumentException.class, () -> ResumableRelease.resume(ledger, old, ROWS));
                assertTrue(refused.getMessage().contains("earlier copy"), refused.getMessage());
            }
            Files.write(file, all);
        }
        assertEquals(QUESTIONS, whole().size());
    }

    /** Two journals of one release that differ in the last answer: one of them alone comes to an end. */
    @Test
    void ofTwoDrawsForOneChargeOneAloneCanBeFinished() throws IOException {
        dead(QUESTIONS - 1, Moment.HANDED_OVER);
        byte[] all = Files.readAllBytes(journal());
        Path file = journal();
        Files.write(file, Arrays.copyOf(all, all.length - 1));
        List<Long> other = whole();
        byte[] ended = Files.readAllBytes(file);
        Files.write(file, all);
        try (FileLedger ledger = FileLedger.open(path());
                AnswerJournal first = stopped(ledger)) {
            assertEquals(QUESTIONS, first.size());
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> ResumableRelease.resume(ledger, first, ROWS));
            assertTrue(refused.getMessage().contains("finished with other answers"), refused.getMessage());
        }
        Files.write(file, ended);
        assertEquals(other, whole());
    }

    @Test
    void aLedgerThatLostChargesIsRefused() throws IOException {
        dead(3, Moment.HANDED_OVER);
        byte[] bytes = Files.readAllBytes(path());
        Files.write(path(), Arrays.copyOf(bytes, bytes.length - 1024));
        try (FileLedger ledger = FileLedger.open(path());
                AnswerJournal journal = stopped(ledger)) {
            assertTrue(
                    assertThrows(IllegalArgumentException.class, () -> ResumableRelease.resume(ledger, journal, ROWS))
                            .getMessage()
                            .contains("charges were removed"));
        }
    }

    @Test
    void otherRowsOrOtherQuestionsAreRefusedAndCostNothing() throws IOException {
        dead(2, Moment.HANDED_OVER);
        try (FileLedger ledger = FileLedger.open(path())) {
            AnswerJournal journal = stopped(ledger);
            IllegalArgumentException rows = assertThrows(
                    IllegalArgumentException.class, () -> ResumableRelease.resume(ledger, journal, new byte[] {8}));
            assertTrue(rows.getMessage().contains("rows are not those"), rows.getMessage());
            ResumableRelease release = ResumableRelease.resume(ledger, journal, ROWS);
            IllegalStateException other = assertThrows(
                    IllegalStateException.class,
                    () -> release.answer(question(1), Answer.room(2), () -> Answer.of(1, 2)));
            assertTrue(other.getMessage().contains("nothing more was charged"), other.getMessage());
            assertEquals(3, ledger.charges().size());
            assertThrows(IllegalStateException.class, release::finish);
            assertThrows(UnsupportedOperationException.class, () -> release.charge(question(0)));
            release.close();
        }
    }

    @Test
    void whatOthersSpentMeanwhileIsToldBeforeAnythingIsAnswered() throws IOException {
        dead(0, Moment.HANDED_OVER);
        try (FileLedger ledger = FileLedger.open(path())) {
            Release quicker = ledger.open("other", PrivacyBudget.of(0.5, 1e-9));
            quicker.charge(LedgerContract.charge("q", quicker.remaining()));
            AnswerJournal journal = stopped(ledger);
            BudgetExceededException refused =
                    assertThrows(BudgetExceededException.class, () -> ResumableRelease.resume(ledger, journal, ROWS));
            assertTrue(refused.getMessage().contains("another release has spent"), refused.getMessage());
            journal.close();
        }
    }

    @Test
    void aFinishedReleaseIsChargedNoMore() {
        try (FileLedger ledger = FileLedger.open(path())) {
            ResumableRelease release = ResumableRelease.begin(ledger, "fit", BUDGET, Map.of(), ROWS);
            ask(release, new ArrayList<>(), -1, Moment.HANDED_OVER);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> release.answer(question(9), Answer.room(1), () -> Answer.of(1)));
            release.journal().delete();
            assertEquals(List.of(), ResumableRelease.stopped(ledger));
        }
        try (FileLedger ledger = FileLedger.open(path())) {
            Release again = ledger.reopen("r1");
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> again.charge(question(9)));
            assertTrue(refused.getMessage().contains("is finished"), refused.getMessage());
            assertEquals(QUESTIONS, ledger.charges().size());
        }
    }

    /** A program may die while it removes the journal of a fit that is whole: no later fit stumbles over what is left. */
    @Test
    void aJournalThatWasEmptiedIsNone() throws IOException {
        dead(1, Moment.HANDED_OVER);
        Path file = journal();
        Files.write(file, new byte[0]);
        try (FileLedger ledger = FileLedger.open(path())) {
            assertEquals(List.of(), ResumableRelease.stopped(ledger));
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void aJournalIsItsOwnersAloneAndHasOneReader() throws IOException {
        dead(1, Moment.HANDED_OVER);
        if (journal().getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(journal())));
        }
        try (AnswerJournal one = AnswerJournal.open(journal())) {
            assertThrows(LedgerException.class, () -> AnswerJournal.open(one.file()));
        }
        assertFalse(
                Files.readString(path(), StandardCharsets.ISO_8859_1).contains("rows\""),
                "the ledger says nothing of rows");
    }

    /** What an answer takes on the disk can't decide whether it is kept: else a full disk would choose among draws. */
    @Test
    void whatWasDrawnPlaysNoPartInTheRoomThatItTakes() throws IOException {
        long[] sizes = new long[2];
        long[][] draws = {{0, 0, 0}, {Long.MIN_VALUE, Long.MAX_VALUE, -1}};
        for (int i = 0; i < 2; i++) {
            long[] numbers = draws[i];
            List<String> names = i == 0 ? List.of() : List.of("Bern", "Zürich");
            try (FileLedger ledger = FileLedger.open(path());
                    ResumableRelease release =
                            ResumableRelease.begin(ledger, "fit", PrivacyBudget.of(.1, 1e-9), Map.of(), ROWS)) {
                Path file = release.journal().file();
                long header = Files.size(file);
                long[] during = new long[1];
                release.answer(question(0), Answer.room(3, List.of("Bern", "Chur", "Zürich")), () -> {
                    during[0] = size(file);
                    return new Answer(numbers, names);
                });
                sizes[i] = Files.size(file) - header;
                assertEquals(during[0], Files.size(file), "its room was made before the draw");
                assertArrayEquals(numbers, release.journal().answer(0).numbers());
                assertEquals(names, release.journal().answer(0).texts());
            }
        }
        assertEquals(sizes[0], sizes[1]);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void choicesComeAgainInTheirOrderAndAreOtherOnesInAnotherRelease() throws IOException {
        byte[] first;
        byte[] second;
        try (FileLedger ledger = FileLedger.open(path());
                ResumableRelease release = ResumableRelease.begin(ledger, "fit", BUDGET, Map.of(), ROWS)) {
            first = release.choice();
            second = release.choice();
        }
        assertFalse(Arrays.equals(first, second));
        try (FileLedger ledger = FileLedger.open(path())) {
            ResumableRelease release = ResumableRelease.resume(ledger, stopped(ledger), ROWS);
            assertArrayEquals(first, release.choice());
            assertArrayEquals(second, release.choice());
            release.close();
            ResumableRelease other = ResumableRelease.begin(ledger, "fit", BUDGET, Map.of(), ROWS);
            assertFalse(Arrays.equals(first, other.choice()));
            other.close();
        }
    }
}
