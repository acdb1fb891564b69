package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.domain.Relation;

/**
 * Draws rows of a refined distribution of which pairs of columns must agree inside their bins. Codes inside a row's bins are
 * drawn independently; where they don't agree, those of the columns concerned are drawn again, once, from their distribution
 * in these bins given that they agree. A draw that is replaced where a condition fails by one from the conditional
 * distribution is a draw from the conditional distribution. All pairs of a row that share their first column are drawn
 * together; given the first column, the others are independent.
 */
public final class MendedSampler implements RowSampler {
    private final RowSampler inner;
    private final List<Star> stars;

    /** By attribute that is in a pair: for each code those in its bin. */
    private final Map<Integer, int[][]> alike;

    private MendedSampler(RowSampler inner, List<Star> stars, Map<Integer, int[][]> alike) {
        this.inner = inner;
        this.stars = stars;
        this.alike = alike;
    }

    /** A column, and pairs that it is in. */
    private record Star(int centre, List<Relation> pairs, List<double[]> weights) {
        int other(int pair) {
            return pairs.get(pair).clique().get(0) == centre
                    ? pairs.get(pair).clique().get(1)
                    : pairs.get(pair).clique().get(0);
        }

        boolean allows(int pair, int own, int other) {
            Relation relation = pairs.get(pair);
            boolean first = relation.clique().get(0) == centre;
            return relation.allows(relation.classOf(0, first ? own : other), relation.classOf(1, first ? other : own));
        }
    }

    /**
     * A sampler whose rows agree with some pairs.
     *
     * @param distribution whose bins never hold a pair of which no codes agree
     * @param pairs of two attributes each
     * @param centres for each pair the attribute that others may share with it
     */
    public static RowSampler of(Distribution distribution, List<Relation> pairs, List<Integer> centres) {
        if (pairs.isEmpty() || !(distribution instanceof Refined refined)) {
            return distribution.sampler();
        }
        Domain domain = refined.domain();
        List<double[]> weights = new ArrayList<>();
        for (int attribute = 0; attribute < domain.size(); attribute++) {
            double[] own = refined.weights(attribute);
            if (own.length == 0) {
                own = new double[domain.attribute(attribute).size()];
                Arrays.fill(own, 1);
            }
            weights.add(own);
        }
        Map<Integer, List<Relation>> byCentre = new TreeMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            byCentre.computeIfAbsent(centres.get(i), centre -> new ArrayList<>())
                    .add(pairs.get(i));
        }
        List<Star> stars = byCentre.entrySet().stream()
                .map(star -> new Star(star.getKey(), List.copyOf(star.getValue()), weights))
                .toList();
        Map<Integer, int[][]> alike = new HashMap<>();
        for (Star star : stars) {
            alike.computeIfAbsent(star.centre, attribute -> alike(refined.bins(), attribute));
            for (int pair = 0; pair < star.pairs.size(); pair++) {
                alike.computeIfAbsent(star.other(pair), attribute -> alike(refined.bins(), attribute));
            }
        }
        return new MendedSampler(distribution.sampler(), stars, alike);
    }

    @Override
    public RowSampler withThreads(int threads) {
        return new MendedSampler(inner.withThreads(threads), stars, alike);
    }

    @Override
    public Records sample(int rows, long seed) {
        return mended(inner.sample(rows, seed), seed, 0);
    }

    @Override
    public void stream(long rows, long seed, Consumer<Records> sink) {
        long[] before = new long[1];
        inner.stream(rows, seed, batch -> {
            sink.accept(mended(batch, seed, before[0]));
            before[0] += batch.rows();
        });
    }

    private Records mended(Records rows, long seed, long before) {
        int[][] columns = new int[rows.domain().size()][rows.rows()];
        for (int column = 0; column < columns.length; column++) {
            for (int row = 0; row < rows.rows(); row++) {
                columns[column][row] = rows.code(row, column);
            }
        }
        for (Star star : stars) {
            for (int row = 0; row < rows.rows(); row++) {
                if (!agrees(star, columns, row)) {
                    // By the row's place in the sample, so that it does not matter in which batch it came.
                    draw(star, columns, row, SplitMix.of(seed, before + row, star.centre, 2));
                }
            }
        }
        return Records.of(rows.domain(), columns);
    }

    private static boolean agrees(Star star, int[][] columns, int row) {
        for (int pair = 0; pair < star.pairs.size(); pair++) {
            if (!star.allows(pair, columns[star.centre][row], columns[star.other(pair)][row])) {
                return false;
            }
        }
        return true;
    }

    private void draw(Star star, int[][] columns, int row, SplitMix random) {
        int[] own = codes(star.centre, columns[star.centre][row]);
        double[] weight = new double[own.length];
        double sum = 0;
        for (int i = 0; i < own.length; i++) {
            weight[i] = star.weights.get(star.centre)[own[i]];
            for (int pair = 0; pair < star.pairs.size() && weight[i] > 0; pair++) {
                int other = star.other(pair);
                double agreeing = 0;
                for (int code : codes(other, columns[other][row])) {
                    agreeing += star.allows(pair, own[i], code) ? star.weights.get(other)[code] : 0;
                }
                weight[i] *= agreeing;
            }
            sum += weight[i];
        }
        if (!(sum > 0)) {
            // Pairs that agree one by one in these bins, and not all at once: what is decoded keeps to the bounds.
            return;
        }
        int centre = own[pick(weight, sum, random)];
        columns[star.centre][row] = centre;
        for (int pair = 0; pair < star.pairs.size(); pair++) {
            int other = star.other(pair);
            int[] codes = codes(other, columns[other][row]);
            double[] agreeing = new double[codes.length];
            double all = 0;
            for (int i = 0; i < codes.length; i++) {
                agreeing[i] = star.allows(pair, centre, codes[i]) ? star.weights.get(other)[codes[i]] : 0;
                all += agreeing[i];
            }
            columns[other][row] = codes[pick(agreeing, all, random)];
        }
    }

    private static int pick(double[] weights, double sum, SplitMix random) {
        double place = random.nextDouble() * sum;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                place -= weights[i];
                if (place < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /** The codes in the bin of a code. */
    private int[] codes(int attribute, int code) {
        return alike.get(attribute)[code];
    }

    /** For each code of an attribute those in its bin, ascending; bins of ordered columns are runs, but those of others may not be. */
    private static int[][] alike(Coarsening bins, int attribute) {
        int[] readers = bins.readers(attribute);
        Map<List<Integer>, List<Integer>> members = new HashMap<>();
        int size = bins.fine().attribute(attribute).size();
        List<List<Integer>> bin = new ArrayList<>();
        for (int code = 0; code < size; code++) {
            List<Integer> read = new ArrayList<>();
            for (int reader : readers) {
                read.add(bins.code(reader, code));
            }
            List<Integer> own = members.computeIfAbsent(read, ignored -> new ArrayList<>());
            own.add(code);
            bin.add(own);
        }
        Map<List<Integer>, int[]> arrays = new IdentityHashMap<>();
        return bin.stream()
                .map(own -> arrays.computeIfAbsent(
                        own, list -> list.stream().mapToInt(Integer::intValue).toArray()))
                .toArray(int[][]::new);
    }
}
