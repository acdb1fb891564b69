package org.effigy.audit.likeness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Grid;

/**
 * Where rows lie along the first two principal components of the training rows, real beside synthetic: a cloud that the
 * other does not cover is a kind of row that was lost or made up. Numbers go in as their rank among the training rows,
 * categories as one indicator each; all are scaled to variance 1 (a column of categories together).
 */
final class ComponentPicture {
    /** Rows that the components are found by. */
    private static final int MOST_ROWS = 20_000;

    /** Indicators of a column; rarer categories have none, and lie where no category does. */
    private static final int MOST_CATEGORIES = 8;

    /** More would take longer than all else. */
    private static final int MOST_FEATURES = 300;

    private static final int PLACES = 14;

    private final List<Feature> features = new ArrayList<>();

    /** A number of a row. */
    private interface Feature {
        double[] of(AuditTable table);
    }

    private ComponentPicture(AuditTable train) {
        for (int c = 0; c < train.columns().size() && features.size() < MOST_FEATURES; c++) {
            int column = c;
            if (train.columns().get(c) instanceof AuditColumn.Numbers numbers) {
                double[] sorted = OneWayDistance.sorted(numbers.values());
                if (sorted.length > 0 && sorted[0] < sorted[sorted.length - 1]) {
                    features.add(table ->
                            ranks(sorted, (AuditColumn.Numbers) table.columns().get(column)));
                }
            } else {
                categories((AuditColumn.Categories) train.columns().get(c), column);
            }
        }
    }

    private void categories(AuditColumn.Categories train, int column) {
        int size = train.labels().size();
        long[] counts = new long[size];
        Arrays.stream(train.codes())
                .filter(code -> code != AuditColumn.Categories.MISSING)
                .forEach(code -> counts[code]++);
        int[] common = IntStream.range(0, size)
                .filter(code -> counts[code] > 0 && counts[code] < train.rows())
                .boxed()
                .sorted(Comparator.comparingLong(code -> -counts[code]))
                .limit(MOST_CATEGORIES)
                .mapToInt(Integer::intValue)
                .toArray();
        double spread = Arrays.stream(common)
                .mapToDouble(code -> (double) counts[code] / train.rows())
                .map(share -> share * (1 - share))
                .sum();
        for (int code : common) {
            double mean = (double) counts[code] / train.rows();
            features.add(table -> Arrays.stream(
                            ((AuditColumn.Categories) table.columns().get(column)).codes())
                    .mapToDouble(other -> ((other == code ? 1 : 0) - mean) / Math.sqrt(spread))
                    .toArray());
        }
    }

    /** Mid-ranks from -sqrt(3) to sqrt(3), which has variance 1; a missing one lies in the middle. */
    private static double[] ranks(double[] sorted, AuditColumn.Numbers column) {
        return Arrays.stream(column.values())
                .map(value -> {
                    if (Double.isNaN(value)) {
                        return 0;
                    }
                    int low = first(sorted, value, false);
                    int high = first(sorted, value, true);
                    return Math.sqrt(3) * ((low + high) / (double) sorted.length - 1);
                })
                .toArray();
    }

    /** How many values are below, or not above. */
    private static int first(double[] sorted, double value, boolean included) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || included && sorted[middle] == value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Three grids: real, synthetic, and their difference; none where the rows have fewer than two features. */
    static List<Grid> of(AuditTable train, AuditTable synthetic, long seed) {
        AuditTable some = train.rows() <= MOST_ROWS
                ? train
                : train.select(Draw.of(seed, -6).rows(train.rows(), MOST_ROWS));
        ComponentPicture picture = new ComponentPicture(some);
        if (picture.features.size() < 2 || some.rows() < 3) {
            return List.of();
        }
        double[][] covariance = picture.covariance(some);
        EigenDecomposition found = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
        double whole = IntStream.range(0, covariance.length)
                .mapToDouble(i -> covariance[i][i])
                .sum();
        double[][] real = picture.along(found, train);
        double[][] drawn = picture.along(found, synthetic);
        double[][] ends = Arrays.stream(real).map(ComponentPicture::ends).toArray(double[][]::new);
        double[][] ofReal = shares(real, ends);
        double[][] ofDrawn = shares(drawn, ends);
        double[][] difference = IntStream.range(0, PLACES)
                .mapToObj(r -> IntStream.range(0, PLACES)
                        .mapToDouble(c -> ofDrawn[r][c] - ofReal[r][c])
                        .toArray())
                .toArray(double[][]::new);
        List<String> rows = labels(ends[1]);
        List<String> columns = labels(ends[0]);
        String id = Fidelity.ID + ".components.";
        String title = "Rows along their first two principal components, ";
        String note = String.format(
                Locale.ROOT,
                "Shares of all rows, in per cent. The first component (across) has %.0f %% of the variance, the second (down) %.0f"
                        + " %%; the outermost cells hold all that lies beyond.",
                100 * found.getRealEigenvalue(0) / whole,
                100 * found.getRealEigenvalue(1) / whole);
        return List.of(
                new Grid(id + "real", title + "real", rows, columns, ofReal, note),
                new Grid(id + "synthetic", title + "synthetic", rows, columns, ofDrawn, note),
                new Grid(id + "difference", title + "synthetic less real", rows, columns, difference, note));
    }

    private double[][] covariance(AuditTable table) {
        double[][] values = features.stream().map(feature -> feature.of(table)).toArray(double[][]::new);
        double[] means = Arrays.stream(values)
                .mapToDouble(column -> Arrays.stream(column).average().orElse(0))
                .toArray();
        double[][] covariance = new double[values.length][values.length];
        IntStream.range(0, values.length).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int row = 0; row < values[i].length; row++) {
                    sum += (values[i][row] - means[i]) * (values[j][row] - means[j]);
                }
                covariance[i][j] = sum / values[i].length;
            }
        });
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < i; j++) {
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    /** Of each of the two components, where each row lies. */
    private double[][] along(EigenDecomposition found, AuditTable table) {
        double[][] along = new double[2][table.rows()];
        for (int feature = 0; feature < features.size(); feature++) {
            double[] values = features.get(feature).of(table);
            for (int component = 0; component < 2; component++) {
                RealVector vector = found.getEigenvector(component);
                double weight = vector.getEntry(feature) * Math.signum(vector.getEntry(vector.getMaxIndex()));
                for (int row = 0; row < values.length; row++) {
                    along[component][row] += weight * values[row];
                }
            }
        }
        return along;
    }

    /** Where the first cell ends and the last begins. */
    private static double[] ends(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        double low = sorted[sorted.length / 50];
        double high = sorted[sorted.length - 1 - sorted.length / 50];
        return new double[] {low, high > low ? high : low + 1};
    }

    private static int place(double value, double[] ends) {
        double step = (ends[1] - ends[0]) / (PLACES - 2);
        return (int) Math.max(0, Math.min(PLACES - 1, 1 + Math.floor((value - ends[0]) / step)));
    }

    private static List<String> labels(double[] ends) {
        double step = (ends[1] - ends[0]) / (PLACES - 2);
        return IntStream.range(0, PLACES)
                .mapToObj(place -> place == 0
                        ? String.format(Locale.ROOT, "below %.1f", ends[0])
                        : String.format(Locale.ROOT, "from %.1f", ends[0] + (place - 1) * step))
                .toList();
    }

    private static double[][] shares(double[][] along, double[][] ends) {
        double[][] shares = new double[PLACES][PLACES];
        int rows = along[0].length;
        for (int row = 0; row < rows; row++) {
            shares[place(along[1][row], ends[1])][place(along[0][row], ends[0])] += 100.0 / rows;
        }
        return shares;
    }
}
