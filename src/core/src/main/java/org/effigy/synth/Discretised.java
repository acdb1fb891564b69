package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.effigy.domain.Coarsening;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.PrivateTable;
import org.effigy.model.Refined;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.table.HistoryCodec;
import org.effigy.table.TableCodec;

/**
 * Makes bins of wide ordered columns before a synthesizer sees them: a small share of the budget counts their fine cells
 * with noise, bins are cut from the answers, the synthesizer spends the rest on the binned table, and what is drawn from
 * its model is refined by the same answers. A schema without such columns is fitted as it is. Claim and proof:
 * {@code docs/privacy/Discretisation.md}.
 */
final class Discretised {
    /** The share of the budget that each column of a table of {@code d} columns gets, times {@code d}. */
    private static final double SHARE = .15;

    /** The most bins that are made unasked, and the fewest. */
    private static final int MOST = 64;

    static final int FEWEST = 8;

    /** A table of two binned columns may expect noise of about this share of the rows. */
    private static final double NOISE = .5;

    /** A bin that can should hold this many times what a count in such a table is off by. */
    private static final double HELD = 6;

    /** Of a bin, in which its cells' weights are kept. */
    private static final double PARTS = 1e6;

    private final Synthesizer synthesizer;
    private final Readings readings;
    private final StructuralZeros zeros;

    private Discretised(Synthesizer synthesizer, Readings readings, StructuralZeros zeros) {
        this.zeros = zeros;
        this.synthesizer = Objects.requireNonNull(synthesizer, "synthesizer");
        this.readings = readings;
    }

    /** A synthesizer for tables of this schema. */
    static Discretised of(Synthesizer synthesizer, TableCodec codec) {
        return new Discretised(synthesizer, Readings.of(codec), StructuralZeros.of(codec));
    }

    /** A synthesizer for the steps of histories from a row to the next; rules of rows are kept when rows are drawn. */
    static Discretised of(Synthesizer synthesizer, HistoryCodec codec) {
        return new Discretised(synthesizer, Readings.of(codec), StructuralZeros.of(codec.layout()));
    }

    /**
     * Spends what the table's release has left.
     *
     * @throws org.effigy.privacy.BudgetExceededException if the release is spent already
     */
    Fit fit(PrivateTable table, Progress progress) {
        zeros.requireFits(synthesizer.maxCells());
        synthesizer.requireKept(table.domain(), zeros.cliques());
        table.requireUseful();
        PrivacyLoss all = table.release().remaining();
        synthesizer.requireFeasible(table, readings.columns().isEmpty() ? all : Purse.part(all, 1 - SHARE));
        if (readings.columns().isEmpty()) {
            return synthesizer.fit(table, zeros.factors(Coarsening.none(table.domain())), progress);
        }
        List<List<NoisyMarginal>> counted = count(table, progress);
        double total = table.rowsArePublic() ? Math.max(1, table.rows()) : total(counted);
        Purse rest = Purse.of(table.release());
        double error =
                table.expectedError(rest.loss(rest.whole() / 2 / table.domain().size()));
        Coarsening bins = Coarsening.none(table.domain());
        List<double[]> weights =
                new ArrayList<>(Collections.nCopies(table.domain().size(), new double[0]));
        for (int i = 0; i < counted.size(); i++) {
            Readings.Column column = readings.columns().get(i);
            double[] rows = rows(column, counted.get(i), total);
            int[] map = zeros.parted(column.position(), bins(column, rows, total, error));
            for (int position : column.alike()) {
                bins = bins.mapping(position, Arrays.stream(map).max().orElseThrow() + 1, map);
                weights.set(position, weights(rows, map, column));
            }
        }
        Fit fit = synthesizer.fit(table.coarsened(bins), zeros.factors(bins), progress);
        return new Fit(
                fit.measurements(),
                Refined.through(bins, fit.distribution(), weights),
                counted.stream().flatMap(List::stream).toList());
    }

    /** The expected rows of each fine cell of a column. */
    private static double[] rows(Readings.Column column, List<NoisyMarginal> counted, double total) {
        double[] density = Heaps.of(column, counted).held(FineDensity.of(column, counted), column);
        double scale =
                present(column, counted.get(0), total) / Arrays.stream(density).sum();
        return Arrays.stream(density).map(rows -> rows * scale).toArray();
    }

    /** The bin of each code of a column, missing cells in the last one. */
    private static int[] bins(Readings.Column column, double[] rows, double total, double error) {
        int filled = (int) Math.max(FEWEST, Math.min(MOST, Math.round(Math.sqrt(NOISE * total / error))));
        OptionalInt asked = column.grid().count();
        int[] starts = Cuts.of(
                column.grid().way(),
                rows,
                column.grid().alone(),
                asked.orElse(filled),
                asked.isPresent() ? 0 : HELD * error);
        int[] map = Arrays.copyOf(Cuts.map(starts, rows.length), column.size());
        if (column.hasMissing()) {
            map[rows.length] = starts.length;
        }
        return map;
    }

    private List<List<NoisyMarginal>> count(PrivateTable table, Progress progress) {
        PrivateTable view = table.coarsened(readings.view());
        Purse purse = Purse.of(table.release());
        double share = purse.whole() * SHARE / table.domain().size();
        List<List<NoisyMarginal>> counted = new ArrayList<>();
        for (Readings.Column column : readings.columns()) {
            progress.at("count fine cells", counted.size(), readings.columns().size());
            PrivacyLoss loss = purse.loss(share / column.cliques().size());
            counted.add(column.cliques().stream()
                    .map(clique -> view.marginal(clique, loss))
                    .toList());
        }
        progress.at("count fine cells", counted.size(), counted.size());
        return counted;
    }

    /** How many rows are expected to have a value in a column, at least one in a hundred. */
    private static double present(Readings.Column column, NoisyMarginal counted, double total) {
        long[] counts = counted.counts();
        double missing = column.hasMissing() ? counts[counts.length - 1] : 0;
        return Math.min(total, Math.max(total / 100, total - missing));
    }

    private static double total(List<List<NoisyMarginal>> counted) {
        return Independent.total(counted.stream().flatMap(List::stream).toList());
    }

    /** The weights of a column's codes in their bins, in millionths of the bin; even where nothing was seen in a bin. */
    private static double[] weights(double[] rows, int[] map, Readings.Column column) {
        double[] held = new double[Arrays.stream(map).max().orElseThrow() + 1];
        for (int code = 0; code < rows.length; code++) {
            held[map[code]] += rows[code];
        }
        double[] weights = new double[column.size()];
        for (int code = 0; code < weights.length; code++) {
            // Whole numbers, because a model file holds each of them.
            weights[code] = code == rows.length || !(held[map[code]] > 0)
                    ? 1
                    : Math.rint(PARTS * (rows[code] / held[map[code]]));
        }
        return weights;
    }
}
