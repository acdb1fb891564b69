package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rules that a draft proposes: few, and none by chance. */
class RuleSuggestionTest {
    private static final LocalDate START = LocalDate.of(2024, 1, 1);

    private static SchemaSuggestion suggest(String csv) throws IOException {
        return SchemaSuggestion.of(input(csv), Dialect.STANDARD, Optional.empty())
                .withRules(input(csv));
    }

    private static CsvInput input(String csv) {
        return CsvInput.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "stays.csv");
    }

    private static String stays(SplittableRandom random, int rows, int strange) {
        StringBuilder csv = new StringBuilder("ward,admitted,discharged,billed\n");
        for (int row = 0; row < rows; row++) {
            LocalDate admitted = START.plusDays(random.nextInt(300));
            csv.append("abc".charAt(random.nextInt(3)))
                    .append(',')
                    .append(admitted)
                    .append(',');
            csv.append(admitted.plusDays(row < strange ? -1 : random.nextInt(20)))
                    .append(',');
            csv.append(START.plusDays(random.nextInt(330))).append('\n');
        }
        return csv.toString();
    }

    @Test
    void orderThatAllRowsKeepIsProposedMarkedAndExplained() throws IOException {
        SchemaSuggestion draft = suggest(stays(new SplittableRandom(1), 500, 0));
        List<Rule> rules = draft.schema().rules();
        assertEquals(1, rules.size(), rules.toString());
        assertEquals("admitted <= discharged", rules.get(0).demand().toString());
        assertTrue(rules.get(0).derivedFromData());
        assertTrue(draft.decisions().stream()
                .anyMatch(decision -> decision.what().contains("admitted <= discharged")
                        && !decision.doubts().isEmpty()));
        assertEquals(draft.schema(), SchemaJson.parse(SchemaJson.text(draft.schema()), "the draft"));
    }

    @Test
    void orderThatOneRowBreaksIsNotProposed() throws IOException {
        assertEquals(
                List.of(),
                suggest(stays(new SplittableRandom(2), 500, 1)).schema().rules());
    }

    /** Independent dates of one range are in order in no table of this size; a year after another is no rule either. */
    @Test
    void nothingIsProposedByChance() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder csv = new StringBuilder("a,b,c\n");
            for (int row = 0; row < 60; row++) {
                csv.append(START.plusDays(random.nextInt(300))).append(',');
                csv.append(START.plusDays(random.nextInt(300))).append(',');
                csv.append(START.plusDays(400 + random.nextInt(300))).append('\n');
            }
            assertEquals(List.of(), suggest(csv.toString()).schema().rules(), "seed " + seed);
        }
    }
}
