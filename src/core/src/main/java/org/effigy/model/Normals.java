package org.effigy.model;

/** Standard normal draws by the polar method (Marsaglia, Bray 1964), the same on every JDK. */
final class Normals {
    private final SplitMix random;
    private double kept;
    private boolean hasKept;

    Normals(SplitMix random) {
        this.random = random;
    }

    double next() {
        if (hasKept) {
            hasKept = false;
            return kept;
        }
        while (true) {
            double x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                // StrictMath: a seed must give the same rows everywhere.
                double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
                kept = y * scale;
                hasKept = true;
                return x * scale;
            }
        }
    }

    /** A draw of the chi-squared distribution: a sum of this many squares, two at a time by one logarithm. */
    double chiSquared(int degrees) {
        double sum = 0;
        for (int pair = 0; pair < degrees / 2; pair++) {
            sum -= 2 * StrictMath.log(1 - random.nextDouble());
        }
        if (degrees % 2 == 1) {
            double one = next();
            sum += one * one;
        }
        return sum;
    }
}
