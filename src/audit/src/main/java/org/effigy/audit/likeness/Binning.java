package org.effigy.audit.likeness;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.table.ColumnCodec;
import org.effigy.table.IntervalCodec;

/**
 * How one column is cut into bins, so that it can be counted together with others. Categories and declared bins are taken
 * as they are; a missing cell and a value below or above the domain have bins of their own.
 */
final class Binning {
    /** A declared column of more bins than this is cut again, into {@link #MERGED}. */
    static final int MOST = 256;

    /** Into how many. */
    static final int MERGED = 64;

    /** Bins of a column without declared bounds, with as equal numbers of train's rows as ties allow. */
    static final int UNDECLARED = 16;

    private final Optional<IntervalCodec> declared;
    private final double[] edges;
    private final int inner;

    private Binning(Optional<IntervalCodec> declared, double[] edges, int inner) {
        this.declared = declared;
        this.edges = edges;
        this.inner = inner;
    }

    /** The binning of a column, by its declaration; only where nothing is declared, by train's values. */
    static Binning of(AuditColumn train) {
        if (train instanceof AuditColumn.Categories categories) {
            return new Binning(
                    Optional.empty(), new double[0], categories.labels().size());
        }
        Optional<ColumnCodec> codec = train.field().codec();
        if (codec.isPresent() && codec.get() instanceof IntervalCodec interval) {
            int size = interval.size() - (interval.missing().isPresent() ? 1 : 0);
            return new Binning(Optional.of(interval), new double[0], size > MOST ? MERGED : size);
        }
        double[] edges = quantiles(((AuditColumn.Numbers) train).values());
        return new Binning(Optional.empty(), edges, edges.length + 1);
    }

    private static double[] quantiles(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return IntStream.range(1, UNDECLARED)
                .filter(i -> sorted.length > 0)
                .mapToDouble(i -> sorted[(int) ((long) i * sorted.length / UNDECLARED)])
                .distinct()
                .toArray();
    }

    /** Whether it follows from the schema alone, up to categories that the tables have beyond it. */
    static boolean isDeclared(AuditColumn column) {
        return column.field().codec().isPresent();
    }

    /** The number of bins. */
    int size() {
        return inner + 3;
    }

    /** The bin of each row, 0 .. size - 1; values within the domain come first. */
    int[] bins(AuditColumn column) {
        if (column instanceof AuditColumn.Categories categories) {
            return Arrays.stream(categories.codes())
                    .map(code -> code == AuditColumn.Categories.MISSING ? inner + 2 : code)
                    .toArray();
        }
        return Arrays.stream(((AuditColumn.Numbers) column).values())
                .mapToInt(this::bin)
                .toArray();
    }

    private int bin(double value) {
        if (Double.isNaN(value)) {
            return inner + 2;
        }
        if (declared.isEmpty()) {
            int at = Arrays.binarySearch(edges, value);
            return at >= 0 ? at + 1 : -at - 1;
        }
        IntervalCodec codec = declared.get();
        int code = codec.codeOf(value);
        if (code < 0) {
            return value < codec.lowestValue() ? inner : inner + 1;
        }
        int size = codec.size() - (codec.missing().isPresent() ? 1 : 0);
        return inner == size ? code : (int) ((long) code * inner / size);
    }
}
