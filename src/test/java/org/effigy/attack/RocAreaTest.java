package org.effigy.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.effigy.audit.Claim;
import org.junit.jupiter.api.Test;

class RocAreaTest {
    /** By hand: of the nine pairs 6 are in order and one is a tie; the variance by DeLong's formula on these shares. */
    @Test
    void areaAndItsDeviationAreThoseOfTheFormula() {
        RocArea area = RocArea.of(new double[] {0, 2, 5}, new double[] {2, 3, 6});
        assertEquals(6.5 / 9, area.value(), 1e-12);
        // Shares of outs below each in: 1/2, 2/3, 1; of ins below each out: 0, 1/6, 2/3.
        double ins = (sq(.5 - 6.5 / 9) + sq(2 / 3. - 6.5 / 9) + sq(1 - 6.5 / 9)) / 2 / 3;
        double outs = (sq(0 - 2.5 / 9) + sq(1 / 6. - 2.5 / 9) + sq(2 / 3. - 2.5 / 9)) / 2 / 3;
        assertEquals(Math.sqrt(ins + outs), area.deviation(), 1e-12);
    }

    private static double sq(double x) {
        return x * x;
    }

    /** Under pure epsilon the ceiling is two lines that meet at 1 / (1 + e): the area is e / (1 + e) for e = exp(eps). */
    @Test
    void aClaimBoundsTheArea() {
        assertEquals(Math.E / (1 + Math.E), RocArea.ceiling(new Claim(1, 0)), 1e-6);
        assertEquals(0.5, RocArea.ceiling(new Claim(0, 0)), 1e-6);
        assertEquals(1, RocArea.ceiling(new Claim(40, 0)), 1e-4);
    }
}
