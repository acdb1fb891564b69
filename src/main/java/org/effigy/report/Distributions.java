package org.effigy.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/** Each column's distribution in the real and in the synthetic table, one laid over the other. */
final class Distributions {
    /** Values of a nominal column that are drawn; the rest are summed up. */
    private static final int LARGEST = 12;

    private static final int BINS = 24;
    private static final double WIDTH = 640;
    private static final double LEFT = 190;
    private static final double ROW = 20;

    private final AuditTable real;
    private final AuditTable synthetic;

    Distributions(AuditTable real, AuditTable synthetic) {
        this.real = real;
        this.synthetic = synthetic;
    }

    private record Share(String label, double real, double synthetic) {}

    /** Draws at most this many columns, in the schema's order. */
    void draw(Html html, int columns) {
        int shown = Math.min(columns, real.columns().size());
        html.element(
                "p",
                "Bars: the real rows that the generator saw. Diamonds: the synthetic rows. Each in shares of its table, a"
                        + " missing value included.");
        for (int c = 0; c < shown; c++) {
            column(html, c);
        }
        if (shown < real.columns().size()) {
            html.element(
                    "p",
                    "The first " + shown + " of " + real.columns().size()
                            + " columns are drawn; the JSON twin has the figures of all.");
        }
    }

    private void column(Html html, int column) {
        List<Share> shares = shares(column);
        String name = real.columns().get(column).name();
        String id = "distribution-" + column;
        double most = shares.stream()
                .mapToDouble(share -> Math.max(share.real(), share.synthetic()))
                .max()
                .orElse(1);
        double scale = (WIDTH - LEFT - 70) / Math.max(most, 1e-9);
        html.open("figure").line();
        html.open(
                "svg",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(ROW * shares.size() + 8),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        html.element("title", "Distribution of " + name, "id", id + "-title");
        html.element("desc", described(shares), "id", id + "-desc");
        for (int i = 0; i < shares.size(); i++) {
            Share share = shares.get(i);
            double top = ROW * i + 4;
            html.element("text", cut(share.label()), "class", "tick-y", "x", number(LEFT - 8), "y", number(top + 13));
            html.empty(
                    "rect",
                    "class",
                    "bar",
                    "x",
                    number(LEFT),
                    "y",
                    number(top + 3),
                    "width",
                    number(Math.max(0.5, share.real() * scale)),
                    "height",
                    number(ROW - 8));
            double x = LEFT + share.synthetic() * scale;
            html.empty("path", "class", "reference", "d", "M" + number(x) + " " + number(top + 2) + "l6 7l-6 7l-6 -7z");
        }
        html.close().line();
        html.open("figcaption").element("strong", name).close().close().line();
    }

    private static String described(List<Share> shares) {
        Share furthest = shares.stream()
                .max(Comparator.comparingDouble(share -> Math.abs(share.real() - share.synthetic())))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "The largest difference is at '%s': %.1f %% of the real rows, %.1f %% of the synthetic ones.",
                furthest.label(),
                100 * furthest.real(),
                100 * furthest.synthetic());
    }

    private List<Share> shares(int column) {
        AuditColumn ours = real.columns().get(column);
        AuditColumn theirs = synthetic.columns().get(column);
        return ours instanceof AuditColumn.Categories categories
                ? ofCategories(categories, (AuditColumn.Categories) theirs)
                : ofNumbers((AuditColumn.Numbers) ours, (AuditColumn.Numbers) theirs);
    }

    private static List<Share> ofCategories(AuditColumn.Categories ours, AuditColumn.Categories theirs) {
        double[] real = counts(ours);
        double[] made = counts(theirs);
        int size = ours.labels().size();
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(code -> -Math.max(real[code], made[code])))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < Math.min(LARGEST, size); i++) {
            shares.add(new Share(ours.labels().get(order[i]), real[order[i]], made[order[i]]));
        }
        if (size > LARGEST) {
            int[] rest = Arrays.copyOfRange(order, LARGEST, size);
            shares.add(new Share(
                    rest.length + " more values",
                    Arrays.stream(rest).mapToDouble(code -> real[code]).sum(),
                    Arrays.stream(rest).mapToDouble(code -> made[code]).sum()));
        }
        return withMissing(shares, real[size], made[size]);
    }

    private static double[] counts(AuditColumn.Categories column) {
        double[] counts = new double[column.labels().size() + 1];
        for (int code : column.codes()) {
            counts[code == AuditColumn.Categories.MISSING ? counts.length - 1 : code]++;
        }
        return shared(counts, column.rows());
    }

    /** Between the outermost of both tables' 0.5 % quantiles; what lies beyond is in the outermost bins. */
    private static List<Share> ofNumbers(AuditColumn.Numbers ours, AuditColumn.Numbers theirs) {
        double[] sorted = sorted(ours);
        double[] others = sorted(theirs);
        if (sorted.length == 0 && others.length == 0) {
            return withMissing(List.of(), 1, 1);
        }
        // A table that has no value has no quantile either; the other one's are taken.
        double low = quantiles(0.005, sorted, others).min().orElseThrow();
        double high = quantiles(0.995, sorted, others).max().orElseThrow();
        int bins = low < high ? BINS : 1;
        double[] real = binned(ours, low, high, bins);
        double[] made = binned(theirs, low, high, bins);
        List<Share> shares = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            double from = low + (high - low) * bin / bins;
            shares.add(new Share(Ticks.label(ours.field(), from), real[bin], made[bin]));
        }
        return withMissing(shares, real[bins], made[bins]);
    }

    private static List<Share> withMissing(List<Share> shares, double real, double made) {
        if (real == 0 && made == 0) {
            return shares;
        }
        List<Share> all = new ArrayList<>(shares);
        all.add(new Share("missing", real, made));
        return all;
    }

    private static double[] binned(AuditColumn.Numbers column, double low, double high, int bins) {
        double[] counts = new double[bins + 1];
        for (double value : column.values()) {
            int bin = Double.isNaN(value)
                    ? bins
                    : (int) Math.max(0, Math.min(bins - 1, Math.floor((value - low) / (high - low) * bins)));
            counts[bin]++;
        }
        return shared(counts, column.rows());
    }

    private static double[] shared(double[] counts, int rows) {
        return Arrays.stream(counts).map(count -> count / Math.max(1, rows)).toArray();
    }

    private static double[] sorted(AuditColumn.Numbers column) {
        return Arrays.stream(column.values()).filter(Double::isFinite).sorted().toArray();
    }

    private static DoubleStream quantiles(double share, double[]... sorted) {
        return Arrays.stream(sorted)
                .filter(values -> values.length > 0)
                .mapToDouble(values -> values[(int) Math.floor(share * (values.length - 1))]);
    }

    private static String cut(String label) {
        return label.length() <= 26 ? label : label.substring(0, 25) + "\u2026";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
