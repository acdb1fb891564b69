package org.effigy.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Opens releases that keep the same rows of each unit in every run, so that runs can be compared byte by byte. */
public final class KeyedRelease {
    private static final byte[] KEY = new byte[32];

    private KeyedRelease() {}

    /** A release with a journal of a known key. */
    public static ResumableRelease begin(FileLedger ledger, String purpose, PrivacyBudget budget, byte[] rows) {
        return ResumableRelease.begin(ledger, purpose, budget, Map.of("what", "test"), rows, KEY);
    }

    /** What a kill in the middle of a write leaves behind the whole answers of a journal. */
    public static void tear(Path journal, int number, byte[] bytes) throws IOException {
        byte[] whole = Files.readAllBytes(journal);
        AnswerJournal open = AnswerJournal.open(journal);
        long end = open.end();
        open.close();
        byte[] torn = Arrays.copyOf(whole, (int) end + number);
        System.arraycopy(bytes, 0, torn, (int) end, Math.min(number, bytes.length));
        Files.write(journal, torn);
    }
}
