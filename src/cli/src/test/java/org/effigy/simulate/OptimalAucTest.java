package org.effigy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OptimalAucTest {
    @Test
    void agreesWithTheSumOverAllPairs() {
        Draws draws = Draws.of(4, 4, 4);
        double[] p = new double[200];
        double[] w = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = draws.below(30) / 29.0;
            w[i] = draws.below(5);
        }
        double won = 0;
        double all = 0;
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                double pair = w[i] * p[i] * w[j] * (1 - p[j]);
                all += pair;
                won += pair * (p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0);
            }
        }
        assertEquals(won / all, OptimalAuc.of(p, w), 1e-12);
    }

    @Test
    void isOneForCertainLabelsAndAHalfForEqualChances() {
        assertEquals(1, OptimalAuc.of(new double[] {0, 1, 0, 1}));
        assertEquals(0.5, OptimalAuc.of(new double[] {0.2, 0.2, 0.2}), 1e-15);
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThrows(IllegalArgumentException.class, () -> OptimalAuc.of(new double[] {0.5, Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> OptimalAuc.of(new double[] {0.5, 1.1}));
        assertThrows(IllegalArgumentException.class, () -> OptimalAuc.of(new double[] {0, 0}));
        assertThrows(IllegalArgumentException.class, () -> OptimalAuc.of(new double[] {}));
        assertThrows(IllegalArgumentException.class, () -> OptimalAuc.of(new double[] {0.5}, new double[] {-1}));
        assertThrows(IllegalArgumentException.class, () -> OptimalAuc.of(new double[] {0.5}, new double[] {1, 1}));
    }
}
