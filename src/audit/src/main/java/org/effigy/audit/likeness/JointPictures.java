package org.effigy.audit.likeness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Grid;
import org.effigy.table.Role;

/**
 * Joint shares of pairs that matter, real beside synthetic: the pairs that are furthest from the holdout beyond what train is,
 * and those of the column to be predicted. Shares of groups of rows, and never a single one.
 */
final class JointPictures {
    private static final int FURTHEST = 3;
    private static final int OF_TARGET = 2;

    private JointPictures() {}

    /**
     * Three grids for each pair: real, synthetic, and their difference.
     *
     * @param plan whose pairs were compared
     * @param onHoldout how far the synthetic table is from the holdout
     * @param real how far train is
     */
    static List<Grid> of(AuditTable train, AuditTable synthetic, Plan plan, Likeness onHoldout, Likeness real) {
        List<Integer> byExcess = IntStream.range(0, plan.pairs().size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        pair -> real.pairs()[pair] - onHoldout.pairs()[pair]))
                .toList();
        Set<Integer> chosen = new LinkedHashSet<>();
        byExcess.stream()
                .filter(pair -> isOfTarget(train, plan.pairs().get(pair)))
                .limit(OF_TARGET)
                .forEach(chosen::add);
        byExcess.stream().filter(pair -> !chosen.contains(pair)).limit(FURTHEST).forEach(chosen::add);
        List<Grid> grids = new ArrayList<>();
        for (int pair : chosen) {
            int[] columns = plan.pairs().get(pair);
            grids.addAll(pair(train, synthetic, columns[0], columns[1]));
        }
        return grids;
    }

    private static boolean isOfTarget(AuditTable train, int[] pair) {
        return IntStream.of(pair)
                .anyMatch(column -> train.columns().get(column).field().role() == Role.TARGET);
    }

    private static List<Grid> pair(AuditTable train, AuditTable synthetic, int one, int other) {
        AuditColumn down = train.columns().get(one);
        AuditColumn across = train.columns().get(other);
        PictureAxis rows = PictureAxis.of(down, synthetic.columns().get(one));
        PictureAxis columns = PictureAxis.of(across, synthetic.columns().get(other));
        double[][] real = shares(rows, columns, train, one, other);
        double[][] drawn = shares(rows, columns, synthetic, one, other);
        double[][] difference = new double[real.length][];
        for (int r = 0; r < real.length; r++) {
            int at = r;
            difference[r] = IntStream.range(0, real[r].length)
                    .mapToDouble(c -> drawn[at][c] - real[at][c])
                    .toArray();
        }
        String id = Fidelity.ID + ".joint." + one + "-" + other + ".";
        String title = "Rows by " + down.name() + " (down) and " + across.name() + " (across), ";
        boolean ordered = down instanceof AuditColumn.Numbers || across instanceof AuditColumn.Numbers;
        String note = "Shares of all rows, in per cent" + (ordered ? "; numbers in tenths of the training rows." : ".");
        return List.of(
                new Grid(id + "real", title + "real", rows.labels(), columns.labels(), real, note),
                new Grid(id + "synthetic", title + "synthetic", rows.labels(), columns.labels(), drawn, note),
                new Grid(
                        id + "difference",
                        title + "synthetic less real",
                        rows.labels(),
                        columns.labels(),
                        difference,
                        note));
    }

    private static double[][] shares(PictureAxis rows, PictureAxis columns, AuditTable table, int one, int other) {
        int[] down = rows.places(table.columns().get(one));
        int[] across = columns.places(table.columns().get(other));
        double[][] shares = new double[rows.labels().size()][columns.labels().size()];
        for (int row = 0; row < down.length; row++) {
            shares[down[row]][across[row]] += 100.0 / down.length;
        }
        return shares;
    }
}
