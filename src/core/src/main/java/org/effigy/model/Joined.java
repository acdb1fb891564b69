package org.effigy.model;

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

/**
 * Columns that are several attributes of a field as one attribute each again: the same distribution, on a larger tree. What
 * no code says, a combination of attributes that contradict each other, is left out.
 */
final class Joined {
    private final Coarsening before;
    private Coarsening after;
    /** For each attribute of the field, the one that it becomes or becomes a part of. */
    private final int[] to;
    /** For each attribute of the field, its code by the code of what it becomes. */
    private final int[][] back;

    private Joined(Coarsening before) {
        this.before = before;
        this.after = Coarsening.empty(before.fine());
        this.to = new int[before.coarse().size()];
        this.back = new int[to.length][];
    }

    /**
     * A refined field with some columns joined.
     *
     * @param whole by column, those that should be one attribute
     * @throws TreeTooLargeException if the junction tree has more cells than this
     */
    static Refined of(Refined refined, boolean[] whole, long maxCells) {
        Joined joined = new Joined(refined.bins());
        for (int column = 0; column < whole.length; column++) {
            int[] readers = joined.before.readers(column);
            if (whole[column] && readers.length > 1) {
                joined.join(column, readers);
            } else {
                Arrays.stream(readers).forEach(joined::keep);
            }
        }
        MarkovRandomField field = (MarkovRandomField) refined.coarse();
        List<Factor> factors = field.potentials().stream().map(joined::lifted).toList();
        List<Clique> cliques = factors.stream().map(Factor::clique).toList();
        JunctionTree tree = JunctionTree.plan(joined.after.coarse(), cliques).requireCellsAtMost(maxCells);
        List<double[]> weights = new ArrayList<>();
        for (int column = 0; column < whole.length; column++) {
            weights.add(refined.weights(column));
        }
        return Refined.of(joined.after, MarkovRandomField.of(tree, factors, field.total()), weights);
    }

    private void keep(int attribute) {
        int column = before.source(attribute);
        to[attribute] = after.coarse().size();
        back[attribute] =
                IntStream.range(0, before.coarse().attribute(attribute).size()).toArray();
        after = before.keeps(attribute)
                ? after.keeping(column)
                : after.with(before.coarse().attribute(attribute), column, map(attribute));
    }

    private void join(int column, int[] attributes) {
        int[] places = Refined.places(before, column);
        int[] used = Arrays.stream(places).sorted().distinct().toArray();
        int[] map = Arrays.stream(places)
                .map(place -> Arrays.binarySearch(used, place))
                .toArray();
        for (int attribute : attributes) {
            to[attribute] = after.coarse().size();
            back[attribute] = new int[used.length];
            for (int code = 0; code < map.length; code++) {
                back[attribute][map[code]] = before.code(attribute, code);
            }
        }
        String name = before.fine().attribute(column).name();
        after = after.with(new Attribute(name, used.length), column, map);
    }

    private int[] map(int attribute) {
        return IntStream.range(
                        0, before.fine().attribute(before.source(attribute)).size())
                .map(code -> before.code(attribute, code))
                .toArray();
    }

    /** A potential over what its attributes have become. */
    private Factor lifted(Factor potential) {
        int[] own = potential.clique().toArray();
        Domain domain = after.coarse();
        Clique clique =
                Clique.of(Arrays.stream(own).map(attribute -> to[attribute]).toArray());
        Layout layout = Layout.of(potential.domain(), potential.clique());
        double[] values = new double[domain.arrayCells(clique)];
        int[] codes = new int[clique.size()];
        for (int cell = 0; cell < values.length; cell++) {
            int place = 0;
            for (int attribute : own) {
                place += layout.stride(attribute) * back[attribute][codes[clique.indexOf(to[attribute])]];
            }
            values[cell] = potential.value(place);
            for (int i = codes.length - 1;
                    i >= 0 && ++codes[i] == domain.attribute(clique.get(i)).size();
                    i--) {
                codes[i] = 0;
            }
        }
        return Factor.of(domain, clique, values);
    }
}
