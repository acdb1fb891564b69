package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.measure.Histories;
import org.effigy.table.ColumnCodec;
import org.effigy.table.Grid;
import org.effigy.table.HistoryCodec;
import org.effigy.table.IntervalCodec;
import org.effigy.table.TableCodec;

/**
 * What is counted before bins are made: of each column whose bins a fit makes, the readings of its grid, each an
 * attribute of its own, with a code more for missing cells where there are any. Follows from the schema alone.
 */
final class Readings {
    private final List<Column> columns;
    private final Coarsening view;

    /**
     * A column whose bins are to be made.
     *
     * @param position in the schema's domain
     * @param size the number of its codes, missing included
     * @param codec what its fine cells stand for
     * @param grid its fine cells
     * @param cliques one a reading, in the view
     * @param worth the most that a row adds to a count
     * @param twin the position of a column that is to have the same bins, as what the row before held; -1 if there is none
     */
    record Column(int position, int size, IntervalCodec codec, Grid grid, List<Clique> cliques, int worth, int twin) {
        /** Whether the last code is for missing cells. */
        boolean hasMissing() {
            return size > cells();
        }

        /** The columns that have its bins. */
        int[] alike() {
            return twin < 0 ? new int[] {position} : new int[] {position, twin};
        }

        /** The number of fine cells. */
        int cells() {
            return grid.readings().get(0).classes().length;
        }
    }

    private Readings(List<Column> columns, Coarsening view) {
        this.columns = List.copyOf(columns);
        this.view = view;
    }

    /** Those of a schema. */
    static Readings of(TableCodec codec) {
        return of(codec.domain(), position -> Optional.of(codec.codec(position)), position -> -1, 1);
    }

    /** Those of steps from a row to the next: what the row before held has the bins of what the next one holds. */
    static Readings of(HistoryCodec codec) {
        return of(codec.layout().steps(), codec::ofStep, codec::before, Histories.WEIGHT);
    }

    private static Readings of(
            Domain domain, IntFunction<Optional<ColumnCodec>> codecs, IntUnaryOperator twins, int worth) {
        List<Column> columns = new ArrayList<>();
        Coarsening view = Coarsening.empty(domain);
        for (int position = 0; position < domain.size(); position++) {
            if (!(codecs.apply(position).orElse(null) instanceof IntervalCodec intervals)
                    || intervals.grid().isEmpty()) {
                continue;
            }
            Grid grid = intervals.grid().get();
            Attribute attribute = domain.attribute(position);
            List<Clique> cliques = new ArrayList<>();
            for (Grid.Reading reading : grid.readings()) {
                int[] map = Arrays.copyOf(reading.classes(), attribute.size());
                int size = reading.size();
                if (intervals.missing().isPresent()) {
                    map[attribute.size() - 1] = size++;
                }
                cliques.add(Clique.of(view.coarse().size()));
                view = view.with(new Attribute(reading.name() + " of " + attribute.name(), size), position, map);
            }
            columns.add(new Column(
                    position, attribute.size(), intervals, grid, cliques, worth, twins.applyAsInt(position)));
        }
        return new Readings(columns, view);
    }

    /** The columns, in the schema's order. */
    List<Column> columns() {
        return columns;
    }

    /** From the schema's domain to that of the readings. */
    Coarsening view() {
        return view;
    }
}
