package org.effigy.synth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.effigy.domain.Clique;
import org.effigy.domain.Factor;

/**
 * A Bayesian network that grows by a column at a time, whose parents were measured together: each column with its parents
 * is a clique, and these cliques are a junction tree as they are, without fill-in. Holds what is known of each clique.
 */
final class Network {
    private final Map<Clique, Factor> tables = new LinkedHashMap<>();
    private Clique columns = Clique.EMPTY;

    /** The columns in it. */
    Clique columns() {
        return columns;
    }

    /** Adds columns that were measured together, with their expected counts, at least 0. */
    void add(Factor table) {
        tables.put(table.clique(), table);
        columns = columns.union(table.clique());
    }

    /**
     * The sets of columns that may be parents: within one clique, at most {@code degree} of them, with room, and none of
     * them part of another one; ascending.
     *
     * @param cells of a set's table
     * @param room how many cells it may have
     */
    List<Clique> parents(int degree, ToLongFunction<Clique> cells, long room) {
        Set<Clique> small = new TreeSet<>();
        for (Clique clique : tables.keySet()) {
            collect(clique, 0, Clique.EMPTY, degree, cells, room, small);
        }
        return small.stream()
                .filter(set -> small.stream().noneMatch(other -> other.size() > set.size() && set.isSubsetOf(other)))
                .toList();
    }

    private static void collect(
            Clique clique,
            int from,
            Clique taken,
            int degree,
            ToLongFunction<Clique> cells,
            long room,
            Set<Clique> small) {
        if (cells.applyAsLong(taken) > room) {
            return;
        }
        small.add(taken);
        for (int i = from; i < clique.size() && taken.size() < degree; i++) {
            collect(clique, i + 1, taken.union(Clique.of(clique.get(i))), degree, cells, room, small);
        }
    }

    /** The expected counts of parents, from the first clique that holds them; they sum to {@code total}. */
    Factor table(Clique parents, double total) {
        Factor host = tables.values().stream()
                .filter(table -> parents.isSubsetOf(table.clique()))
                .findFirst()
                .orElseThrow();
        Factor sums = host.project(parents);
        return sums.times(total / sums.total());
    }
}
