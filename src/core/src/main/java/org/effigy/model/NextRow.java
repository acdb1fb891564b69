package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;

/**
 * Draws some attributes of a row given the others, one after the other: each from its distribution given the attributes known
 * by then that the model relates it to. These tables are exact marginals of the model; that an attribute depends on no more
 * than a few others is the one thing that is approximate, and what makes a draw cost a look-up a column. Derivation:
 * docs/theory/histories.md. Immutable; safe for use by several threads.
 */
public final class NextRow {
    /** The most cells of a table. */
    private static final int LIMIT = 1 << 16;

    /** The most attributes that one depends on. */
    private static final int PARENTS = 4;

    /** In nats: less than that is not worth a dimension. */
    private static final double LEAST = 1e-3;

    /** How often an attribute is drawn anew that a rule does not settle. */
    private static final int TRIES = 8;

    private final int given;
    private final Coarsening bins;
    private final List<Column> columns;
    private final Rule rule;

    /** What is known of drawn attributes beside the distribution. */
    public interface Rule {
        /** The attribute that must be drawn before another one; -1 if none must. */
        int after(int attribute);

        /**
         * What becomes of a code that was drawn.
         *
         * @param codes of the attributes known by now
         * @return the code that the attribute gets, or -1 if it is to be drawn again
         */
        int settled(int[] codes, int attribute, int drawn, RandomGenerator random);
    }

    /** All that is drawn of an attribute of the fine domain: one table for each attribute that is read from it. */
    private record Column(List<Table> tables, Fine fine) {}

    /**
     * An attribute's distribution given some others.
     *
     * @param attribute of the coarse domain
     * @param parents of the coarse domain
     * @param sizes of the parents
     * @param sums for each combination of the parents' codes the running sums of the probabilities of the codes
     */
    private record Table(int attribute, int[] parents, int[] sizes, int size, double[] sums) {
        int draw(int[] codes, RandomGenerator random) {
            int cell = 0;
            for (int i = 0; i < parents.length; i++) {
                cell = cell * sizes[i] + codes[parents[i]];
            }
            return pick(sums, cell * size, size, random);
        }
    }

    /**
     * What becomes of a bin.
     *
     * @param attribute of the fine domain
     * @param readers its attributes in the coarse domain
     * @param codes for each bin its codes
     * @param sums the running sums of their weights
     */
    private record Fine(int attribute, int[] readers, int[] sizes, int[][] codes, double[][] sums) {
        int draw(int[] coarse, RandomGenerator random) {
            int place = 0;
            for (int i = 0; i < readers.length; i++) {
                place = place * sizes[i] + coarse[readers[i]];
            }
            return codes[place][pick(sums[place], 0, sums[place].length, random)];
        }
    }

    private NextRow(int given, Coarsening bins, List<Column> columns, Rule rule) {
        this.given = given;
        this.bins = bins;
        this.columns = columns;
        this.rule = rule;
    }

    /**
     * Draws of a distribution's attributes from a place on, given those before.
     *
     * @param given how many are known
     * @throws IllegalArgumentException if the distribution is no Markov random field, or one refined
     */
    public static NextRow of(Distribution distribution, int given, Rule rule) {
        if (!Conditioned.isPossible(distribution)) {
            throw new IllegalArgumentException("rows follow rows by a graphical model alone");
        }
        Coarsening bins =
                distribution instanceof Refined refined ? refined.bins() : Coarsening.none(distribution.domain());
        MarkovRandomField field =
                (MarkovRandomField) (distribution instanceof Refined refined ? refined.coarse() : distribution);
        boolean[] known = new boolean[field.domain().size()];
        for (int attribute = 0; attribute < known.length; attribute++) {
            known[attribute] = bins.source(attribute) < given;
        }
        Order order = new Order(field, known);
        List<Column> columns = new ArrayList<>();
        TreeSet<Integer> left = new TreeSet<>();
        IntStream.range(given, bins.fine().size()).forEach(left::add);
        while (!left.isEmpty()) {
            int next = left.stream()
                    .filter(attribute -> !left.contains(rule.after(attribute)))
                    .max(Comparator.<Integer>comparingDouble(attribute -> order.told(bins.readers(attribute)))
                            .thenComparing(Comparator.reverseOrder()))
                    .orElseThrow();
            columns.add(new Column(order.tables(bins.readers(next)), fine(bins, next, distribution)));
            left.remove(next);
        }
        return new NextRow(given, bins, columns, rule);
    }

    /**
     * Draws the attributes that are not known.
     *
     * @param codes of the fine domain: the first are given, the others are written
     */
    public void draw(int[] codes, RandomGenerator random) {
        int[] coarse = new int[bins.coarse().size()];
        for (int attribute = 0; attribute < coarse.length; attribute++) {
            int source = bins.source(attribute);
            if (source < given) {
                coarse[attribute] = bins.code(attribute, codes[source]);
            }
        }
        for (Column column : columns) {
            int attribute = column.fine.attribute;
            int drawn = 0;
            int settled = -1;
            for (int tries = 0; settled < 0 && tries < TRIES; tries++) {
                for (Table table : column.tables) {
                    coarse[table.attribute] = table.draw(coarse, random);
                }
                drawn = column.fine.draw(coarse, random);
                settled = rule.settled(codes, attribute, drawn, random);
            }
            codes[attribute] = settled < 0 ? drawn : settled;
            for (int reader : column.fine.readers) {
                coarse[reader] = bins.code(reader, codes[attribute]);
            }
        }
    }

    /** For each attribute that is drawn those that it depends on, by name. */
    public Map<String, List<String>> parents() {
        Map<String, List<String>> parents = new java.util.LinkedHashMap<>();
        Domain domain = bins.coarse();
        for (Column column : columns) {
            for (Table table : column.tables) {
                parents.put(
                        domain.attribute(table.attribute).name(),
                        IntStream.of(table.parents)
                                .mapToObj(parent -> domain.attribute(parent).name())
                                .toList());
            }
        }
        return parents;
    }

    private static int pick(double[] sums, int from, int size, RandomGenerator random) {
        double at = random.nextDouble() * sums[from + size - 1];
        int low = from;
        int high = from + size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] > at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low - from;
    }

    private static Fine fine(Coarsening bins, int attribute, Distribution distribution) {
        int[] readers = bins.readers(attribute);
        int[] places = Refined.places(bins, attribute);
        double[] weights = distribution instanceof Refined refined ? refined.weights(attribute) : new double[0];
        int count = Refined.count(bins, attribute);
        List<List<Integer>> held = new ArrayList<>();
        for (int place = 0; place < count; place++) {
            held.add(new ArrayList<>());
        }
        for (int code = 0; code < places.length; code++) {
            if (weights.length == 0 || weights[code] > 0) {
                held.get(places[code]).add(code);
            }
        }
        int[][] codes = new int[count][];
        double[][] sums = new double[count][];
        for (int place = 0; place < count; place++) {
            // What several attributes say may contradict itself: the codes of the bin before stand in.
            codes[place] = held.get(place).isEmpty() && place > 0
                    ? codes[place - 1]
                    : held.get(place).stream().mapToInt(code -> code).toArray();
            if (codes[place].length == 0) {
                codes[place] = new int[] {0};
            }
            sums[place] = Arrays.stream(codes[place])
                    .mapToDouble(code -> weights.length == 0 ? 1 : Math.max(weights[code], Double.MIN_NORMAL))
                    .toArray();
            Arrays.parallelPrefix(sums[place], Double::sum);
        }
        int[] sizes = IntStream.of(readers)
                .map(reader -> bins.coarse().attribute(reader).size())
                .toArray();
        return new Fine(attribute, readers, sizes, codes, sums);
    }

    /** In which order attributes are drawn, and from what: those first of which what is known tells most. */
    private static final class Order {
        private final MarkovRandomField field;
        private final boolean[] known;
        private final List<TreeSet<Integer>> related = new ArrayList<>();
        private final Map<Clique, Double> information = new HashMap<>();

        Order(MarkovRandomField field, boolean[] known) {
            this.field = field;
            this.known = known.clone();
            for (int attribute = 0; attribute < known.length; attribute++) {
                related.add(new TreeSet<>());
            }
            for (Factor potential : field.potentials()) {
                int[] members = potential.clique().toArray();
                for (int one : members) {
                    IntStream.of(members).filter(other -> other != one).forEach(related.get(one)::add);
                }
            }
        }

        /** The tables of some attributes, which are known afterwards. */
        List<Table> tables(int[] attributes) {
            List<Table> tables = new ArrayList<>();
            TreeSet<Integer> left = new TreeSet<>();
            IntStream.of(attributes).forEach(left::add);
            while (!left.isEmpty()) {
                int next = left.stream()
                        .max(Comparator.<Integer>comparingDouble(one -> told(new int[] {one}))
                                .thenComparing(Comparator.reverseOrder()))
                        .orElseThrow();
                tables.add(table(next, parents(next)));
                known[next] = true;
                left.remove(next);
            }
            return tables;
        }

        /** How much what is known tells of some attributes. */
        double told(int[] attributes) {
            return IntStream.of(attributes)
                    .mapToDouble(attribute -> related.get(attribute).stream()
                            .filter(other -> known[other])
                            .mapToDouble(other -> information(attribute, other))
                            .sum())
                    .sum();
        }

        /** Those related to it, then those related through one that is not known yet; each while there is room. */
        private int[] parents(int attribute) {
            List<Integer> direct = related.get(attribute).stream()
                    .filter(other -> known[other])
                    .sorted(Comparator.comparingDouble(other -> -information(attribute, other)))
                    .toList();
            TreeSet<Integer> through = new TreeSet<>();
            related.get(attribute).stream()
                    .filter(other -> !known[other])
                    .forEach(other -> related.get(other).stream()
                            .filter(far -> known[far] && !direct.contains(far))
                            .forEach(through::add));
            List<Integer> candidates = new ArrayList<>(direct);
            through.stream()
                    .sorted(Comparator.comparingDouble(other -> -information(attribute, other)))
                    .forEach(candidates::add);
            List<Integer> chosen = new ArrayList<>();
            long cells = field.domain().attribute(attribute).size();
            for (int candidate : candidates) {
                int size = field.domain().attribute(candidate).size();
                if (chosen.size() < PARENTS && cells * size <= LIMIT && information(attribute, candidate) > LEAST) {
                    chosen.add(candidate);
                    cells *= size;
                }
            }
            return chosen.stream().mapToInt(one -> one).sorted().toArray();
        }

        private double information(int one, int other) {
            return information.computeIfAbsent(Clique.of(one, other), this::information);
        }

        /** Mutual information, in nats. */
        private double information(Clique pair) {
            double[] cells = field.marginal(pair).toArray();
            double total = Arrays.stream(cells).sum();
            int columns = field.domain().attribute(pair.get(1)).size();
            double[] first = new double[cells.length / columns];
            double[] second = new double[columns];
            for (int cell = 0; cell < cells.length; cell++) {
                first[cell / columns] += cells[cell] / total;
                second[cell % columns] += cells[cell] / total;
            }
            double sum = 0;
            for (int cell = 0; cell < cells.length; cell++) {
                double share = cells[cell] / total;
                if (share > 0) {
                    sum += share * Math.log(share / first[cell / columns] / second[cell % columns]);
                }
            }
            return sum;
        }

        private Table table(int attribute, int[] parents) {
            Domain domain = field.domain();
            int size = domain.attribute(attribute).size();
            int[] sizes = IntStream.of(parents)
                    .map(parent -> domain.attribute(parent).size())
                    .toArray();
            double[] alone = field.marginal(Clique.of(attribute)).toArray();
            int[] all = IntStream.concat(IntStream.of(parents), IntStream.of(attribute))
                    .toArray();
            Clique clique = Clique.of(all);
            double[] joint = field.marginal(clique).toArray();
            // The attribute goes last, whatever its place in the clique.
            int inner = 1;
            for (int i = clique.indexOf(attribute) + 1; i < clique.size(); i++) {
                inner *= domain.attribute(clique.get(i)).size();
            }
            double total = Arrays.stream(joint).sum();
            double[] sums = new double[joint.length];
            for (int row = 0; row < joint.length / size; row++) {
                int start = row / inner * inner * size + row % inner;
                double sum = 0;
                for (int code = 0; code < size; code++) {
                    sum += Math.max(0, joint[start + code * inner]);
                }
                double running = 0;
                for (int code = 0; code < size; code++) {
                    // What the model rules out may be drawn for a first row all the same: then the attribute alone
                    // decides.
                    running += sum > total * 1e-12 ? Math.max(0, joint[start + code * inner]) / sum : alone[code];
                    sums[row * size + code] = running;
                }
            }
            return new Table(attribute, parents, sizes, size, sums);
        }
    }
}
