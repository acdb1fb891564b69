package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Layout;

/**
 * A table as the loops of a {@link Contraction} see it: one row of numbers, or one number if it has none of the
 * innermost loop's attributes, for each combination of the outer loops' attributes that it has. Tables over fewer
 * attributes ride along: they are multiplied in when the port is filled, or summed out when it is emptied.
 */
final class Port {
    /** The number of outer loops that have run when this port's place is known; its row changes with the last one. */
    final int level;

    /** How many rows further each outer loop's step is; 0 for a loop whose attribute this port lacks. */
    final int[] strides;

    /** The rows, or null for a port of single numbers. */
    final double[][] rows;

    /** The single numbers, or null for a port of rows. */
    final double[] scalars;

    private final List<Rider> riders;

    /** A table, by its number, and where its cells are: {@code outer[row] + inner[column]}. */
    private record Rider(int table, int[] outer, int[] inner, boolean contiguous) {
        /** Whether the table has none of the innermost loop's attributes. */
        boolean constant() {
            return inner[inner.length - 1] == 0;
        }
    }

    private Port(int level, int[] strides, double[][] rows, double[] scalars, List<Rider> riders) {
        this.level = level;
        this.strides = strides;
        this.rows = rows;
        this.scalars = scalars;
        this.riders = riders;
    }

    /**
     * The ports of some tables.
     *
     * @param hosts for each table the number of the table that it rides on, itself if on none
     */
    static Port[] of(Domain domain, List<Clique> cliques, int[] hosts, Loops loops) {
        int width = Math.toIntExact(domain.cells(Clique.of(loops.inner())));
        List<Port> ports = new ArrayList<>();
        for (int host = 0; host < hosts.length; host++) {
            if (hosts[host] != host) {
                continue;
            }
            Clique clique = cliques.get(host);
            int[] axes = IntStream.of(loops.outer()).filter(clique::contains).toArray();
            boolean wide = IntStream.of(loops.inner()).anyMatch(clique::contains);
            List<Rider> riders = new ArrayList<>();
            for (int table = 0; table < hosts.length; table++) {
                if (hosts[table] == host) {
                    Layout layout = Layout.of(domain, cliques.get(table));
                    int[] inner = wide ? layout.offsets(loops.inner()) : new int[] {0};
                    riders.add(new Rider(table, layout.offsets(axes), inner, isRange(inner)));
                }
            }
            // The host first: it sets what the others multiply.
            int number = host;
            riders.sort((a, b) -> Boolean.compare(a.table != number, b.table != number));
            int rows = Math.toIntExact(domain.cells(Clique.of(axes)));
            ports.add(new Port(
                    level(loops.outer(), clique),
                    strides(domain, loops.outer(), clique),
                    wide ? new double[rows][width] : null,
                    wide ? null : new double[rows],
                    riders));
        }
        return ports.toArray(Port[]::new);
    }

    private static boolean isRange(int[] inner) {
        return IntStream.range(0, inner.length).allMatch(i -> inner[i] == i);
    }

    private static int level(int[] outer, Clique clique) {
        int level = 0;
        for (int i = 0; i < outer.length; i++) {
            level = clique.contains(outer[i]) ? i + 1 : level;
        }
        return level;
    }

    private static int[] strides(Domain domain, int[] outer, Clique clique) {
        int[] strides = new int[outer.length];
        int stride = 1;
        for (int i = outer.length - 1; i >= 0; i--) {
            if (clique.contains(outer[i])) {
                strides[i] = stride;
                stride *= domain.attribute(outer[i]).size();
            }
        }
        return strides;
    }

    /** Sets the port to the product of its tables. */
    void fill(double[][] tables) {
        boolean first = true;
        for (Rider rider : riders) {
            double[] table = tables[rider.table];
            int[] outer = rider.outer;
            int[] inner = rider.inner;
            if (rows == null) {
                for (int r = 0; r < outer.length; r++) {
                    scalars[r] = first ? table[outer[r]] : scalars[r] * table[outer[r]];
                }
            } else {
                for (int r = 0; r < outer.length; r++) {
                    if (first && rider.contiguous) {
                        System.arraycopy(table, outer[r], rows[r], 0, inner.length);
                    } else if (first) {
                        gather(rows[r], table, outer[r], inner);
                    } else {
                        multiply(rows[r], table, outer[r], inner);
                    }
                }
            }
            first = false;
        }
    }

    private static void gather(double[] row, double[] table, int base, int[] inner) {
        for (int i = 0; i < row.length; i++) {
            row[i] = table[base + inner[i]];
        }
    }

    private static void multiply(double[] row, double[] table, int base, int[] inner) {
        for (int i = 0; i < row.length; i++) {
            row[i] *= table[base + inner[i]];
        }
    }

    /** Sets all rows to 0. */
    void clear() {
        if (rows == null) {
            Arrays.fill(scalars, 0);
        } else {
            for (double[] row : rows) {
                Arrays.fill(row, 0);
            }
        }
    }

    /** Sets each of the port's tables to the sums of the port's cells over the attributes that the table lacks. */
    void empty(double[][] tables) {
        for (Rider rider : riders) {
            double[] table = tables[rider.table];
            Arrays.fill(table, 0);
            int[] outer = rider.outer;
            int[] inner = rider.inner;
            for (int r = 0; r < outer.length; r++) {
                if (rows == null) {
                    table[outer[r]] += scalars[r];
                } else if (rider.constant()) {
                    table[outer[r]] += Kernels.sum(rows[r]);
                } else {
                    scatter(rows[r], table, outer[r], inner);
                }
            }
        }
    }

    private static void scatter(double[] row, double[] table, int base, int[] inner) {
        for (int i = 0; i < row.length; i++) {
            table[base + inner[i]] += row[i];
        }
    }
}
