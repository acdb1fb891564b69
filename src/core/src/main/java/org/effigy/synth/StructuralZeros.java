package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.HistoryLayout;
import org.effigy.domain.Records;
import org.effigy.domain.Relation;
import org.effigy.model.ImpossibleException;
import org.effigy.model.JunctionTree;
import org.effigy.model.MarkovRandomField;
import org.effigy.table.Rule;
import org.effigy.table.TableCodec;

/**
 * What a schema's rules rule out, as cells of probability zero of the tables of some columns: known before any row is looked
 * at, so that the estimate is of maximum entropy given them. Follows from the schema alone. Immutable.
 */
public final class StructuralZeros {
    /** Of nothing. */
    static final StructuralZeros NONE = new StructuralZeros(null, Map.of(), List.of(), Optional.empty());

    /** The most bins that a fit makes of a column, unless it was asked for more. */
    private static final int BINS = 64;

    private final TableCodec codec;
    private final Map<Rule, List<Relation>> held;
    private final List<Relation> bounds;
    private final Optional<HistoryLayout> steps;

    private StructuralZeros(
            TableCodec codec, Map<Rule, List<Relation>> held, List<Relation> bounds, Optional<HistoryLayout> steps) {
        this.steps = steps;
        this.codec = codec;
        this.held = held;
        this.bounds = bounds;
    }

    /**
     * Those of a schema.
     *
     * @throws IllegalArgumentException if no row can obey all rules, naming a smallest set of them that contradict each other
     */
    public static StructuralZeros of(TableCodec codec) {
        Map<Rule, List<Relation>> held = codec.held();
        StructuralZeros zeros = new StructuralZeros(codec, held, codec.bounds(), Optional.empty());
        zeros.requirePossible();
        return zeros;
    }

    /** Those of steps from a row to the next: how an attribute moves follows from its values before and after. */
    static StructuralZeros of(HistoryLayout steps) {
        return new StructuralZeros(null, Map.of(), List.of(), Optional.of(steps));
    }

    /** The attributes of steps that a move is of. */
    private int[] moving() {
        return steps.stream()
                .flatMapToInt(layout -> IntStream.range(
                                layout.states(), layout.steps().size())
                        .filter(attribute -> layout.moveOf(attribute) >= 0))
                .toArray();
    }

    private Clique move(int attribute) {
        HistoryLayout layout = steps.orElseThrow();
        return Clique.of(layout.beforeOf(attribute), layout.moveOf(attribute), attribute);
    }

    /** 1 where some values in the bins before and after are so far from each other. */
    private Factor moves(Coarsening bins, int attribute) {
        HistoryLayout layout = steps.orElseThrow();
        Clique clique = move(attribute);
        int size = layout.steps().attribute(attribute).size();
        int kinds = layout.steps().attribute(layout.moveOf(attribute)).size();
        int binned = bins.coarse().attribute(attribute).size();
        double[] cells = new double[bins.coarse().arrayCells(clique)];
        for (int before = 0; before < size; before++) {
            for (int after = 0; after < size; after++) {
                int row = bins.code(clique.get(0), before) * kinds + layout.move(attribute, before, after);
                cells[row * binned + bins.code(attribute, after)] = 1;
            }
        }
        return Factor.of(bins.coarse(), clique, cells);
    }

    /** Whether nothing is ruled out. */
    boolean isEmpty() {
        return held.isEmpty() && bounds.isEmpty();
    }

    /** The rules' names and columns of conditions, and of the bounds of columns that are reckoned from others. */
    List<Clique> cliques() {
        return Stream.concat(
                        relations().stream().map(Relation::clique),
                        IntStream.of(moving()).mapToObj(this::move))
                .toList();
    }

    private List<Relation> relations() {
        List<Relation> all = new ArrayList<>(conditions());
        all.addAll(bounds);
        return all;
    }

    private List<Relation> conditions() {
        return held.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Bins that are cut where a rule tells values inside them apart.
     *
     * @param map the bin of each code of an attribute, ascending where the codes are in order
     */
    int[] parted(int attribute, int[] map) {
        List<Relation> on = conditions().stream()
                .filter(relation -> relation.clique().contains(attribute))
                .toList();
        int[] parted = new int[map.length];
        for (int code = 1; code < map.length; code++) {
            int at = code;
            boolean apart = map[code] != map[code - 1]
                    || on.stream().anyMatch(relation -> {
                        int member = relation.clique().indexOf(attribute);
                        return relation.classOf(member, at) != relation.classOf(member, at - 1);
                    });
            parted[code] = parted[code - 1] + (apart ? 1 : 0);
        }
        return parted;
    }

    /**
     * Factors that are 0 where a cell can't be, and 1 elsewhere.
     *
     * @param bins from the schema's codes to those of the factors; cut as {@link #parted} does
     */
    List<Factor> factors(Coarsening bins) {
        List<Factor> factors = new ArrayList<>();
        for (Relation relation : conditions()) {
            Relation coarse = relation.over(bins)
                    .orElseThrow(() -> new IllegalStateException("a bin holds values that a rule tells apart"));
            factors.add(factor(bins.coarse(), coarse));
        }
        for (Relation relation : bounds) {
            factors.add(some(bins, relation));
        }
        for (int attribute : moving()) {
            factors.add(moves(bins, attribute));
        }
        return factors;
    }

    private static Factor factor(Domain domain, Relation relation) {
        Clique clique = relation.clique();
        double[] cells = new double[domain.arrayCells(clique)];
        int[] codes = new int[clique.size()];
        int[] classes = new int[clique.size()];
        for (int cell = 0; cell < cells.length; cell++) {
            for (int i = 0; i < codes.length; i++) {
                classes[i] = relation.classOf(i, codes[i]);
            }
            cells[cell] = relation.allows(classes) ? 1 : 0;
            for (int i = codes.length - 1;
                    i >= 0 && ++codes[i] == domain.attribute(clique.get(i)).size();
                    i--) {
                codes[i] = 0;
            }
        }
        return Factor.of(domain, clique, cells);
    }

    /** 1 where some codes of a pair's bins can be. */
    private static Factor some(Coarsening bins, Relation pair) {
        Clique clique = pair.clique();
        Domain fine = bins.fine();
        int seconds = bins.coarse().attribute(clique.get(1)).size();
        double[] cells = new double[bins.coarse().arrayCells(clique)];
        for (int first = 0; first < fine.attribute(clique.get(0)).size(); first++) {
            for (int second = 0; second < fine.attribute(clique.get(1)).size(); second++) {
                if (pair.allows(pair.classOf(0, first), pair.classOf(1, second))) {
                    cells[bins.code(clique.get(0), first) * seconds + bins.code(clique.get(1), second)] = 1;
                }
            }
        }
        return Factor.of(bins.coarse(), clique, cells);
    }

    /**
     * Refuses rules that need a larger model than is allowed, by public facts: as many bins as a fit may make.
     *
     * @throws IllegalArgumentException if they do, naming the columns that they relate
     */
    void requireFits(long maxCells) {
        if (isEmpty()) {
            return;
        }
        List<Attribute> attributes = new ArrayList<>();
        for (int a = 0; a < codec.domain().size(); a++) {
            Attribute attribute = codec.domain().attribute(a);
            int whole = attribute.size();
            int parts = codec.isBinned(a) ? BINS + 1 + runs(a) : whole;
            attributes.add(new Attribute(attribute.name(), Math.min(whole, parts)));
        }
        Domain domain = Domain.of(attributes);
        JunctionTree tree = JunctionTree.plan(domain, cliques());
        long limit = Math.min(maxCells, Records.MAX_CELLS);
        if (tree.cells() > limit) {
            Clique largest = tree.cliques().stream()
                    .max((one, other) -> Long.compare(domain.cells(one), domain.cells(other)))
                    .orElse(Clique.EMPTY);
            throw new IllegalArgumentException("the schema's rules relate " + domain.describe(largest)
                    + ", which takes tables of up to " + tree.cells() + " cells; --max-model-mb allows " + limit
                    + ": raise it, declare fewer or wider bins for these columns, or leave a rule out ("
                    + String.join(", ", namesOn(largest)) + ")");
        }
    }

    private List<String> namesOn(Clique clique) {
        return held.entrySet().stream()
                .filter(rule -> rule.getValue().stream()
                        .anyMatch(relation -> relation.clique().isSubsetOf(clique)))
                .map(rule -> "'" + rule.getKey().name() + "'")
                .toList();
    }

    /** The pieces into which rules cut an attribute's codes. */
    private int runs(int attribute) {
        int[] parted =
                parted(attribute, new int[codec.domain().attribute(attribute).size()]);
        return parted[parted.length - 1] + 1;
    }

    private void requirePossible() {
        if (isPossible(held)) {
            return;
        }
        Map<Rule, List<Relation>> least = new java.util.LinkedHashMap<>(held);
        for (Rule rule : held.keySet()) {
            Map<Rule, List<Relation>> without = new java.util.LinkedHashMap<>(least);
            without.remove(rule);
            if (!isPossible(without)) {
                least = without;
            }
        }
        String named = least.keySet().stream().map(Rule::toString).collect(Collectors.joining(" and "));
        throw new IllegalArgumentException(
                least.size() == 1
                        ? "no row can obey rule " + named + ": correct it"
                        : "no row can obey rules " + named + " together: correct one of them, or take one out");
    }

    /** Whether some row obeys these rules. */
    private boolean isPossible(Map<Rule, List<Relation>> rules) {
        List<Relation> relations = rules.values().stream().flatMap(List::stream).toList();
        Domain domain = codec.domain();
        List<Attribute> attributes = new ArrayList<>();
        List<int[]> examples = new ArrayList<>();
        for (int attribute = 0; attribute < domain.size(); attribute++) {
            int a = attribute;
            List<Relation> on = relations.stream()
                    .filter(relation -> relation.clique().contains(a))
                    .toList();
            Map<List<Integer>, Integer> kinds = new HashMap<>();
            List<Integer> first = new ArrayList<>();
            for (int code = 0; code < domain.attribute(a).size(); code++) {
                int at = code;
                List<Integer> kind = on.stream()
                        .map(relation -> relation.classOf(relation.clique().indexOf(a), at))
                        .toList();
                if (kinds.putIfAbsent(kind, first.size()) == null) {
                    first.add(code);
                }
            }
            attributes.add(new Attribute(domain.attribute(a).name(), first.size()));
            examples.add(first.stream().mapToInt(code -> code).toArray());
        }
        Domain kinds = Domain.of(attributes);
        List<Factor> factors = new ArrayList<>();
        for (Relation relation : relations) {
            if (relation.isEmpty()) {
                return false;
            }
            int[] classes = new int[relation.clique().size()];
            double[] cells = new double[kinds.arrayCells(relation.clique())];
            int[] codes = new int[classes.length];
            for (int cell = 0; cell < cells.length; cell++) {
                for (int i = 0; i < codes.length; i++) {
                    classes[i] =
                            relation.classOf(i, examples.get(relation.clique().get(i))[codes[i]]);
                }
                cells[cell] = relation.allows(classes) ? 0 : Double.NEGATIVE_INFINITY;
                for (int i = codes.length - 1;
                        i >= 0
                                && ++codes[i]
                                        == kinds.attribute(relation.clique().get(i))
                                                .size();
                        i--) {
                    codes[i] = 0;
                }
            }
            if (Arrays.stream(cells).allMatch(Double::isInfinite)) {
                return false;
            }
            factors.add(Factor.of(kinds, relation.clique(), cells));
        }
        try {
            MarkovRandomField.of(kinds, factors, 1);
            return true;
        } catch (ImpossibleException e) {
            return false;
        }
    }

    /** Cliques as sets of columns, for messages. */
    @Override
    public String toString() {
        return "StructuralZeros["
                + IntStream.range(0, cliques().size())
                        .mapToObj(i -> cliques().get(i).toString())
                        .collect(Collectors.joining(", "))
                + "]";
    }
}
