package org.effigy.audit.disclosure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Grid;
import org.effigy.audit.privacy.NeighbourSearch;
import org.effigy.audit.privacy.Neighbours;

/**
 * Linkability: two sources hold different columns of the same people, and the attacker uses the synthetic table to say
 * which rows of the one belong to which of the other. For a target both parts of its row are looked up, and the attack
 * succeeds if the nearest synthetic rows of the one part and of the other have a row in common (Giomi et al. 2023,
 * section 4.2). Of synthetic rows that are equally near those that come first in one random order count, the same order
 * for both parts.
 */
final class Linkability {
    static final String ID = "privacy.linkability";

    /** Longer lists of columns are cut in titles. */
    private static final int NAMED = 4;

    private Linkability() {}

    static Attack attack(
            Groups groups,
            AuditTable synthetic,
            DisclosureOptions.Halves halves,
            int neighbours,
            double level,
            Near near,
            SplittableRandom random) {
        AuditTable mixed = synthetic.select(Groups.shuffled(synthetic.rows(), random));
        int[] first = positions(mixed, halves.first());
        int[] second = positions(mixed, halves.second());
        long[] linked = new long[2];
        NeighbourSearch ofFirst = near.among(mixed, first);
        NeighbourSearch ofSecond = near.among(mixed, second);
        for (int group = 0; group < 2; group++) {
            AuditTable targets = group == 0 ? groups.train() : groups.control();
            Neighbours one = near.find(ofFirst, targets, first, neighbours);
            Neighbours other = near.find(ofSecond, targets, second, neighbours);
            linked[group] = IntStream.range(0, targets.rows())
                    .filter(target -> meet(rows(one, target), rows(other, target)))
                    .count();
        }
        long naive = IntStream.range(0, groups.size())
                .filter(i -> meet(guess(mixed.rows(), neighbours, random), guess(mixed.rows(), neighbours, random)))
                .count();
        return new Attack(
                ID,
                "Linkability of " + named(halves.first()) + " with " + named(halves.second()),
                new Excess(linked[0], groups.size(), linked[1], groups.size()),
                new Excess(linked[0], groups.size(), naive, groups.size()),
                level);
    }

    /** Columns in a title; {@link #halves} has them all. */
    private static String named(List<String> columns) {
        return columns.size() <= NAMED
                ? String.join(", ", columns)
                : String.join(", ", columns.subList(0, NAMED - 1)) + " and " + (columns.size() - NAMED + 1) + " more";
    }

    /** Which half each column is in, 1 or 2; NaN for those that are in neither. */
    static Grid halves(AuditTable table, DisclosureOptions.Halves halves) {
        List<String> names = table.columns().stream().map(AuditColumn::name).toList();
        return new Grid(
                ID + ".halves",
                "Linkability: which half each column is in",
                names,
                List.of("half"),
                names.stream()
                        .map(name -> new double[] {
                            halves.first().contains(name) ? 1 : halves.second().contains(name) ? 2 : Double.NaN
                        })
                        .toArray(double[][]::new),
                "The attacker holds one half of a person's columns from one source and the other from another.");
    }

    private static int[] rows(Neighbours neighbours, int target) {
        return IntStream.range(0, neighbours.count())
                .map(rank -> neighbours.row(target, rank))
                .filter(row -> row >= 0)
                .toArray();
    }

    private static boolean meet(int[] one, int[] other) {
        return IntStream.of(one).anyMatch(a -> IntStream.of(other).anyMatch(b -> a == b));
    }

    private static int[] guess(int rows, int neighbours, SplittableRandom random) {
        return random.ints(0, rows).distinct().limit(Math.min(rows, neighbours)).toArray();
    }

    private static int[] positions(AuditTable table, List<String> columns) {
        return columns.stream().mapToInt(table::position).toArray();
    }

    /**
     * All columns in two halves that tell synthetic rows apart about equally well: from the column of most entropy to
     * that of least, each goes to the half that has less so far. Follows from the synthetic table alone.
     */
    static DisclosureOptions.Halves standard(AuditTable synthetic) {
        List<AuditColumn> columns = new ArrayList<>(synthetic.columns());
        Map<AuditColumn, Double> entropies = new HashMap<>();
        columns.forEach(column -> entropies.put(column, entropy(column)));
        columns.sort(Comparator.comparing(entropies::get).reversed());
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        double balance = 0;
        for (AuditColumn column : columns) {
            // Where nothing differs, each half gets a column in turn.
            boolean toFirst = balance < 0 || balance == 0 && first.size() <= second.size();
            (toFirst ? first : second).add(column.name());
            balance += toFirst ? entropies.get(column) : -entropies.get(column);
        }
        return new DisclosureOptions.Halves(first, second);
    }

    /** Shannon's entropy of a column's values, in nats; a missing cell is a value. */
    private static double entropy(AuditColumn column) {
        Map<Double, Integer> counts = new HashMap<>();
        for (int row = 0; row < column.rows(); row++) {
            counts.merge(column.isMissing(row) ? Double.NaN : Condition.value(column, row), 1, Integer::sum);
        }
        double rows = column.rows();
        return counts.values().stream()
                .mapToDouble(count -> -count / rows * Math.log(count / rows))
                .sum();
    }
}
