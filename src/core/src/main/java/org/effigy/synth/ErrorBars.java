package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.model.Distribution;
import org.effigy.model.MarkovRandomField;
import org.effigy.model.NoiseTail;
import org.effigy.model.PooledMarginal;
import org.effigy.model.Refined;

/**
 * How far the shares that a model gives to values of a column, and to their combinations in pairs and triples of columns, are
 * from those of the rows that were used: known where the columns were counted together, by the noise of all that was counted
 * of them. All bars hold at once but for {@link NoisyAnswers#MISS}. Elsewhere it is not known. Post-processing.
 */
public final class ErrorBars {
    /** Columns of a bar at most. */
    private static final int MOST = 3;

    /** Larger tables are left out, as not known. */
    private static final long MOST_CELLS = 1 << 20;

    /** So many pairs, and so many triples, are named in a sentence. */
    private static final int NAMED = 8;

    private final List<Bar> bars;

    /**
     * What is known of some columns.
     *
     * @param columns from one to three
     * @param isOfBins whether a share is of bins of values and not of single ones
     * @param points the most that any share is off, in points of a hundred
     */
    public record Bar(List<String> columns, boolean isOfBins, double points) {
        /** Copies the list. */
        public Bar {
            columns = List.copyOf(columns);
        }
    }

    private ErrorBars(List<Bar> bars) {
        this.bars = List.copyOf(bars);
    }

    /** Those of a model: none for one that is no graphical model, or of histories. */
    public static ErrorBars of(FittedModel model) {
        Distribution distribution = model.distribution();
        Distribution measured = distribution instanceof Refined refined ? refined.coarse() : distribution;
        if (!(measured instanceof MarkovRandomField field) || model.steps().isPresent()) {
            return new ErrorBars(List.of());
        }
        Counted counted = Counted.of(model, model.codec()).get(0);
        Map<Clique, Clique> finest = finest(counted);
        Domain domain = counted.bins().coarse();
        double cells = finest.values().stream().mapToDouble(domain::cells).sum();
        List<Bar> bars = new ArrayList<>();
        finest.forEach((columns, clique) -> bars.add(new Bar(
                Arrays.stream(columns.toArray())
                        .mapToObj(column ->
                                model.codec().domain().attribute(column).name())
                        .toList(),
                isOfBins(counted.bins(), columns, clique),
                points(field, counted, clique, NoisyAnswers.MISS / cells))));
        return new ErrorBars(bars);
    }

    /** For each set of columns that were counted together, the attributes that tell most of their values apart. */
    private static Map<Clique, Clique> finest(Counted counted) {
        Coarsening bins = counted.bins();
        Map<Clique, Clique> finest = new TreeMap<>();
        Set<Clique> cliques = new TreeSet<>();
        counted.measurements().forEach(one -> cliques.add(one.clique()));
        for (Clique clique : cliques) {
            int[] columns = Clique.of(
                            Arrays.stream(clique.toArray()).map(bins::source).toArray())
                    .toArray();
            for (int set = 1; columns.length < Integer.SIZE - 1 && set < 1 << columns.length; set++) {
                int asked = set;
                Clique some = Clique.of(IntStream.range(0, columns.length)
                        .filter(i -> (asked >> i & 1) == 1)
                        .map(i -> columns[i])
                        .toArray());
                Clique read = Clique.of(Arrays.stream(clique.toArray())
                        .filter(attribute -> some.contains(bins.source(attribute)))
                        .toArray());
                if (some.size() <= MOST && bins.coarse().cells(read) <= MOST_CELLS) {
                    finest.merge(
                            some,
                            read,
                            (a, b) -> bins.coarse().cells(a) < bins.coarse().cells(b) ? b : a);
                }
            }
        }
        return finest;
    }

    private static boolean isOfBins(Coarsening bins, Clique columns, Clique clique) {
        for (int column : columns.toArray()) {
            Set<List<Integer>> told = new HashSet<>();
            int[] own = clique.intersect(Clique.of(bins.readers(column))).toArray();
            int size = bins.fine().attribute(column).size();
            for (int code = 0; code < size; code++) {
                int at = code;
                told.add(Arrays.stream(own)
                        .mapToObj(attribute -> bins.code(attribute, at))
                        .toList());
            }
            if (told.size() < size) {
                return true;
            }
        }
        return false;
    }

    /** The farthest end of any count's interval from the model's count, of the rows. A true count is at least 0. */
    private static double points(MarkovRandomField field, Counted counted, Clique clique, double miss) {
        PooledMarginal pooled =
                PooledMarginal.of(counted.bins().coarse(), counted.measurements(), clique, counted.total());
        double deviation = Math.sqrt(pooled.cellVariance());
        double reach = !(deviation > 0)
                ? 0
                : counted.isGaussian()
                        ? NoiseTail.gaussian(deviation, miss)
                        : NoiseTail.laplace(deviation / Math.sqrt(2), miss);
        double[] counts = pooled.counts();
        double[] own = field.marginal(clique).toArray();
        boolean[] can = possible(counted.bins(), clique);
        double most = 0;
        for (int cell = 0; cell < own.length; cell++) {
            if (can[cell]) {
                double low = Math.max(0, counts[cell] - reach);
                double high = Math.max(0, counts[cell] + reach);
                most = Math.max(most, Math.max(own[cell] - low, high - own[cell]));
            }
        }
        return Math.min(100, 100 * most / field.total());
    }

    /** Which combinations of what is read from a column some value of it has. */
    private static boolean[] possible(Coarsening bins, Clique clique) {
        Domain domain = bins.coarse();
        Factor can = Factor.constant(domain, clique, 1);
        for (int column = 0; column < bins.fine().size(); column++) {
            Clique own = clique.intersect(Clique.of(bins.readers(column)));
            if (own.size() > 1) {
                double[] held = new double[domain.arrayCells(own)];
                for (int code = 0; code < bins.fine().attribute(column).size(); code++) {
                    int place = 0;
                    for (int attribute : own.toArray()) {
                        place = place * domain.attribute(attribute).size() + bins.code(attribute, code);
                    }
                    held[place] = 1;
                }
                can = can.times(Factor.of(domain, own, held));
            }
        }
        boolean[] possible = new boolean[can.cells()];
        for (int cell = 0; cell < possible.length; cell++) {
            possible[cell] = can.value(cell) > 0;
        }
        return possible;
    }

    /** What is known, single columns first. */
    public List<Bar> bars() {
        return bars;
    }

    /** In a few sentences; one if nothing is known. */
    public List<String> words() {
        if (bars.isEmpty()) {
            return List.of("How far shares are off is not known for this kind of model.");
        }
        List<String> words = new ArrayList<>();
        words.add(String.format(
                Locale.ROOT, "Shares of single columns to within %s points%s.", points(of(1)), bins(of(1))));
        for (int columns = 2; columns <= MOST; columns++) {
            List<Bar> some = of(columns);
            String name = columns == 2 ? "pairs" : "triples";
            if (some.isEmpty()) {
                words.add("Of " + name + " of columns not known: none was counted together.");
                continue;
            }
            String named = some.stream()
                    .sorted(Comparator.comparingDouble(Bar::points))
                    .limit(NAMED)
                    .map(bar ->
                            String.format(Locale.ROOT, "(%s) %s", String.join(", ", bar.columns), number(bar.points)))
                    .collect(Collectors.joining(", "));
            words.add(String.format(
                    Locale.ROOT,
                    "Of these %s to within %s%s: %s%s. Of other %s not known.",
                    name,
                    points(some),
                    bins(some),
                    named,
                    some.size() > NAMED ? " and " + (some.size() - NAMED) + " more" : "",
                    name));
        }
        return words;
    }

    private List<Bar> of(int columns) {
        return bars.stream().filter(bar -> bar.columns.size() == columns).toList();
    }

    private static String bins(List<Bar> some) {
        return some.stream().anyMatch(Bar::isOfBins) ? " (bins of wide ones)" : "";
    }

    private static String points(List<Bar> some) {
        return number(some.stream().mapToDouble(Bar::points).max().orElse(0));
    }

    private static String number(double points) {
        return String.format(Locale.ROOT, points < 10 ? "%.1f" : "%.0f", Math.ceil(points * 10) / 10);
    }
}
