package org.effigy.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Relation;
import org.effigy.model.Measurement;
import org.effigy.model.NestedCounts;
import org.effigy.model.NoisyCounts;
import org.effigy.model.PooledMarginal;
import org.effigy.synth.Counted;
import org.effigy.table.CategoryCodec;
import org.effigy.table.ColumnCodec;
import org.effigy.table.IntervalCodec;
import org.effigy.table.TableCodec;

/**
 * The cells in which some columns were counted together: how many rows are estimated to be in each, and what is known of a
 * row that is. A cell of bins holds several values, and what is asked may be true of some of them alone.
 */
final class Cells {
    /** The most cells that are worked on. */
    private static final long MOST = 1 << 21;

    private static final Comparator<Cells> FINEST =
            Comparator.comparingInt(Cells::size).reversed();

    private static final int[] NONE = {};

    private final TableCodec codec;
    private final NoisyCounts pooled;
    private final boolean isGaussian;
    /** By position of a column, then cell: which of {@link #codes} of that column it has; empty for other columns. */
    private final int[][] places;
    /** By position of a column, then place, the codes that it stands for; empty where it can't be. */
    private final int[][][] codes;

    /** What is known of a number in each cell: it is from low to high, both included. */
    record Span(double[] low, double[] high, double[] middle) {}

    /** Whether a row of a cell is meant. */
    enum Member {
        NO,
        MAYBE,
        YES
    }

    private Cells(TableCodec codec, Counted counted, Clique clique) {
        this.codec = codec;
        this.isGaussian = counted.isGaussian();
        Coarsening bins = counted.bins();
        this.pooled = PooledMarginal.of(bins.coarse(), counted.measurements(), clique, counted.total());
        int columns = codec.domain().size();
        this.places = new int[columns][];
        this.codes = new int[columns][][];
        Arrays.fill(places, NONE);
        for (int column : sources(bins, clique)) {
            read(bins, clique, column);
        }
    }

    /** One column's fine cells, with the counts of bins that hold them. */
    private Cells(Cells fine, Cells bins, NoisyCounts nested) {
        this.codec = fine.codec;
        this.isGaussian = fine.isGaussian && bins.isGaussian;
        this.places = fine.places;
        this.codes = fine.codes;
        this.pooled = nested;
    }

    private void read(Coarsening bins, Clique clique, int column) {
        int[] own = clique.intersect(Clique.of(bins.readers(column))).toArray();
        int size = bins.coarse().arrayCells(Clique.of(own));
        List<List<Integer>> held = IntStream.range(0, size)
                .<List<Integer>>mapToObj(i -> new ArrayList<>())
                .toList();
        for (int code = 0; code < codec.domain().attribute(column).size(); code++) {
            int place = 0;
            for (int attribute : own) {
                place = place * bins.coarse().attribute(attribute).size() + bins.code(attribute, code);
            }
            held.get(place).add(code);
        }
        codes[column] = held.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        places[column] = new int[pooled.cells()];
        int block = pooled.cells();
        for (int attribute : clique.toArray()) {
            int values = bins.coarse().attribute(attribute).size();
            block /= values;
            if (Clique.of(own).contains(attribute)) {
                for (int cell = 0; cell < places[column].length; cell++) {
                    places[column][cell] = places[column][cell] * values + cell / block % values;
                }
            }
        }
    }

    private static Set<Integer> sources(Coarsening bins, Clique clique) {
        Set<Integer> sources = new TreeSet<>();
        for (int attribute : clique.toArray()) {
            sources.add(bins.source(attribute));
        }
        return sources;
    }

    /**
     * The ways in which some columns were counted together, those that tell most values apart first; empty if they never were.
     * The order follows from public facts and from which bins there are: to choose by the noisy counts would choose the noise.
     */
    static List<Cells> of(TableCodec codec, List<Counted> all, Set<Integer> columns) {
        List<Cells> found = together(codec, all.get(0), columns);
        if (all.size() == 1 || columns.size() != 1) {
            return found;
        }
        int column = columns.iterator().next();
        Counted readings = all.get(1);
        List<Cells> nested = new ArrayList<>();
        List<Cells> alone = new ArrayList<>();
        for (Measurement reading : readings.measurements()) {
            if (readings.bins().source(reading.clique().get(0)) == column) {
                Cells fine = new Cells(codec, readings, reading.clique());
                alone.add(fine);
                found.forEach(bins -> fine.within(bins, column, reading).ifPresent(nested::add));
            }
        }
        return Stream.of(nested, found, alone)
                .flatMap(cells -> cells.stream().sorted(FINEST))
                .toList();
    }

    /** These cells with the counts of bins, if each of these is in one of those. */
    private Optional<Cells> within(Cells bins, int column, Measurement fine) {
        int[] map = new int[size()];
        int[][] held = codes[column];
        for (int cell = 0; cell < map.length; cell++) {
            map[cell] = -1;
            for (int code : held[places[column][cell]]) {
                int bin = bins.cellOf(column, code);
                if (map[cell] >= 0 && map[cell] != bin) {
                    return Optional.empty();
                }
                map[cell] = bin;
            }
            if (map[cell] < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(new Cells(this, bins, NestedCounts.of(bins.pooled, fine, map)));
    }

    /** Of cells of one column the one that a code is in. */
    private int cellOf(int column, int code) {
        return IntStream.range(0, size())
                .filter(cell -> Arrays.binarySearch(codes(column, cell), code) >= 0)
                .findFirst()
                .orElseThrow();
    }

    private static List<Cells> together(TableCodec codec, Counted counted, Set<Integer> columns) {
        List<Cells> found = new ArrayList<>();
        Clique readers = Clique.of(columns.stream()
                .flatMapToInt(column -> Arrays.stream(counted.bins().readers(column)))
                .toArray());
        Set<Clique> cliques = new LinkedHashSet<>();
        counted.measurements().forEach(one -> cliques.add(one.clique().intersect(readers)));
        for (Clique clique : cliques) {
            if (sources(counted.bins(), clique).equals(columns)
                    && counted.bins().coarse().cells(clique) <= MOST) {
                found.add(new Cells(codec, counted, clique));
            }
        }
        found.sort(FINEST);
        return found;
    }

    /** The estimated counts, and their noise. */
    NoisyCounts pooled() {
        return pooled;
    }

    /** Whether bins and fine cells were counted apart, and are put together. */
    boolean isNested() {
        return pooled instanceof NestedCounts;
    }

    /** Whether no noise has tails heavier than the normal distribution's. */
    boolean isGaussian() {
        return isGaussian;
    }

    int size() {
        return pooled.cells();
    }

    private int[] codes(int column, int cell) {
        return codes[column][places[column][cell]];
    }

    /** Which cells there can be rows in. */
    Member[] possible() {
        Member[] members = new Member[size()];
        for (int cell = 0; cell < members.length; cell++) {
            boolean can = true;
            for (int column = 0; column < places.length; column++) {
                can &= places[column].length == 0 || codes(column, cell).length > 0;
            }
            members[cell] = can ? Member.YES : Member.NO;
        }
        return members;
    }

    /** Leaves of each cell's rows those of which a relation is true. */
    void restrict(Member[] members, Relation relation) {
        int[] columns = relation.clique().toArray();
        int[][][] classes = new int[columns.length][][];
        for (int i = 0; i < columns.length; i++) {
            int member = i;
            classes[i] = Arrays.stream(codes[columns[i]])
                    .map(held -> Arrays.stream(held)
                            .map(code -> relation.classOf(member, code))
                            .distinct()
                            .toArray())
                    .toArray(int[][]::new);
        }
        int[][] held = new int[columns.length][];
        for (int cell = 0; cell < members.length; cell++) {
            if (members[cell] != Member.NO) {
                for (int i = 0; i < columns.length; i++) {
                    held[i] = classes[i][places[columns[i]][cell]];
                }
                Member asked = among(relation, held);
                members[cell] = asked.compareTo(members[cell]) < 0 ? asked : members[cell];
            }
        }
    }

    private static Member among(Relation relation, int[][] held) {
        int[] at = new int[held.length];
        int[] combination = new int[held.length];
        boolean some = false;
        boolean all = true;
        boolean more = true;
        while (more) {
            for (int i = 0; i < at.length; i++) {
                combination[i] = held[i][at[i]];
            }
            boolean allowed = relation.allows(combination);
            some |= allowed;
            all &= allowed;
            int i = at.length - 1;
            while (i >= 0 && ++at[i] == held[i].length) {
                at[i--] = 0;
            }
            more = i >= 0;
        }
        return all ? Member.YES : some ? Member.MAYBE : Member.NO;
    }

    /** Leaves of each cell's rows those in which a column has a value. */
    void present(Member[] members, int column) {
        int missing = codec.codec(column).missing().orElse(-1);
        for (int cell = 0; cell < members.length; cell++) {
            int[] held = codes(column, cell);
            if (members[cell] != Member.NO && held.length > 0 && held[held.length - 1] == missing) {
                members[cell] = held.length == 1 ? Member.NO : Member.MAYBE;
            }
        }
    }

    /** A column's numbers, or of a boolean 1 for true, where a row has one. */
    Span numbers(int column) {
        IntervalCodec intervals = (IntervalCodec) codec.codec(column);
        int missing = intervals.missing().orElse(-1);
        return span(cell -> {
            int[] held = codes(column, cell);
            int last = held.length - 1;
            if (last >= 0 && held[last] == missing) {
                last--;
            }
            return last < 0
                    ? new double[] {0, 0}
                    : new double[] {intervals.lowestOf(held[0]), intervals.highestOf(held[last])};
        });
    }

    /** 1 in rows in which a column has a code, else 0. */
    Span indicator(int column, int code) {
        ColumnCodec own = codec.codec(column);
        int missing = own.missing().orElse(-1);
        return span(cell -> {
            boolean some = false;
            boolean all = true;
            for (int held : codes(column, cell)) {
                some |= held == code;
                all &= held == code || held == missing;
            }
            return new double[] {some && all ? 1 : 0, some ? 1 : 0};
        });
    }

    /** 1 in rows of which a relation is true, else 0. */
    Span indicator(Relation relation) {
        Member[] members = possible();
        restrict(members, relation);
        return span(cell -> new double[] {members[cell] == Member.YES ? 1 : 0, members[cell] == Member.NO ? 0 : 1});
    }

    private interface Ends {
        double[] of(int cell);
    }

    private Span span(Ends ends) {
        double[] low = new double[size()];
        double[] high = new double[size()];
        double[] middle = new double[size()];
        for (int cell = 0; cell < low.length; cell++) {
            double[] both = ends.of(cell);
            low[cell] = both[0];
            high[cell] = both[1];
            middle[cell] = both[0] / 2 + both[1] / 2;
        }
        return new Span(low, high, middle);
    }

    /** How many categories a column has to tell apart; 0 for one of numbers. */
    static int categories(ColumnCodec codec) {
        return codec instanceof CategoryCodec categories
                ? categories.categories().size()
                : 0;
    }
}
