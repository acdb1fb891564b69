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
import org.effigy.table.FieldType;

/** Each column's distribution in the real and in the synthetic table, one laid over the other. */
final class Distributions {
    /** Values of a nominal column that are drawn; the rest are summed up. */
    private static final int LARGEST = 12;

    private static final int BINS = 24;
    private static final double WIDTH = 320;
    private static final double HEIGHT = 170;
    private static final double LEFT = 138;
    private static final double ROW = 17;
    private static final String MISSING = "missing";

    private final AuditTable real;
    private final AuditTable synthetic;

    Distributions(AuditTable real, AuditTable synthetic) {
        this.real = real;
        this.synthetic = synthetic;
    }

    /** Of the values from the label to the last; both are the same where there is one value. */
    private record Share(String label, String last, double real, double synthetic) {
        Share(String label, double real, double synthetic) {
            this(label, label, real, synthetic);
        }

        String range() {
            return label.equals(last) ? label : label + " to " + last;
        }
    }

    /** Draws at most this many columns, in the schema's order. */
    void draw(Html html, int columns) {
        int shown = Math.min(columns, real.columns().size());
        html.element(
                "p",
                "Bars: the real rows that the generator saw. Diamonds: the synthetic rows. Each in shares of its table, a"
                        + " missing value included. Each column has a scale of its own. The outermost bars of"
                        + " numbers also hold what lies beyond.");
        html.open("div", "class", "charts").line();
        for (int c = 0; c < shown; c++) {
            column(html, c);
        }
        html.close().line();
        if (shown < real.columns().size()) {
            html.element(
                    "p",
                    "The first " + shown + " of " + real.columns().size()
                            + " columns are drawn; the JSON twin has the figures of all.");
        }
    }

    private void column(Html html, int column) {
        List<Share> shares = shares(column);
        AuditColumn of = real.columns().get(column);
        String id = "distribution-" + column;
        double most = Math.max(
                1e-9,
                shares.stream()
                        .mapToDouble(share -> Math.max(share.real(), share.synthetic()))
                        .max()
                        .orElse(1));
        boolean upright = of instanceof AuditColumn.Numbers;
        double height = upright ? HEIGHT : ROW * shares.size() + 18;
        html.open("div", "class", "chart").open("figure").line();
        html.open(
                "svg",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(height),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        html.element("title", "Distribution of " + of.name(), "id", id + "-title");
        html.element("desc", described(shares), "id", id + "-desc");
        if (upright) {
            upright(html, shares, most);
        } else {
            lying(html, shares, most);
        }
        html.close().line();
        html.open("figcaption").element("strong", of.name());
        html.text(
                upright && shares.get(shares.size() - 1).label().equals(MISSING)
                        ? " The last bar is what is missing."
                        : "");
        html.close().close();
        table(html, of.name(), shares);
        html.close().line();
    }

    /** Values without an order, from the most frequent down. */
    private static void lying(Html html, List<Share> shares, double most) {
        double scale = (WIDTH - LEFT - 12) / most;
        for (int i = 0; i < shares.size(); i++) {
            Share share = shares.get(i);
            double top = ROW * i + 2;
            html.element(
                    "text",
                    cut(share.label()),
                    "class",
                    "tick-y cell-label",
                    "x",
                    number(LEFT - 6),
                    "y",
                    number(top + 12));
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
                    number(ROW - 6));
            diamond(html, LEFT + share.synthetic() * scale, top + ROW / 2);
        }
        html.element(
                "text",
                percent(most),
                "class",
                "tick-y soft-tick",
                "x",
                number(WIDTH - 4),
                "y",
                number(ROW * shares.size() + 14));
    }

    /** Values in their order, from left to right. */
    private static void upright(Html html, List<Share> shares, double most) {
        double width = (WIDTH - 12) / shares.size();
        double scale = (HEIGHT - 40) / most;
        for (int i = 0; i < shares.size(); i++) {
            Share share = shares.get(i);
            html.empty(
                    "rect",
                    "class",
                    "bar",
                    "x",
                    number(6 + width * i),
                    "y",
                    number(HEIGHT - 20 - share.real() * scale),
                    "width",
                    number(Math.max(1, width - 1)),
                    "height",
                    number(Math.max(0.5, share.real() * scale)));
            diamond(html, 6 + width * (i + 0.5), HEIGHT - 20 - share.synthetic() * scale);
        }
        html.empty(
                "line",
                "class",
                "grid",
                "x1",
                "6",
                "x2",
                number(WIDTH - 6),
                "y1",
                number(HEIGHT - 20),
                "y2",
                number(HEIGHT - 20));
        int last = shares.size() - 1;
        boolean missing = shares.get(last).label().equals(MISSING);
        html.element("text", shares.get(0).label(), "x", "6", "y", number(HEIGHT - 5));
        int right = missing ? last - 1 : last;
        if (right > 0) {
            html.element(
                    "text",
                    shares.get(right).last(),
                    "class",
                    "tick-y",
                    "x",
                    number(6 + width * (right + 1)),
                    "y",
                    number(HEIGHT - 5));
        }
        html.element("text", percent(most), "class", "soft-tick", "x", "6", "y", "11");
    }

    private static void diamond(Html html, double x, double y) {
        html.empty(
                "path", "class", "reference", "d", "M" + number(x) + " " + number(y - 4.5) + "l4 4.5l-4 4.5l-4 -4.5z");
    }

    private static void table(Html html, String name, List<Share> shares) {
        html.open("details").element("summary", "Its numbers");
        html.wide(name).open("table").element("caption", name).open("thead").open("tr");
        html.element("th", "Value", "scope", "col");
        html.element("th", "Real", "scope", "col", "class", "number");
        html.element("th", "Synthetic", "scope", "col", "class", "number");
        html.close().close().open("tbody").line();
        shares.forEach(share -> html.open("tr")
                .element("th", share.range(), "scope", "row")
                .element("td", percent(share.real()), "class", "number")
                .element("td", percent(share.synthetic()), "class", "number")
                .close()
                .line());
        html.close().close().close().close().line();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String described(List<Share> shares) {
        Share furthest = shares.stream()
                .max(Comparator.comparingDouble(share -> Math.abs(share.real() - share.synthetic())))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "The largest difference is at '%s': %.1f %% of the real rows, %.1f %% of the synthetic ones.",
                furthest.range(),
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
        double least = quantiles(0, sorted, others).min().orElseThrow();
        double most = quantiles(1, sorted, others).max().orElseThrow();
        boolean whole = ours.field().type() == FieldType.INTEGER || ours.field().type() == FieldType.DATE;
        if (whole && most - least < BINS) {
            low = least;
            high = most;
        }
        double span = whole ? Math.floor(high) - Math.floor(low) + 1 : high - low;
        // Bins of one width in whole numbers: else some would hold one value more than others, and combs would show.
        double width = whole ? Math.ceil(span / BINS) : span / BINS;
        int bins = whole ? (int) Math.ceil(span / width) : low < high ? BINS : 1;
        double start = whole ? Math.floor(low) : low;
        double[] real = binned(ours, start, width, bins);
        double[] made = binned(theirs, start, width, bins);
        List<Share> shares = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            double from = start + width * bin;
            double last = whole ? Math.min(from + width - 1, Math.floor(high)) : bin < bins - 1 ? from + width : high;
            shares.add(
                    new Share(Ticks.label(ours.field(), from), Ticks.label(ours.field(), last), real[bin], made[bin]));
        }
        return withMissing(shares, real[bins], made[bins]);
    }

    private static List<Share> withMissing(List<Share> shares, double real, double made) {
        if (real == 0 && made == 0) {
            return shares;
        }
        List<Share> all = new ArrayList<>(shares);
        all.add(new Share(MISSING, real, made));
        return all;
    }

    private static double[] binned(AuditColumn.Numbers column, double start, double width, int bins) {
        double[] counts = new double[bins + 1];
        for (double value : column.values()) {
            int bin = Double.isNaN(value)
                    ? bins
                    : (int) Math.max(0, Math.min(bins - 1, Math.floor((value - start) / width)));
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
        return Arrays.stream(sorted).filter(values -> values.length > 0).mapToDouble(values -> {
            double at = share * (values.length - 1);
            return values[(int) (share < 0.5 ? Math.floor(at) : Math.ceil(at))];
        });
    }

    private static String cut(String label) {
        return label.length() <= 20 ? label : label.substring(0, 19) + "\u2026";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
