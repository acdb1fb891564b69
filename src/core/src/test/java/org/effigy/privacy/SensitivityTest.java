package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SensitivityTest {
    private static final long ROOT_OF_MOST = 3_037_000_499L;

    private static BigDecimal square(double root) {
        return new BigDecimal(root).pow(2);
    }

    /** A root that is rounded down, be it by half a unit in the last place, is charged for less than it moves. */
    @Test
    void theEuclideanSensitivityIsNeverBelowTheRootAndHardlyAbove() {
        SplittableRandom random = new SplittableRandom(1);
        LongStream squares = LongStream.concat(
                LongStream.of(2, 3, 5, 99, (1L << 53) + 1, Long.MAX_VALUE, ROOT_OF_MOST * ROOT_OF_MOST - 1),
                LongStream.generate(() -> random.nextLong(Long.MAX_VALUE) >> random.nextInt(62))
                        .limit(20_000));
        squares.filter(squared -> squared > 0).forEach(squared -> {
            BigDecimal exact = BigDecimal.valueOf(squared);
            double root = new Sensitivity(squared, squared, 1).l2();
            assertTrue(square(root).compareTo(exact) >= 0, squared + " has a larger root than " + root);
            double below = Math.nextDown(Math.nextDown(root));
            assertTrue(square(below).compareTo(exact) < 0, squared + " has a smaller root than " + below);
        });
    }

    @Test
    void exactRootsStayExact() {
        for (long root : new long[] {0, 1, 2, 3, 1000, 94_906_267, ROOT_OF_MOST}) {
            assertEquals((double) root, new Sensitivity(root, root * root, root).l2());
        }
    }

    @Test
    void sensitivitiesThatContradictThemselvesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Sensitivity(-1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Sensitivity(1, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Sensitivity(1, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> new Sensitivity(1, 4, 2));
    }
}
