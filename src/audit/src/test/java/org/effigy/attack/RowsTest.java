package org.effigy.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.junit.jupiter.api.Test;

/** A part of the rows of a table. */
class RowsTest {
    private static final int ROWS = 200;

    private static Rows rows(Optional<int[]> units) {
        return new Rows(
                Records.of(
                        Domain.of(List.of(new Attribute("row", ROWS))),
                        new int[][] {IntStream.range(0, ROWS).toArray()}),
                units);
    }

    /** A person of whom some rows are in and some are out would be both a member and none. */
    @Test
    void aPartOfTheRowsHasWholeUnits() {
        int[] units = IntStream.range(0, ROWS).map(row -> row % 40).toArray();
        Rows some = rows(Optional.of(units)).some(52, new SplittableRandom(1));
        assertEquals(55, some.records().rows());
        var counts = Arrays.stream(some.units().orElseThrow())
                .boxed()
                .collect(Collectors.groupingBy(unit -> unit, Collectors.counting()));
        assertTrue(counts.values().stream().allMatch(count -> count == 5), counts.toString());
        for (int row = 0; row < 55; row++) {
            assertEquals(some.units().orElseThrow()[row], some.records().code(row, 0) % 40);
        }
    }

    @Test
    void aPartOfRowsThatAreUnitsIsAsLargeAsWanted() {
        assertEquals(
                52,
                rows(Optional.empty())
                        .some(52, new SplittableRandom(1))
                        .records()
                        .rows());
        assertEquals(
                ROWS,
                rows(Optional.empty())
                        .some(900, new SplittableRandom(1))
                        .records()
                        .rows());
    }
}
