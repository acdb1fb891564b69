package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger's times are for people. What follows from what is told by numbers and hashes, so clocks may be wrong. */
class LedgerClockTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    /**
     * Who has a model knows all that the lines of its release say, but when the charges were made: and that tells how many
     * rows there were. Here he knows them all but the last one's time, and tries every one: the hash of the file gives it
     * away, which is the planted offender, and the head that a model carries does not.
     */
    @Test
    void aHeadInAModelTellsNoTimes() throws IOException {
        Path path = folder.resolve("x.ledger");
        Instant charged = NOON.plusMillis(617);
        FileLedger.create(path, "adult", LedgerContract.BUDGET, at(NOON)).close();
        LedgerHead inModel;
        try (FileLedger ledger = FileLedger.open(path, at(charged))) {
            ledger.open("fit", PrivacyBudget.of(0.1, 1e-9))
                    .charge(LedgerContract.charge("age", new PrivacyLoss.ZeroConcentrated(1e-5)));
            inModel = ledger.head().orElseThrow();
        }
        List<String> hashes = LedgerReader.read(path).hashes();
        LedgerEvent.Charged known = new LedgerEvent.Charged(
                "r1", 1, LedgerContract.charge("age", new PrivacyLoss.ZeroConcentrated(1e-5)), charged);
        Function<Instant, String> guess = time -> LedgerLine.write(
                        3,
                        new LedgerEvent.Charged(known.release(), known.number(), known.charge(), time),
                        hashes.get(1))
                .hash();
        List<Instant> found = LongStream.range(0, 1000)
                .mapToObj(NOON::plusMillis)
                .filter(time -> guess.apply(time).equals(hashes.get(2)))
                .toList();
        assertEquals(List.of(charged), found);
        assertTrue(LongStream.range(0, 1000)
                .mapToObj(NOON::plusMillis)
                .noneMatch(time -> guess.apply(time).equals(inModel.hash())));
        FileLedger.verifyContains(path, inModel);
    }

    @Test
    void aClockThatGoesBackForgetsNothing() {
        Path path = folder.resolve("x.ledger");
        FileLedger.create(path, "adult", LedgerContract.BUDGET, at(NOON)).close();
        List<Instant> clocks =
                List.of(NOON.minusSeconds(1), NOON.minusSeconds(400_000_000), Instant.EPOCH, Instant.MIN, Instant.MAX);
        for (Instant clock : clocks) {
            try (FileLedger ledger = FileLedger.open(path, at(clock))) {
                ledger.open("fit", PrivacyBudget.of(0.1, 1e-9))
                        .charge(LedgerContract.charge("age", new PrivacyLoss.ZeroConcentrated(1e-5)));
            }
        }
        LedgerStatement statement = FileLedger.read(path);
        assertEquals(clocks.size(), statement.releases().size());
        assertEquals(
                clocks,
                statement.releases().stream()
                        .map(LedgerStatement.OfRelease::opened)
                        .toList());
        assertEquals(11, statement.head().orElseThrow().lines());
        double spent = ((PrivacyLoss.ZeroConcentrated) statement.spent()).rho();
        assertTrue(spent >= 5e-5 && spent < 5.0001e-5, "all five charges, rounded up: " + spent);
        try (FileLedger ledger = FileLedger.open(path, at(Instant.EPOCH))) {
            Release release = ledger.open("fit", PrivacyBudget.of(0.5, 1e-9));
            assertThrows(
                    BudgetExceededException.class,
                    () -> release.charge(LedgerContract.charge("age", LedgerContract.BUDGET.limit())));
        }
    }
}
