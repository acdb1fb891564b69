package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Layout;

/**
 * Expected counts of a few cells of a large table. The number of the cell asked for takes the place of the cell's
 * attributes: each table is restricted to the cells' values, has that number as one more axis, and the rest is variable
 * elimination. The cost is that of inference with evidence, once a cell, in rows of many cells at a time.
 */
final class Lookup {
    /** Cells at a time: the axis of their numbers is the innermost loop. */
    private static final int BLOCK = 1024;

    private Lookup() {}

    /** Tables to multiply, row-major, with their cliques. */
    record Tables(List<Clique> cliques, List<double[]> values) {}

    /** Whether it costs less to look up this many cells than to make the whole table. */
    static boolean isCheaper(MarkovRandomField field, Clique clique, int cells) {
        Domain domain = field.domain();
        List<Clique> whole = field.tables(clique).map(Tables::cliques).orElse(List.of());
        Domain extended = extend(domain, cells);
        List<Clique> sliced = whole.stream()
                .map(over -> over.intersect(clique).size() == 0
                        ? over
                        : over.minus(clique).union(Clique.of(domain.size())))
                .toList();
        return Elimination.cost(extended, sliced, Clique.of(domain.size())) < Elimination.cost(domain, whole, clique);
    }

    /** The domain with one more attribute at its end, for the number of the cell asked for. */
    private static Domain extend(Domain domain, int cells) {
        List<Attribute> attributes = new ArrayList<>(domain.attributes());
        String name = "cell";
        while (domain.attributes().stream().map(Attribute::name).toList().contains(name)) {
            name += "'";
        }
        attributes.add(new Attribute(name, cells));
        return Domain.of(attributes);
    }

    /** One count a cell, or nothing where linear space would lose digits. */
    static Optional<double[]> counts(MarkovRandomField field, Clique clique, int[] cells) {
        Domain domain = field.domain();
        Optional<Tables> tables = field.tables(clique);
        Optional<Elimination> all =
                tables.flatMap(given -> Elimination.marginal(domain, given.cliques(), given.values(), Clique.EMPTY));
        if (all.isEmpty()) {
            return Optional.empty();
        }
        // An attribute of the clique that no table has is even: its cells share the probability.
        Clique touched = tables.get().cliques().stream().reduce(Clique.EMPTY, Clique::union);
        double share = field.total() / domain.cells(clique.minus(touched));
        double[] counts = new double[cells.length];
        for (int start = 0; start < cells.length; start += BLOCK) {
            int[] block = Arrays.copyOfRange(cells, start, Math.min(cells.length, start + BLOCK));
            Optional<Elimination> some = restricted(domain, tables.get(), clique, block);
            if (some.isEmpty()) {
                return Optional.empty();
            }
            double scale = share * Math.exp(some.get().logScale() - all.get().logScale());
            for (int i = 0; i < block.length; i++) {
                counts[start + i] = scale * some.get().values()[i];
            }
        }
        return Optional.of(counts);
    }

    private static Optional<Elimination> restricted(Domain domain, Tables tables, Clique clique, int[] cells) {
        Domain extended = extend(domain, cells.length);
        Clique number = Clique.of(domain.size());
        List<Clique> cliques = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (int t = 0; t < tables.cliques().size(); t++) {
            Clique over = tables.cliques().get(t);
            double[] table = tables.values().get(t);
            Clique fixed = over.intersect(clique);
            if (fixed.size() == 0) {
                cliques.add(over);
                values.add(table);
                continue;
            }
            int[] rest = Layout.of(domain, over).offsets(over.minus(fixed).toArray());
            int[] at = places(domain, clique, over, fixed, cells);
            double[] sliced = new double[Math.multiplyExact(rest.length, cells.length)];
            for (int r = 0, i = 0; r < rest.length; r++) {
                for (int place : at) {
                    sliced[i++] = table[rest[r] + place];
                }
            }
            cliques.add(over.minus(fixed).union(number));
            values.add(sliced);
        }
        return Elimination.marginal(extended, cliques, values, number);
    }

    /** For each cell, where its values of the fixed attributes stand in a table. */
    private static int[] places(Domain domain, Clique clique, Clique over, Clique fixed, int[] cells) {
        Layout layout = Layout.of(domain, clique);
        Layout target = Layout.of(domain, over);
        int[] places = new int[cells.length];
        for (int position : fixed.toArray()) {
            int from = layout.stride(position);
            int size = domain.attribute(position).size();
            int to = target.stride(position);
            for (int i = 0; i < cells.length; i++) {
                places[i] += cells[i] / from % size * to;
            }
        }
        return places;
    }
}
