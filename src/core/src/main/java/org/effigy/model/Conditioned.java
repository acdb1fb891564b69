package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Layout;
import org.effigy.domain.Relation;

/**
 * A graphical distribution given what its rows must hold: exactly its conditional distribution, again as a Markov random
 * field, with the relations as factors of 0 and 1. Bins are parted where a relation tells values inside them apart, and
 * codes that cannot be are left out, so that a rare condition costs no more than a common one. Derivation:
 * docs/theory/conditions.md. Immutable.
 */
public final class Conditioned {
    private final Distribution distribution;
    private final double probability;

    private Conditioned(Distribution distribution, double probability) {
        this.distribution = distribution;
        this.probability = probability;
    }

    /** Whether a distribution can be conditioned: a Markov random field, or one refined. */
    public static boolean isPossible(Distribution distribution) {
        return distribution instanceof MarkovRandomField
                || distribution instanceof Refined refined && refined.coarse() instanceof MarkovRandomField;
    }

    /**
     * A distribution given some relations.
     *
     * @param distribution for which {@link #isPossible} holds
     * @param cut from the codes of the rows that are to be drawn, and that the relations are about, to the distribution's
     * @param weights by attribute one a code of these rows: how a code of the distribution is spread over them, and by how
     *     much its share is to change; at least 0, finite
     * @param maxCells of the new junction tree
     * @throws IllegalArgumentException if these don't belong together
     * @throws ImpossibleException if nothing is left: the probability is 0
     * @throws TreeTooLargeException if it would have more cells
     */
    public static Conditioned of(
            Distribution distribution,
            Coarsening cut,
            List<double[]> weights,
            List<Relation> relations,
            long maxCells) {
        if (!isPossible(distribution) || !cut.isColumnwise() || !cut.coarse().equals(distribution.domain())) {
            throw new IllegalArgumentException("only graphical models can be conditioned, on rows of their own domain");
        }
        if (distribution instanceof Refined refined && !refined.bins().isColumnwise()) {
            return ofSplit(refined, cut, weights, relations, maxCells);
        }
        MarkovRandomField field =
                (MarkovRandomField) (distribution instanceof Refined refined ? refined.coarse() : distribution);
        List<Column> columns = new ArrayList<>();
        Coarsening bins = Coarsening.none(cut.fine());
        for (int attribute = 0; attribute < cut.fine().size(); attribute++) {
            Column column = Column.of(distribution, cut, attribute, weights.get(attribute), relations);
            columns.add(column);
            bins = column.isPlain() ? bins : bins.mapping(attribute, column.bins.length, column.map);
        }
        Domain parted = bins.coarse();
        List<Factor> factors = new ArrayList<>();
        for (Factor potential : field.potentials()) {
            factors.add(lifted(potential, parted, columns));
        }
        for (int attribute = 0; attribute < columns.size(); attribute++) {
            Column column = columns.get(attribute);
            if (column.changes()) {
                factors.add(
                        Factor.of(parted, Clique.of(attribute), column.shares).log());
            }
        }
        for (Relation relation : relations) {
            if (relation.clique().size() > 1) {
                factors.add(factor(relation, parted, columns));
            }
        }
        List<Clique> cliques = factors.stream().map(Factor::clique).toList();
        JunctionTree tree = JunctionTree.plan(parted, cliques).requireCellsAtMost(maxCells);
        MarkovRandomField given = MarkovRandomField.of(tree, factors, field.total());
        List<double[]> spread = columns.stream().map(column -> column.weights).toList();
        return new Conditioned(
                bins.isNone() ? given : Refined.of(bins, given, spread), Math.exp(given.logTotal() - field.logTotal()));
    }

    /**
     * Where columns are several attributes each: those that something is asked of become one attribute, and the others stay
     * as they are.
     */
    private static Conditioned ofSplit(
            Refined split, Coarsening cut, List<double[]> weights, List<Relation> relations, long maxCells) {
        boolean[] asked = new boolean[weights.size()];
        for (int column = 0; column < asked.length; column++) {
            int at = column;
            asked[column] = split.bins().readers(column).length == 1
                    || !cut.keeps(column)
                    || Arrays.stream(weights.get(column)).anyMatch(weight -> weight != 1)
                    || relations.stream().anyMatch(relation -> relation.clique().contains(at));
        }
        Refined joined = Joined.of(split, asked, maxCells);
        Coarsening bins = joined.bins();
        // From rows in which columns that something is asked of are as they will be drawn, to the joined field.
        List<Attribute> drawn = new ArrayList<>();
        List<Attribute> own = new ArrayList<>();
        for (int attribute = 0; attribute < bins.coarse().size(); attribute++) {
            int column = bins.source(attribute);
            drawn.add(
                    asked[column] ? cut.fine().attribute(column) : bins.coarse().attribute(attribute));
            own.add(
                    asked[column]
                            ? bins.fine().attribute(column)
                            : bins.coarse().attribute(attribute));
        }
        Domain rows = Domain.of(drawn);
        Domain whole = Domain.of(own);
        Coarsening toWhole = Coarsening.empty(rows);
        Coarsening toField = Coarsening.empty(whole);
        Coarsening fromCut = Coarsening.empty(cut.fine());
        List<double[]> spread = new ArrayList<>();
        List<double[]> inside = new ArrayList<>();
        int[] places = new int[asked.length];
        for (int attribute = 0; attribute < rows.size(); attribute++) {
            int column = bins.source(attribute);
            places[column] = attribute;
            boolean isKept = !asked[column] || cut.keeps(column);
            toWhole = isKept
                    ? toWhole.keeping(attribute)
                    : toWhole.with(whole.attribute(attribute), attribute, map(cut, column));
            toField = !asked[column] || bins.keeps(attribute)
                    ? toField.keeping(attribute)
                    : toField.with(bins.coarse().attribute(attribute), attribute, map(bins, attribute));
            fromCut = asked[column]
                    ? fromCut.keeping(column)
                    : fromCut.with(rows.attribute(attribute), column, map(bins, attribute));
            double[] alike = new double[rows.attribute(attribute).size()];
            Arrays.fill(alike, 1);
            spread.add(asked[column] ? weights.get(column) : alike);
            inside.add(asked[column] ? joined.weights(column) : new double[0]);
        }
        List<Relation> moved =
                relations.stream().map(relation -> relation.at(places)).toList();
        Conditioned met = of(Refined.of(toField, joined.coarse(), inside), toWhole, spread, moved, maxCells);
        List<double[]> parts = new ArrayList<>();
        for (int column = 0; column < asked.length; column++) {
            parts.add(asked[column] ? new double[0] : split.weights(column));
        }
        return new Conditioned(Refined.of(fromCut, met.distribution, parts), met.probability);
    }

    private static int[] map(Coarsening bins, int attribute) {
        return IntStream.range(0, bins.fine().attribute(bins.source(attribute)).size())
                .map(code -> bins.code(attribute, code))
                .toArray();
    }

    /** The conditional distribution; its total is the unconditional one's. */
    public Distribution distribution() {
        return distribution;
    }

    /** How probable the relations are in the distribution; with weights that change shares, the sum of the products. */
    public double probability() {
        return probability;
    }

    /**
     * What becomes of an attribute.
     *
     * @param map for each code of the rows its part
     * @param bins for each part the distribution's bin that it is of
     * @param shares for each part its share of its bin
     * @param weights of the codes of the rows inside their part; empty where there is nothing to refine
     * @param examples a code of each part
     */
    private record Column(int[] map, int[] bins, double[] shares, double[] weights, int[] examples) {
        static Column of(
                Distribution distribution, Coarsening cut, int attribute, double[] spread, List<Relation> relations) {
            int size = cut.fine().attribute(attribute).size();
            if (spread.length != size) {
                throw new IllegalArgumentException(
                        "'" + cut.fine().attribute(attribute).name() + "' needs " + size + " weights; it has "
                                + spread.length);
            }
            double[] own = distribution instanceof Refined refined ? refined.weights(attribute) : new double[0];
            int[] bin = new int[size];
            double[] weight = new double[size];
            for (int code = 0; code < size; code++) {
                int whole = cut.code(attribute, code);
                bin[code] =
                        distribution instanceof Refined refined ? refined.bins().code(attribute, whole) : whole;
                weight[code] = own.length == 0 ? spread[code] : spread[code] * own[whole];
            }
            double[] totals = totals(distribution, attribute, own, bin);
            List<Relation> on = relations.stream()
                    .filter(relation -> relation.clique().contains(attribute))
                    .toList();
            Map<List<Integer>, Integer> parts = new HashMap<>();
            List<Integer> examples = new ArrayList<>();
            int[] map = new int[size];
            for (int code = 0; code < size; code++) {
                List<Integer> signature = new ArrayList<>(List.of(bin[code]));
                for (Relation relation : on) {
                    int kind = relation.classOf(relation.clique().indexOf(attribute), code);
                    if (relation.clique().size() == 1) {
                        weight[code] = relation.allows(kind) ? weight[code] : 0;
                    } else {
                        signature.add(kind);
                    }
                }
                if (weight[code] > 0) {
                    map[code] = parts.computeIfAbsent(signature, s -> parts.size());
                    if (map[code] == examples.size()) {
                        examples.add(code);
                    }
                }
            }
            if (examples.isEmpty()) {
                throw new ImpossibleException(
                        "no value of '" + cut.fine().attribute(attribute).name() + "' is left: its probability is 0");
            }
            int[] chosen = examples.stream().mapToInt(code -> code).toArray();
            int[] bins = IntStream.of(chosen).map(code -> bin[code]).toArray();
            double[] shares = new double[chosen.length];
            for (int code = 0; code < size; code++) {
                shares[map[code]] += weight[code] / totals[bin[code]];
            }
            boolean whole = own.length == 0
                    && cut.keeps(attribute)
                    && Arrays.equals(map, IntStream.range(0, size).toArray());
            return new Column(map, bins, shares, whole ? new double[0] : weight, chosen);
        }

        /** The weight of each whole bin, as the distribution has it. */
        private static double[] totals(Distribution distribution, int attribute, double[] own, int[] bin) {
            double[] totals = new double[Arrays.stream(bin).max().orElse(0) + 1];
            if (own.length == 0) {
                Arrays.fill(totals, 1);
                return totals;
            }
            Refined refined = (Refined) distribution;
            for (int code = 0; code < own.length; code++) {
                totals[refined.bins().code(attribute, code)] += own[code];
            }
            return totals;
        }

        /** Whether rows have the bins themselves. */
        boolean isPlain() {
            return weights.length == 0;
        }

        /** Whether its parts are anything but the whole bins. */
        boolean changes() {
            return !Arrays.equals(bins, IntStream.range(0, bins.length).toArray())
                    || Arrays.stream(shares).anyMatch(share -> Math.abs(share - 1) > 1e-12);
        }
    }

    private static Factor lifted(Factor potential, Domain parted, List<Column> columns) {
        Clique clique = potential.clique();
        Layout from = Layout.of(potential.domain(), clique);
        return Factor.of(parted, clique, cells(parted, clique, codes -> {
            int cell = 0;
            for (int i = 0; i < codes.length; i++) {
                cell += columns.get(clique.get(i)).bins[codes[i]] * from.stride(clique.get(i));
            }
            return potential.value(cell);
        }));
    }

    private static Factor factor(Relation relation, Domain parted, List<Column> columns) {
        Clique clique = relation.clique();
        int[] classes = new int[clique.size()];
        Factor zeros = Factor.of(parted, clique, cells(parted, clique, codes -> {
            for (int i = 0; i < codes.length; i++) {
                classes[i] = relation.classOf(i, columns.get(clique.get(i)).examples[codes[i]]);
            }
            return relation.allows(classes) ? 0 : Double.NEGATIVE_INFINITY;
        }));
        if (zeros.max() < 0) {
            throw new ImpossibleException(
                    "no combination of " + parted.describe(clique) + " is left: its probability is 0");
        }
        return zeros;
    }

    /** Of a cell's codes, one for each attribute of its clique. */
    private interface Cell {
        double value(int[] codes);
    }

    private static double[] cells(Domain domain, Clique clique, Cell cell) {
        Objects.requireNonNull(cell, "cell");
        double[] values = new double[domain.arrayCells(clique)];
        int[] codes = new int[clique.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cell.value(codes);
            for (int a = codes.length - 1;
                    a >= 0 && ++codes[a] == domain.attribute(clique.get(a)).size();
                    a--) {
                codes[a] = 0;
            }
        }
        return values;
    }
}
