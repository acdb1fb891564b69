package org.effigy.audit.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditSection;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Findings;
import org.effigy.audit.Grid;
import org.effigy.audit.Interval;

/**
 * Distances of synthetic rows to their closest real ones, and how they stand to the second closest: diagnostics, which
 * show gross closeness to train and no more. Train is cut at random to the holdout's size, so that neither is nearer by
 * its number; then half of the synthetic rows are nearer to train if the generator treats both alike, ties counted half.
 *
 * <p>The interval is a jackknife over train, holdout and synthetic rows: each row is left out in turn, which moves the
 * share through the rows whose nearest it was. Its variance is on average too large if anything (Efron, Stein 1981). To
 * take the synthetic rows alone for trials, as if the references were fixed, would make it too small: one real row can be
 * the nearest of many.
 */
public final class Distances implements AuditSection {
    private static final String PREFIX = "privacy.distance.";
    private static final String DIAGNOSTIC = " A diagnostic: distances miss leaks that attacks find.";
    private static final int TRAIN = 0;
    private static final int HOLDOUT = 1;

    private final Map<String, List<String>> groups;

    private Distances(Map<String, List<String>> groups) {
        this.groups = new TreeMap<>(groups);
    }

    /** Over all columns. */
    public static Distances ofAllColumns() {
        return new Distances(Map.of());
    }

    /**
     * Over all columns, and over groups of them.
     *
     * @param groups columns by the group's name, made of a-z, 0-9 and hyphens
     */
    public static Distances of(Map<String, List<String>> groups) {
        return new Distances(groups);
    }

    @Override
    public String title() {
        return "Distances (diagnostics)";
    }

    @Override
    public Findings examine(AuditCase tables) {
        List<Figure> figures = new ArrayList<>();
        List<Grid> curves = new ArrayList<>();
        int all = tables.synthetic().columns().size();
        Map<String, int[]> chosen = new LinkedHashMap<>();
        chosen.put("all", IntStream.range(0, all).toArray());
        groups.forEach((name, columns) -> chosen.put(
                name,
                columns.stream()
                        .mapToInt(column -> tables.synthetic().position(column))
                        .toArray()));
        chosen.forEach((group, columns) -> {
            Findings found = examine(tables, group, columns);
            figures.addAll(found.figures());
            curves.addAll(found.grids());
        });
        return new Findings(title(), figures, curves);
    }

    private Findings examine(AuditCase tables, String group, int[] columns) {
        String of = group.equals("all") ? "" : " (" + group + ")";
        String id = PREFIX + group;
        AuditTable synthetic = tables.synthetic();
        if (tables.holdout().isEmpty()) {
            String why = "Without a holdout a distance says nothing.";
            return undefined(id, of, why);
        }
        Targets targets = Targets.of(tables);
        int size = Math.min(targets.members().rows(), targets.outsiders().rows());
        if (size < 3 || synthetic.rows() < 2) {
            String why = "Three rows of train and of the holdout and two synthetic ones are needed.";
            return undefined(id, of, why);
        }
        SplittableRandom random = new SplittableRandom(tables.seed() + 1);
        List<AuditTable> real = List.of(targets.members(), targets.outsiders());
        Gower gower = Gower.ofDomains(real);
        Points made = gower.points(synthetic, columns);
        Neighbours[] nearest = new Neighbours[2];
        for (int side = 0; side < 2; side++) {
            AuditTable table = real.get(side);
            AuditTable cut = table.rows() == size ? table : table.select(draw(table.rows(), size, random));
            nearest[side] = NeighbourSearch.of(gower.points(cut, columns)).nearest(made, 3, tables.threads());
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(share(
                id + ".share",
                "Synthetic rows nearer to train" + of,
                nearest,
                size,
                false,
                tables,
                "Share whose nearest real row is of train rather than of the holdout, ties half." + DIAGNOSTIC));
        figures.add(share(
                id + ".nndr-share",
                "Synthetic rows closer to one train row alone" + of,
                nearest,
                size,
                true,
                tables,
                "Share whose nearest over second nearest distance is less in train than in the holdout, ties half."
                        + DIAGNOSTIC));
        for (String quantile : List.of("0.05", "0.5")) {
            for (int side = 0; side < 2; side++) {
                figures.add(quantile(id, of, quantile, nearest, side));
            }
        }
        return new Findings(
                title(),
                figures,
                List.of(
                        DistanceCurve.closest(id, of, nearest[TRAIN], nearest[HOLDOUT]),
                        DistanceCurve.ratio(id, of, nearest[TRAIN], nearest[HOLDOUT])));
    }

    private static Figure quantile(String id, String of, String quantile, Neighbours[] nearest, int side) {
        double[] own = nearest[side].distances(0);
        double[] other = nearest[1 - side].distances(0);
        String name = side == TRAIN ? "train" : "holdout";
        return new Figure(
                id + "." + name + ".quantile-" + quantile,
                "Distance to the closest " + name + " row" + of + ", quantile " + quantile,
                quantile(own, Double.parseDouble(quantile)),
                Optional.empty(),
                Optional.of(quantile(other, Double.parseDouble(quantile))),
                "In columns that differ, numbers by the part of their range. The reference is the same to the other"
                        + " table." + DIAGNOSTIC);
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }

    /** So many rows drawn at random, in their order. */
    private static int[] draw(int rows, int size, SplittableRandom random) {
        int[] drawn = new int[size];
        int kept = 0;
        for (int row = 0; kept < size; row++) {
            if (random.nextInt(rows - row) < size - kept) {
                drawn[kept++] = row;
            }
        }
        return drawn;
    }

    private static Figure share(
            String id, String title, Neighbours[] nearest, int size, boolean ratio, AuditCase tables, String note) {
        int queries = nearest[TRAIN].queries();
        double[] counts = new double[queries];
        double[][] moved = new double[2][size];
        double share = 0;
        for (int query = 0; query < queries; query++) {
            double[] score = {score(nearest[TRAIN], query, -1, ratio), score(nearest[HOLDOUT], query, -1, ratio)};
            counts[query] = nearer(score[TRAIN], score[HOLDOUT]);
            share += counts[query];
            for (int side = 0; side < 2; side++) {
                for (int out = 0; out < (ratio ? 2 : 1); out++) {
                    double without = score(nearest[side], query, out, ratio);
                    double changed = side == TRAIN ? nearer(without, score[HOLDOUT]) : nearer(score[TRAIN], without);
                    moved[side][nearest[side].row(query, out)] += (changed - counts[query]) / queries;
                }
            }
        }
        share /= queries;
        double variance = 0;
        for (double count : counts) {
            variance += (count - share) * (count - share) / queries / (queries - 1);
        }
        variance += jackknife(moved[TRAIN]) + jackknife(moved[HOLDOUT]);
        return new Figure(
                id,
                title,
                share,
                Optional.of(Interval.normal(
                                share, Math.sqrt(variance), tables.policy().level(id))
                        .within(share, 0, 1)),
                Optional.of(0.5),
                note);
    }

    private static double jackknife(double[] moved) {
        double mean = Arrays.stream(moved).sum() / moved.length;
        return Arrays.stream(moved).map(move -> (move - mean) * (move - mean)).sum()
                * (moved.length - 1)
                / moved.length;
    }

    /** A query's distance, or its ratio to the second, where the neighbour of one rank is left out; -1 for none. */
    static double score(Neighbours neighbours, int query, int out, boolean ratio) {
        double first = neighbours.distance(query, out == 0 ? 1 : 0);
        if (!ratio) {
            return first;
        }
        double second = neighbours.distance(query, out == 0 || out == 1 ? 2 : 1);
        return second > 0 ? first / second : 1;
    }

    private static double nearer(double train, double holdout) {
        return train < holdout ? 1 : train == holdout ? 0.5 : 0;
    }

    private Findings undefined(String id, String of, String why) {
        return Findings.of(
                title(),
                List.of(
                        undefined(id + ".share", "Synthetic rows nearer to train" + of, why, 0.5),
                        undefined(id + ".nndr-share", "Synthetic rows closer to one train row alone" + of, why, 0.5)));
    }

    private static Figure undefined(String id, String title, String why, double reference) {
        return new Figure(id, title, Double.NaN, Optional.empty(), Optional.of(reference), why);
    }
}
