package org.effigy.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryLayoutTest {
    private static HistoryLayout layout(Attribute state, long last) {
        return HistoryLayout.of(
                Domain.of(List.of(
                        new Attribute("sex", 2),
                        new Attribute("day", 30, Ordering.ORDERED),
                        state,
                        new Attribute("rows of p", 12, Ordering.ORDERED))),
                1,
                new int[] {0},
                IntStream.range(0, 12).toArray(),
                0,
                last);
    }

    /** Whatever is drawn, what becomes of it is a move of the kind that was drawn before it, and the real one passes. */
    @ParameterizedTest
    @CsvSource({"22, NOMINAL", "12, ORDERED", "13, ORDERED_OR_MISSING", "300, ORDERED", "301, ORDERED_OR_MISSING"})
    void whatIsSettledMovesAsItWasToMove(int size, Ordering ordering) {
        HistoryLayout layout = layout(new Attribute("state", size, ordering), 1000);
        int state = layout.states();
        SplittableRandom random = new SplittableRandom(1);
        int[] step = new int[layout.steps().size()];
        for (int before = 0; before < size; before++) {
            for (int after = 0; after < size; after++) {
                step[layout.beforeOf(state)] = before;
                step[layout.moveOf(state)] = layout.move(state, before, after);
                int settled = layout.settled(step, state, after, random);
                boolean beyond = size > 64 && settled < 0;
                assertTrue(beyond || layout.move(state, before, settled) == step[layout.moveOf(state)]);
                if (size < 64) {
                    assertEquals(after, settled < 0 ? -1 : Math.abs(after - before) == 2 ? settled : after);
                }
            }
        }
    }

    @Test
    void aStateOfTwoValuesHasNoMove() {
        HistoryLayout layout = layout(new Attribute("state", 2), 1000);
        assertEquals(-1, layout.moveOf(layout.states()));
        assertEquals(layout.given() + 1, layout.states());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "3", "4", "1460", "31622399"})
    void everyGapHasACodeAndEveryCodeItsGaps(long last) {
        HistoryLayout layout = layout(new Attribute("state", 2), last);
        long next = 0;
        int codes = layout.steps().attribute(layout.given()).size();
        for (int code = 0; code < codes; code++) {
            assertEquals(next, layout.shortest(code));
            assertTrue(layout.longest(code) >= layout.shortest(code));
            assertEquals(code, layout.gapOf(layout.shortest(code)));
            assertEquals(code, layout.gapOf(layout.longest(code)));
            next = layout.longest(code) + 1;
        }
        assertEquals(last + 1, next);
        assertTrue(codes < 60, codes + " codes");
    }

    @Test
    void numbersPastTheMostCountAsTheMost() {
        HistoryLayout layout = layout(new Attribute("state", 2), 10);
        assertEquals(11, layout.numberOf(500));
        assertEquals(layout.countOf(12), layout.countOf(5_000_000_000L));
        assertEquals(0, layout.countOf(0));
    }
}
