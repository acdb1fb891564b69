package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;

/**
 * What a synthetic table will be used for, as marginals that should be right, each with a weight. Public: it says what
 * people want to know, and must not come from the data. Immutable; {@code with...} returns another one.
 */
public final class Workload {
    /** With more columns than this there are too many triples to look at all of them again and again. */
    public static final int WIDE = 30;

    /** How much more a marginal with the target counts. */
    static final double LIFT = 2;

    private final int order;
    private final List<Named> named;
    private final Optional<String> target;
    private final int given;

    /** A marginal that a person asked for by name. */
    private record Named(List<String> columns, double weight) {}

    private Workload(int order, List<Named> named, Optional<String> target, int given) {
        this.given = given;
        this.order = order;
        this.named = List.copyOf(named);
        this.target = target;
    }

    /** Nothing yet but single columns: to be used with {@link #withClique}. */
    public static Workload singles() {
        return new Workload(1, List.of(), Optional.empty(), 0);
    }

    /** All pairs of columns, each with weight 1. */
    public static Workload pairs() {
        return new Workload(2, List.of(), Optional.empty(), 0);
    }

    /** All triples of columns, each with weight 1. */
    public static Workload triples() {
        return new Workload(3, List.of(), Optional.empty(), 0);
    }

    /** What is right where nobody says more: all triples, or all pairs of more than {@value #WIDE} columns. */
    public static Workload standard(int columns) {
        return columns > WIDE ? pairs() : triples();
    }

    /**
     * This workload and the marginal of some columns.
     *
     * @param columns their names, at least one
     * @param weight positive and finite; added to what the marginal has already
     * @throws IllegalArgumentException if no column is named or the weight is out of its range
     */
    public Workload withClique(List<String> columns, double weight) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a marginal of the workload needs a column: name at least one");
        }
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the weight of " + columns + " must be positive and finite; it is " + weight);
        }
        List<Named> more = new ArrayList<>(named);
        more.add(new Named(List.copyOf(columns), weight));
        return new Workload(order, more, target, given);
    }

    /** This workload with each marginal that holds the column of this name weighted twice as much. */
    public Workload withTarget(String column) {
        return new Workload(order, named, Optional.of(Objects.requireNonNull(column, "column")), given);
    }

    /**
     * This workload without what is about the first columns alone, which will be known when others are drawn.
     *
     * @param columns how many, at least 0
     */
    Workload given(int columns) {
        return new Workload(order, named, target, columns);
    }

    /** How many of so many columns it is about: all but those that will be given. */
    int drawn(int columns) {
        return Math.max(1, columns - given);
    }

    /** The column whose marginals are lifted. */
    public Optional<String> target() {
        return target;
    }

    /**
     * Refuses a domain that lacks a column that is named.
     *
     * @throws IllegalArgumentException if so
     */
    void requireColumns(Domain domain) {
        named.forEach(marginal -> domain.clique(marginal.columns.toArray(String[]::new)));
        target.ifPresent(domain::position);
    }

    /**
     * The marginals and their weights over a domain.
     *
     * @throws IllegalArgumentException if the domain lacks a column that is named
     */
    public SortedMap<Clique, Double> of(Domain domain) {
        SortedMap<Clique, Double> weights = new TreeMap<>();
        add(weights, domain, new int[0], 0);
        for (Named marginal : named) {
            weights.merge(domain.clique(marginal.columns.toArray(String[]::new)), marginal.weight, Double::sum);
        }
        target.map(domain::position)
                .ifPresent(position ->
                        weights.replaceAll((clique, weight) -> clique.contains(position) ? LIFT * weight : weight));
        return weights;
    }

    /**
     * The marginals of several columns that a person asked for by name, the heaviest first.
     *
     * @throws IllegalArgumentException if the domain lacks a column that is named
     */
    List<Clique> asked(Domain domain) {
        SortedMap<Clique, Double> weights = new TreeMap<>();
        for (Named marginal : named) {
            weights.merge(domain.clique(marginal.columns.toArray(String[]::new)), marginal.weight, Double::sum);
        }
        return weights.keySet().stream()
                .filter(clique -> clique.size() > 1)
                .sorted(Comparator.comparing(weights::get, Comparator.reverseOrder()))
                .toList();
    }

    /** The single columns that a person asked for by name. */
    List<Clique> askedAlone(Domain domain) {
        return named.stream()
                .map(marginal -> domain.clique(marginal.columns.toArray(String[]::new)))
                .filter(clique -> clique.size() == 1)
                .distinct()
                .toList();
    }

    /** The pairs of the target with each other column; empty without a target. */
    List<Clique> targetPairs(Domain domain) {
        return target.map(domain::position).stream()
                .flatMap(position -> IntStream.range(0, domain.size())
                        .filter(other ->
                                other != position && domain.attribute(other).size() > 1)
                        .mapToObj(other -> Clique.of(position, other)))
                .toList();
    }

    /** Whether pairs are all that it has, but for marginals that a person asked for by name. */
    boolean isOfPairs() {
        return order == 2;
    }

    /** Whether a person asked for marginals by name. */
    public boolean hasNamed() {
        return !named.isEmpty();
    }

    /** All cliques of the order; of the whole domain if that has fewer columns. */
    private void add(SortedMap<Clique, Double> weights, Domain domain, int[] begun, int next) {
        if (begun.length == Math.min(order, domain.size())) {
            // Ascending, so the last column is the one that may be drawn.
            if (begun.length > 0 && begun[begun.length - 1] < given) {
                return;
            }
            weights.merge(Clique.of(begun), 1.0, Double::sum);
            return;
        }
        for (int column = next; column < domain.size(); column++) {
            int[] longer = Arrays.copyOf(begun, begun.length + 1);
            longer[begun.length] = column;
            add(weights, domain, longer, column + 1);
        }
    }

    /**
     * Every marginal that helps with the workload, a part of one of its marginals and not empty, with how much it
     * helps: {@code w_r = sum over s of c_s |r intersect s|} (McKenna et al. 2022, Section 3.2).
     */
    SortedMap<Clique, Double> candidates(Domain domain) {
        SortedMap<Clique, Double> weights = of(domain);
        double[] byColumn = new double[domain.size()];
        Set<Clique> parts = new HashSet<>();
        weights.forEach((clique, weight) -> {
            for (int column : clique.toArray()) {
                byColumn[column] += weight;
            }
            addParts(parts, clique);
        });
        SortedMap<Clique, Double> candidates = new TreeMap<>();
        for (Clique part : parts) {
            // The sum over s of c_s |r intersect s|, column by column.
            double weight = 0;
            for (int column : part.toArray()) {
                weight += byColumn[column];
            }
            candidates.put(part, weight);
        }
        return candidates;
    }

    private static void addParts(Set<Clique> parts, Clique clique) {
        if (clique.size() > 0 && parts.add(clique)) {
            for (int column : clique.toArray()) {
                addParts(parts, clique.minus(Clique.of(column)));
            }
        }
    }

    /** The workload in words, as {@code "all triples, target income"}. */
    public String words() {
        String base = order == 1 ? "all columns" : order == 2 ? "all pairs" : "all triples";
        return base
                + (named.isEmpty() ? "" : " and " + named.size() + " named")
                + target.map(column -> ", target " + column).orElse("");
    }
}
