package org.effigy.audit.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.effigy.audit.Figure;
import org.effigy.audit.Grid;

/**
 * Which share of the synthetic rows lies within each distance of a real row, of train and of the holdout: two curves that
 * lie on one another if the generator treats both alike. Points are quantiles of both together, at most one a hundredth.
 */
final class DistanceCurve {
    private static final int POINTS = 100;

    private DistanceCurve() {}

    /** Of the distance to the closest record. */
    static Grid closest(String id, String of, Neighbours train, Neighbours holdout) {
        return curve(
                id + ".closest.curve",
                "Distance to the closest record" + of,
                "distance, in columns that differ",
                train.distances(0),
                holdout.distances(0),
                "Share of the synthetic rows whose closest real row is no further. A train curve above the holdout's, at"
                        + " the left above all, shows rows that crowd around those that the generator saw.");
    }

    /** Of the distance to the closest record over that to the second closest (NNDR). */
    static Grid ratio(String id, String of, Neighbours train, Neighbours holdout) {
        return curve(
                id + ".ratio.curve",
                "Closest over second closest distance" + of,
                "ratio of the distances",
                ratios(train),
                ratios(holdout),
                "Share of the synthetic rows whose ratio is no larger. Small ratios are rows that are close to one real"
                        + " row alone; two rows at distance 0 count as a ratio of 1.");
    }

    private static double[] ratios(Neighbours neighbours) {
        return IntStream.range(0, neighbours.queries())
                .mapToDouble(query -> Distances.score(neighbours, query, -1, true))
                .toArray();
    }

    private static Grid curve(String id, String title, String along, double[] train, double[] holdout, String note) {
        Arrays.sort(train);
        Arrays.sort(holdout);
        double[] both = DoubleStream.concat(Arrays.stream(train), Arrays.stream(holdout))
                .sorted()
                .toArray();
        double[] points = IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> both[(int) ((long) i * (both.length - 1) / POINTS)])
                .distinct()
                .toArray();
        return new Grid(
                id,
                title,
                Arrays.stream(points).mapToObj(Figure::number).toList(),
                List.of(along, "to train", "to holdout"),
                Arrays.stream(points)
                        .mapToObj(point -> new double[] {point, upTo(train, point), upTo(holdout, point)})
                        .toArray(double[][]::new),
                note);
    }

    private static double upTo(double[] sorted, double point) {
        return (double) Arrays.stream(sorted).filter(value -> value <= point).count() / sorted.length;
    }
}
