package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Layout;
import org.effigy.measure.NoisyMarginal;
import org.effigy.model.Distribution;
import org.effigy.model.Refined;

/**
 * Columns written as several attributes each, one a level of their {@link Resolution}: the first says the coarse bin, each
 * further one which part of the bin above. A marginal with a column at some level is then one over the first attributes
 * of the column, so that whatever is coarse leaves the finer attributes out. Public, as what it is made of. Immutable.
 */
final class Split {
    private final Coarsening digits;
    private final List<Resolution> resolutions;

    private Split(Coarsening digits, List<Resolution> resolutions) {
        this.digits = digits;
        this.resolutions = List.copyOf(resolutions);
    }

    /** The columns of a domain, each at its resolution. */
    static Split of(Domain domain, List<Resolution> resolutions) {
        Coarsening digits = Coarsening.empty(domain);
        for (int column = 0; column < domain.size(); column++) {
            Resolution resolution = resolutions.get(column);
            String name = domain.attribute(column).name();
            if (resolution.size() == 1) {
                digits = digits.keeping(column);
                continue;
            }
            for (int level = 0; level < resolution.size(); level++) {
                int[] parts = resolution.parts(level);
                String words = level == 0
                        ? name + " in " + resolution.bins(0) + " bins"
                        : name + " within " + resolution.bins(level - 1) + " bins";
                int size = Arrays.stream(parts).max().orElseThrow() + 1;
                digits = digits.with(new Attribute(free(words, domain), size), column, parts);
            }
        }
        return new Split(digits, resolutions);
    }

    /** A name that no column has. */
    private static String free(String words, Domain domain) {
        boolean isTaken = domain.attributes().stream().map(Attribute::name).anyMatch(words::equals);
        return isTaken ? free(words + "'", domain) : words;
    }

    /** Whether every column is as it was. */
    boolean isNone() {
        return digits.isNone();
    }

    /** From columns to attributes. */
    Coarsening digits() {
        return digits;
    }

    /** How many levels a column has. */
    int levels(int column) {
        return resolutions.get(column).size();
    }

    /**
     * The attributes of some columns.
     *
     * @param levels one a column, in the clique's order
     */
    Clique at(Clique columns, int[] levels) {
        Clique all = Clique.EMPTY;
        for (int i = 0; i < levels.length; i++) {
            all = all.union(Clique.of(Arrays.copyOf(digits.readers(columns.get(i)), levels[i] + 1)));
        }
        return all;
    }

    /** The attributes of some columns, each at its last level. */
    Clique finest(Clique columns) {
        return at(
                columns,
                Arrays.stream(columns.toArray())
                        .map(column -> levels(column) - 1)
                        .toArray());
    }

    /**
     * Whether a marginal is one to look at: of more than two columns either all are at their first level, or all at one
     * below it that they have, since all mixtures would be too many.
     */
    boolean isLookedAt(Clique columns, int[] levels) {
        if (columns.size() == 1) {
            return levels[0] == levels(columns.get(0)) - 1;
        }
        int deepest = Arrays.stream(levels).max().orElse(0);
        return columns.size() == 2
                || IntStream.range(0, levels.length)
                        .allMatch(i -> levels[i] == Math.min(deepest, levels(columns.get(i)) - 1));
    }

    /** How many cells of a marginal can hold rows: bins of one column that have fewer parts than another leave some out. */
    double cells(Clique columns, int[] levels) {
        double cells = 1;
        for (int i = 0; i < levels.length; i++) {
            cells *= resolutions.get(columns.get(i)).bins(levels[i]);
        }
        return cells;
    }

    /** A column's marginal as one of its attributes; what can't be holds nothing. */
    NoisyMarginal written(NoisyMarginal column) {
        int position = column.clique().get(0);
        Clique clique = finest(column.clique());
        long[] counts = new long[digits.coarse().arrayCells(clique)];
        int[] cells = cells(position, clique);
        long[] known = column.counts();
        for (int code = 0; code < cells.length; code++) {
            counts[cells[code]] = known[code];
        }
        return new NoisyMarginal(clique, counts, column.mechanism());
    }

    /** Where a column's codes are in the table of its attributes. */
    private int[] cells(int column, Clique clique) {
        Layout layout = Layout.of(digits.coarse(), clique);
        int[] cells = new int[digits.fine().attribute(column).size()];
        for (int attribute : clique.toArray()) {
            for (int code = 0; code < cells.length; code++) {
                cells[code] += layout.stride(attribute) * digits.code(attribute, code);
            }
        }
        return cells;
    }

    /** What can't be: for each column that is split, 0 in the cells of its attributes that no code has. */
    List<Factor> zeros() {
        List<Factor> zeros = new ArrayList<>();
        for (int column = 0; column < resolutions.size(); column++) {
            Clique clique = finest(Clique.of(column));
            double[] can = new double[digits.coarse().arrayCells(clique)];
            for (int cell : cells(column, clique)) {
                can[cell] = 1;
            }
            if (Arrays.stream(can).anyMatch(value -> value == 0)) {
                zeros.add(Factor.of(digits.coarse(), clique, can));
            }
        }
        return zeros;
    }

    /** A distribution of attributes as one of columns. */
    Distribution joined(Distribution distribution) {
        if (isNone()) {
            return distribution;
        }
        List<double[]> weights = new ArrayList<>();
        for (int column = 0; column < resolutions.size(); column++) {
            double[] alike = new double
                    [levels(column) == 1 ? 0 : digits.fine().attribute(column).size()];
            Arrays.fill(alike, 1);
            weights.add(alike);
        }
        return Refined.of(digits, distribution, weights);
    }
}
