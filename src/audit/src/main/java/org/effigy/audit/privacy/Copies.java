package org.effigy.audit.privacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditSection;
import org.effigy.audit.Figure;
import org.effigy.audit.Findings;
import org.effigy.audit.Interval;
import org.effigy.audit.Power;

/**
 * Real rows that turn up in the synthetic table: whole, or with at most one cell that differs, or whole where the real
 * row is the only one of its kind. Natural repeats do so too; how often, the holdout shows, and what train has beyond it
 * is the finding. All are found, by hash and comparison; cost and memory are linear in the rows.
 */
public final class Copies implements AuditSection {
    private static final String EXACT = "privacy.copies.exact.excess";
    private static final String NEAR = "privacy.copies.near.excess";
    private static final String UNIQUE = "privacy.copies.unique.excess";

    @Override
    public String title() {
        return "Copies";
    }

    @Override
    public Findings examine(AuditCase tables) {
        List<Figure> figures = new ArrayList<>();
        Cells synthetic = Cells.of(tables.synthetic());
        if (tables.holdout().isEmpty()) {
            String why = "Without a holdout nobody can say how many repeats are natural.";
            figures.add(undefined(EXACT, "Excess of train rows copied", why));
            figures.add(undefined(NEAR, "Excess of train rows copied but for one cell", why));
            figures.add(undefined(UNIQUE, "Excess of unique train rows copied", why));
        } else {
            Targets targets = Targets.of(tables);
            Cells members = Cells.of(targets.members());
            Cells outsiders = Cells.of(targets.outsiders());
            boolean[] membersExact = exact(synthetic, members);
            boolean[] outsidersExact = exact(synthetic, outsiders);
            figures.add(Proportions.of(membersExact, outsidersExact)
                    .excess(
                            EXACT,
                            "Excess of train rows copied",
                            tables.policy(),
                            "Real rows of which the synthetic table has an equal: share of train less share of"
                                    + " holdout."));
            figures.add(Proportions.of(near(synthetic, members), near(synthetic, outsiders))
                    .excess(
                            NEAR,
                            "Excess of train rows copied but for one cell",
                            tables.policy(),
                            "Real rows of which the synthetic table has one that differs in at most one column."));
            figures.add(unique(members, outsiders, membersExact, outsidersExact, tables));
        }
        figures.add(ofSynthetic(tables, synthetic));
        return Findings.of(title(), figures);
    }

    @Override
    public Map<String, Power> foresee(AuditCase tables) {
        if (tables.holdout().isEmpty()) {
            return Map.of();
        }
        Targets targets = Targets.of(tables);
        int members = targets.members().rows();
        int outsiders = targets.outsiders().rows();
        if (members == 0 || outsiders == 0) {
            return Map.of();
        }
        Proportions best = new Proportions(0, members, 0, outsiders);
        Map<String, Power> foreseen = new LinkedHashMap<>();
        for (String id : List.of(EXACT, NEAR)) {
            tables.policy()
                    .test(id)
                    .ifPresent(
                            rule -> foreseen.put(id, best.power(tables.policy().level(id), rule)));
        }
        return foreseen;
    }

    /** Of each row, whether the synthetic table has an equal. */
    static boolean[] exact(Cells synthetic, Cells real) {
        boolean[] found = new boolean[real.rows()];
        mark(RowIndex.of(synthetic), real, found);
        return found;
    }

    /** Of each row, whether the synthetic table has one that differs in at most one column. */
    static boolean[] near(Cells synthetic, Cells real) {
        boolean[] found = new boolean[real.rows()];
        for (int column = 0; column < synthetic.columns(); column++) {
            mark(RowIndex.without(synthetic, column), real, found);
        }
        return found;
    }

    private static void mark(RowIndex index, Cells real, boolean[] found) {
        for (int row = 0; row < found.length; row++) {
            found[row] = found[row] || index.count(real, row) > 0;
        }
    }

    private static Figure unique(
            Cells members, Cells outsiders, boolean[] membersExact, boolean[] outsidersExact, AuditCase tables) {
        RowIndex inTrain = RowIndex.of(members);
        RowIndex inHoldout = RowIndex.of(outsiders);
        long[] uniques = new long[2];
        long[] hits = new long[2];
        for (int side = 0; side < 2; side++) {
            Cells real = side == 0 ? members : outsiders;
            for (int row = 0; row < real.rows(); row++) {
                if (inTrain.count(real, row) + inHoldout.count(real, row) == 1) {
                    uniques[side]++;
                    hits[side] += (side == 0 ? membersExact : outsidersExact)[row] ? 1 : 0;
                }
            }
        }
        return new Proportions(hits[0], uniques[0], hits[1], uniques[1])
                .excess(
                        UNIQUE,
                        "Excess of unique train rows copied",
                        tables.policy(),
                        "Of real rows that stand once in train and holdout together.");
    }

    private static Figure ofSynthetic(AuditCase tables, Cells synthetic) {
        RowIndex train = RowIndex.of(Cells.of(tables.train()));
        long copies = 0;
        for (int row = 0; row < synthetic.rows(); row++) {
            copies += train.count(synthetic, row) > 0 ? 1 : 0;
        }
        String id = "privacy.copies.exact.synthetic";
        boolean none = synthetic.rows() == 0;
        return new Figure(
                id,
                "Synthetic rows that equal a train row",
                none ? Double.NaN : (double) copies / synthetic.rows(),
                none
                        ? Optional.empty()
                        : Optional.of(Interval.clopperPearson(
                                copies, synthetic.rows(), tables.policy().level(id))),
                Optional.empty(),
                copies + " of " + synthetic.rows()
                        + " synthetic rows. Natural repeats are among them: the excess over the"
                        + " holdout tells whether there are too many.");
    }

    private static Figure undefined(String id, String title, String why) {
        return new Figure(id, title, Double.NaN, Optional.empty(), Optional.of(0.0), why);
    }
}
