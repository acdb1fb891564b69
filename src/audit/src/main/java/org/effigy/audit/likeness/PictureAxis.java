package org.effigy.audit.likeness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.table.FieldType;

/**
 * One column as the edge of a picture: few places, so that each has rows enough to be seen. Numbers stand in tenths of the
 * training rows, categories by how many rows they have, the rarest together.
 */
final class PictureAxis {
    private static final int TENTHS = 10;
    private static final int MOST = 12;
    private static final double SECONDS = 24 * 60 * 60;

    private final List<String> labels = new ArrayList<>();
    private final double[] edges;
    private final int[] placeOf;
    private final int missing;

    private PictureAxis(double[] edges, int[] placeOf, List<String> named, boolean hasMissing) {
        this.edges = edges;
        this.placeOf = placeOf;
        labels.addAll(named);
        this.missing = hasMissing ? labels.size() : -1;
        if (hasMissing) {
            labels.add("missing");
        }
    }

    /** That of a column, by its training rows; with a place for missing cells where one of the tables has some. */
    static PictureAxis of(AuditColumn train, AuditColumn synthetic) {
        boolean hasMissing = hasMissing(train) || hasMissing(synthetic);
        return train instanceof AuditColumn.Numbers numbers
                ? ofNumbers(numbers, hasMissing)
                : ofCategories((AuditColumn.Categories) train, hasMissing);
    }

    private static boolean hasMissing(AuditColumn column) {
        return IntStream.range(0, column.rows()).anyMatch(column::isMissing);
    }

    private static PictureAxis ofNumbers(AuditColumn.Numbers train, boolean hasMissing) {
        double[] sorted = OneWayDistance.sorted(train.values());
        double[] edges = IntStream.range(1, TENTHS)
                .filter(i -> sorted.length > 0)
                .mapToDouble(i -> sorted[(int) ((long) i * sorted.length / TENTHS)])
                .distinct()
                .toArray();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i <= edges.length; i++) {
            labels.add(
                    edges.length == 0
                            ? "all"
                            : i == 0 ? "below " + text(train, edges[0]) : "from " + text(train, edges[i - 1]));
        }
        return new PictureAxis(edges, new int[0], labels, hasMissing);
    }

    private static String text(AuditColumn column, double value) {
        FieldType type = column.field().type();
        if (type == FieldType.DATE || type == FieldType.DATETIME) {
            return LocalDate.ofEpochDay((long) Math.floor(value / (type == FieldType.DATE ? 1 : SECONDS)))
                    .toString();
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%d", (long) value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    private static PictureAxis ofCategories(AuditColumn.Categories train, boolean hasMissing) {
        int size = train.labels().size();
        long[] counts = new long[size];
        for (int code : train.codes()) {
            if (code != AuditColumn.Categories.MISSING) {
                counts[code]++;
            }
        }
        int[] byCount = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(code -> -counts[code]))
                .mapToInt(Integer::intValue)
                .toArray();
        int alone = size <= MOST ? size : MOST - 1;
        int[] placeOf = new int[size];
        Arrays.fill(placeOf, alone);
        List<String> labels = new ArrayList<>();
        for (int place = 0; place < alone; place++) {
            placeOf[byCount[place]] = place;
            labels.add(train.labels().get(byCount[place]));
        }
        if (alone < size) {
            labels.add("the " + (size - alone) + " rarest");
        }
        return new PictureAxis(new double[0], placeOf, labels, hasMissing);
    }

    /** What stands at each place, in order. */
    List<String> labels() {
        return labels;
    }

    /** The place of each row. */
    int[] places(AuditColumn column) {
        if (column instanceof AuditColumn.Categories categories) {
            return Arrays.stream(categories.codes())
                    .map(code -> code == AuditColumn.Categories.MISSING ? missing : placeOf[code])
                    .toArray();
        }
        return Arrays.stream(((AuditColumn.Numbers) column).values())
                .mapToInt(value -> {
                    if (Double.isNaN(value)) {
                        return missing;
                    }
                    int at = Arrays.binarySearch(edges, value);
                    return at >= 0 ? at + 1 : -at - 1;
                })
                .toArray();
    }
}
