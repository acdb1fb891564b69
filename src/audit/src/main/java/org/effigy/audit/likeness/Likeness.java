package org.effigy.audit.likeness;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;

/**
 * How far a judged table is from a real one, by every measure.
 *
 * @param values by measure; NaN where no column or pair has it
 * @param deviations of the values by chance, by measure; empty if they were not asked for
 * @param columns the one-way distances of ordered columns; those of others have NaN
 * @param singles the total variation of each column
 * @param pairs the total variation of each pair of the plan
 */
record Likeness(
        Map<Measure, Double> values,
        Map<Measure, Double> deviations,
        OneWayDistance[] columns,
        double[] singles,
        double[] pairs) {
    /** Compares two tables. */
    static Likeness of(Side real, Side judged, Plan plan, boolean withDeviations) {
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        Map<Measure, Double> deviations = new EnumMap<>(Measure.class);
        double[] singles = shares(Measure.ONE_WAY, real, judged, plan.singles(), withDeviations, values, deviations);
        double[] pairs = shares(Measure.TWO_WAY, real, judged, plan.pairs(), withDeviations, values, deviations);
        shares(Measure.THREE_WAY, real, judged, plan.triples(), withDeviations, values, deviations);
        int width = real.table().columns().size();
        OneWayDistance[] columns = IntStream.range(0, width)
                .parallel()
                .mapToObj(c -> real.table().columns().get(c) instanceof AuditColumn.Numbers
                        ? OneWayDistance.of(real.sorted()[c], judged.sorted()[c])
                        : new OneWayDistance(Double.NaN, Double.NaN, Double.NaN, Double.NaN))
                .toArray(OneWayDistance[]::new);
        values.put(Measure.KOLMOGOROV_SMIRNOV, mean(width, c -> columns[c].ks()));
        values.put(Measure.WASSERSTEIN, mean(width, c -> columns[c].wasserstein() / plan.ranges()[c]));
        for (Measure measure : Measure.values()) {
            measure.association().ifPresent(kind -> {
                values.put(measure, real.associations().difference(kind, judged.associations()));
                if (withDeviations) {
                    deviations.put(
                            measure,
                            real.associations().differenceDeviation(kind, judged.associations(), Associations.GROUPS));
                }
            });
        }
        if (withDeviations) {
            // The mean of the deviations: as if all columns erred together, which is the worst case.
            deviations.put(Measure.KOLMOGOROV_SMIRNOV, mean(width, c -> columns[c].ksDeviation()));
            deviations.put(Measure.WASSERSTEIN, mean(width, c -> columns[c].wassersteinDeviation() / plan.ranges()[c]));
        }
        return new Likeness(values, deviations, columns, singles, pairs);
    }

    private static double[] shares(
            Measure measure,
            Side real,
            Side judged,
            List<int[]> cliques,
            boolean withDeviations,
            Map<Measure, Double> values,
            Map<Measure, Double> deviations) {
        if (cliques.isEmpty()) {
            values.put(measure, Double.NaN);
            return new double[0];
        }
        TotalVariation distance = TotalVariation.of(real.binned(), judged.binned(), cliques, withDeviations);
        values.put(measure, distance.mean());
        if (withDeviations) {
            deviations.put(measure, distance.deviation());
        }
        return distance.each();
    }

    private interface OfColumn {
        double of(int column);
    }

    /** Over the columns for which it is finite; NaN if there is none. */
    private static double mean(int width, OfColumn number) {
        return IntStream.range(0, width)
                .mapToDouble(number::of)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
