package org.effigy.audit.likeness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which pairs and triples of columns are counted: all, or a fixed random choice where they would be too many. */
final class Cliques {
    private Cliques() {}

    /** Sets of {@code size} of {@code columns} columns, at most {@code most}, in order; the same for the same seed. */
    static List<int[]> of(int columns, int size, int most, long seed) {
        List<int[]> all = new ArrayList<>();
        if (count(columns, size) <= 200_000) {
            extend(all, new int[size], 0, 0, columns);
            if (all.size() <= most) {
                return all;
            }
            int[] chosen = Draw.of(seed, size).rows(all.size(), most);
            return Arrays.stream(chosen).sorted().mapToObj(all::get).toList();
        }
        // Too many to list: repeats are so rare among them that they may stand.
        Draw draw = Draw.of(seed, size);
        for (int i = 0; i < most; i++) {
            int[] clique = draw.rows(columns, size);
            Arrays.sort(clique);
            all.add(clique);
        }
        return all;
    }

    private static void extend(List<int[]> all, int[] clique, int filled, int from, int columns) {
        if (filled == clique.length) {
            all.add(clique.clone());
            return;
        }
        for (int column = from; column < columns; column++) {
            clique[filled] = column;
            extend(all, clique, filled + 1, column + 1, columns);
        }
    }

    private static double count(int columns, int size) {
        double count = 1;
        for (int i = 0; i < size; i++) {
            count = count * (columns - i) / (i + 1);
        }
        return Math.max(0, count);
    }
}
