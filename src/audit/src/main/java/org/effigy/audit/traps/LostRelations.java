package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.likeness.Associations;
import org.effigy.audit.likeness.Draw;
import org.effigy.audit.likeness.OneWayDistance;
import org.effigy.audit.likeness.PairCounts;
import org.effigy.audit.likeness.Plan;

/**
 * Relations between columns that are gone, or that the real table doesn't have. One measure for all pairs: Cramer's V
 * corrected for bias, ordered columns cut at the eighths of both tables together.
 */
final class LostRelations {
    /** Weaker relations are not looked for. */
    private static final double WEAKEST = 0.1;

    /** A relation has to fall by half, or double. */
    private static final double FACTOR = 0.5;

    private static final int PARTS = 8;

    private LostRelations() {}

    private record Change(String pair, double real, double synthetic) {
        double size() {
            return Math.abs(real - synthetic);
        }

        Figure figure(String id) {
            return TrapResult.figure(
                    id, pair + ": Cramer's V", synthetic, real, "corrected for bias; reference: the real rows");
        }
    }

    static TrapResult find(AuditTable real, AuditTable synthetic, Plan plan, long seed, double alarms) {
        List<int[]> knownCodes = new ArrayList<>();
        List<int[]> judgedCodes = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (int c = 0; c < real.columns().size(); c++) {
            double[] edges = edges(real.columns().get(c), synthetic.columns().get(c));
            knownCodes.add(codes(real.columns().get(c), edges));
            judgedCodes.add(codes(synthetic.columns().get(c), edges));
            sizes.add(1
                    + (real.columns().get(c) instanceof AuditColumn.Categories categories
                            ? categories.labels().size()
                            : edges.length + 1));
        }
        byte[] knownGroups = Draw.of(seed, -8).groups(real.rows(), Associations.GROUPS);
        byte[] judgedGroups = Draw.of(seed, -9).groups(synthetic.rows(), Associations.GROUPS);
        int pairs = plan.related().size();
        double[][] known = strengths(plan, knownCodes, sizes, knownGroups);
        double[][] judged = strengths(plan, judgedCodes, sizes, judgedGroups);
        List<Change> lost = new ArrayList<>();
        List<Change> spurious = new ArrayList<>();
        for (int p = 0; p < pairs; p++) {
            int[] pair = plan.related().get(p);
            // A column that doesn't vary has no relation.
            double before = Double.isNaN(known[p][0]) ? 0 : known[p][0];
            double after = Double.isNaN(judged[p][0]) ? 0 : judged[p][0];
            double deviation = Math.hypot(Associations.deviation(known[p]), Associations.deviation(judged[p]));
            Change change = new Change(
                    real.columns().get(pair[0]).name() + " and "
                            + real.columns().get(pair[1]).name(),
                    before,
                    after);
            if (before >= WEAKEST
                    && after < FACTOR * before
                    && Chance.positive(before - after, deviation, Associations.GROUPS) < alarms / 2 / pairs) {
                lost.add(change);
            }
            if (after >= WEAKEST
                    && before < FACTOR * after
                    && Chance.positive(after - before, deviation, Associations.GROUPS) < alarms / 2 / pairs) {
                spurious.add(change);
            }
        }
        return new TrapResult(List.of(), findings(lost, spurious, pairs));
    }

    private static List<Finding> findings(List<Change> lost, List<Change> spurious, int pairs) {
        List<Finding> findings = new ArrayList<>();
        if (!lost.isEmpty()) {
            findings.add(new Finding(
                    Traps.ID + ".lost-relations",
                    lost.size() * 10 >= pairs ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
                    lost.size() + " of " + pairs + " pairs of columns have lost at least half of their relation.",
                    evidence(lost, "lost-relations.evidence"),
                    "Single columns look right, but they don't belong together any more: a model that predicts one from"
                            + " another, or a table of one by another, is wrong.",
                    "Don't train or cross-tabulate on these pairs. Take a model that keeps them (mst, privbayes, aim with a"
                            + " workload that names them), or a larger budget."));
        }
        if (!spurious.isEmpty()) {
            findings.add(new Finding(
                    Traps.ID + ".spurious-relations",
                    spurious.size() * 10 >= pairs ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
                    spurious.size() + " of " + pairs
                            + " pairs of columns are related at least twice as strongly as in the real table.",
                    evidence(spurious, "spurious-relations.evidence"),
                    "Somebody may discover here what is not so in the world.",
                    "Confirm each relation that matters on real rows before it is reported."));
        }
        return findings;
    }

    private static List<Figure> evidence(List<Change> changes, String id) {
        return Traps.strongest(changes.stream()
                .sorted(Comparator.comparingDouble(Change::size).reversed())
                .map(change -> change.figure(id))
                .toList());
    }

    private static double[][] strengths(Plan plan, List<int[]> codes, List<Integer> sizes, byte[] groups) {
        return plan.related().parallelStream()
                .map(pair -> PairCounts.of(
                                codes.get(pair[0]),
                                sizes.get(pair[0]),
                                codes.get(pair[1]),
                                sizes.get(pair[1]),
                                groups,
                                Associations.GROUPS)
                        .evaluate(PairCounts::cramersV))
                .toArray(double[][]::new);
    }

    private static double[] edges(AuditColumn real, AuditColumn synthetic) {
        if (real instanceof AuditColumn.Categories) {
            return new double[0];
        }
        double[] both = OneWayDistance.sorted(IntStream.range(0, 2)
                .mapToObj(i -> ((AuditColumn.Numbers) (i == 0 ? real : synthetic)).values())
                .flatMapToDouble(Arrays::stream)
                .toArray());
        return IntStream.range(1, PARTS)
                .filter(i -> both.length > 0)
                .mapToDouble(i -> both[(int) ((long) i * both.length / PARTS)])
                .distinct()
                .toArray();
    }

    /** The part of each value, 1 or more, and 0 where it is missing. */
    private static int[] codes(AuditColumn column, double[] edges) {
        if (column instanceof AuditColumn.Categories categories) {
            return Arrays.stream(categories.codes()).map(code -> code + 1).toArray();
        }
        return Arrays.stream(((AuditColumn.Numbers) column).values())
                .mapToInt(value -> {
                    int at = Arrays.binarySearch(edges, value + 0.0);
                    return Double.isNaN(value) ? 0 : at >= 0 ? at + 2 : -at;
                })
                .toArray();
    }
}
