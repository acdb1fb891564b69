package org.effigy.audit.likeness;

import java.util.Arrays;
import org.effigy.audit.Internal;

/**
 * How far two samples of numbers are apart; missing values are left out.
 *
 * @param ks the Kolmogorov-Smirnov statistic: the largest difference of the two distribution functions; 1 if only one
 *     sample is empty, NaN if both are
 * @param ksDeviation of it by chance, at the place where it is largest
 * @param wasserstein the area between the two distribution functions, in the numbers' unit: how far a value has to move
 *     on average to make one sample of the other; NaN if one is empty
 * @param wassersteinDeviation of it by chance (infinitesimal jackknife)
 */
@Internal
public record OneWayDistance(double ks, double ksDeviation, double wasserstein, double wassersteinDeviation) {
    /** The values without NaN, ascending; -0.0 as 0.0, which is equal but sorts apart. */
    public static double[] sorted(double[] values) {
        double[] present = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .map(value -> value + 0.0)
                .toArray();
        Arrays.sort(present);
        return present;
    }

    /** Of two samples, each ascending and without NaN. Linear in both. */
    public static OneWayDistance of(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            double ks = a.length == b.length ? Double.NaN : 1;
            return new OneWayDistance(ks, 0, Double.NaN, Double.NaN);
        }
        double ks = 0;
        double shareA = 0;
        double shareB = 0;
        double area = 0;
        // The signed distance so far: what a row's place adds to the area's derivative.
        double signed = 0;
        double[] sums = new double[2];
        double[] squares = new double[2];
        int i = 0;
        int j = 0;
        double last = Math.min(a[0], b[0]);
        while (i < a.length || j < b.length) {
            double x = j == b.length || i < a.length && a[i] <= b[j] ? a[i] : b[j];
            double difference = (double) i / a.length - (double) j / b.length;
            area += Math.abs(difference) * (x - last);
            signed += Math.signum(difference) * (x - last);
            int fromA = i;
            int fromB = j;
            while (i < a.length && a[i] == x) {
                i++;
            }
            while (j < b.length && b[j] == x) {
                j++;
            }
            sums[0] += signed * (i - fromA);
            squares[0] += signed * signed * (i - fromA);
            sums[1] += signed * (j - fromB);
            squares[1] += signed * signed * (j - fromB);
            double distance = Math.abs((double) i / a.length - (double) j / b.length);
            if (distance > ks) {
                ks = distance;
                shareA = (double) i / a.length;
                shareB = (double) j / b.length;
            }
            last = x;
        }
        double variance = 0;
        int[] sizes = {a.length, b.length};
        for (int t = 0; t < 2; t++) {
            double mean = sums[t] / sizes[t];
            variance += Math.max(0, squares[t] / sizes[t] - mean * mean) / sizes[t];
        }
        return new OneWayDistance(
                ks,
                Math.sqrt(shareA * (1 - shareA) / a.length + shareB * (1 - shareB) / b.length),
                area,
                Math.sqrt(variance));
    }
}
