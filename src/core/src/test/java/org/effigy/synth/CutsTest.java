package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.effigy.table.Bins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CutsTest {
    private static double[] density(int cells, double... places) {
        double[] density = new double[cells];
        Arrays.fill(density, 1);
        for (int i = 0; i < places.length; i += 2) {
            density[(int) places[i]] = places[i + 1];
        }
        return density;
    }

    private static double[] masses(int[] starts, double[] density) {
        double[] masses = new double[starts.length];
        int[] map = Cuts.map(starts, density.length);
        for (int cell = 0; cell < density.length; cell++) {
            masses[map[cell]] += density[cell];
        }
        return masses;
    }

    @Test
    void quantilesHaveNearlyEqualMass() {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 200; trial++) {
            double[] density = random.doubles(500, 0, 2).toArray();
            int count = 2 + random.nextInt(40);
            int[] starts = Cuts.of(Bins.Way.QUANTILE, density, List.of(), count, 0);
            assertEquals(count, starts.length);
            double share = Arrays.stream(density).sum() / count;
            for (double mass : masses(starts, density)) {
                assertEquals(share, mass, 2.001);
            }
        }
    }

    @Test
    void pointMassesAreBinsOfTheirOwn() {
        double[] density = density(100, 0, 900, 50, 300);
        int[] starts = Cuts.of(Bins.Way.QUANTILE, density, List.of(), 10, 0);
        assertEquals(900, masses(starts, density)[0]);
        assertTrue(Arrays.stream(masses(starts, density)).anyMatch(mass -> mass == 300));
        assertEquals(10, starts.length, 1);
        int[] tree = Cuts.of(Bins.Way.TREE, density, List.of(), 10, 0);
        assertEquals(900, masses(tree, density)[0]);
        assertTrue(Arrays.stream(masses(tree, density)).anyMatch(mass -> mass == 300));
    }

    @ParameterizedTest
    @EnumSource(Bins.Way.class)
    void declaredSpikesAreAloneHoweverFewRowsTheyHold(Bins.Way way) {
        double[] density = density(64, 7, 0, 63, 0);
        int[] starts = Cuts.of(way, density, List.of(7, 63), 4, 0);
        int[] map = Cuts.map(starts, 64);
        assertTrue(map[6] < map[7] && map[7] < map[8]);
        assertTrue(map[62] < map[63]);
    }

    @ParameterizedTest
    @EnumSource(Bins.Way.class)
    void binsHoldAtLeastWhatTheyShouldWhereTheyCan(Bins.Way way) {
        double[] density = density(256);
        assertTrue(Cuts.of(way, density, List.of(), 64, 64).length <= 8);
        assertArrayEquals(new int[] {0}, Cuts.of(way, density, List.of(), 64, 1e9));
        assertArrayEquals(new int[] {0}, Cuts.of(way, new double[] {5}, List.of(), 64, 0));
    }

    /** Whatever the density: bins begin at 0, ascend, and none is empty of cells. */
    @ParameterizedTest
    @EnumSource(Bins.Way.class)
    void binsAreRunsOfCells(Bins.Way way) {
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 500; trial++) {
            int cells = 1 + random.nextInt(70);
            double[] density = new double[cells];
            for (int cell = 0; cell < cells; cell++) {
                density[cell] = random.nextInt(3) == 0 ? Math.pow(10, random.nextInt(7)) * random.nextDouble() : 0;
            }
            density[random.nextInt(cells)] = 1;
            List<Integer> alone = random.nextBoolean() ? List.of() : List.of(random.nextInt(cells));
            int[] starts = Cuts.of(way, density, alone, 2 + random.nextInt(30), 10 * random.nextDouble());
            assertEquals(0, starts[0]);
            for (int bin = 1; bin < starts.length; bin++) {
                assertTrue(starts[bin] > starts[bin - 1] && starts[bin] < cells, Arrays.toString(starts));
            }
        }
    }
}
