package org.effigy.audit.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditTable;

/** What every attack on membership makes of each target: the members first, then the outsiders. */
final class Scores {
    private final double[][] byAttack;
    private final double[] byFixedBlur;
    private final Optional<double[]> byBlends;
    private final int members;
    private final long seed;

    private Scores(double[][] byAttack, double[] byFixedBlur, Optional<double[]> byBlends, int members, long seed) {
        this.byAttack = byAttack;
        this.byFixedBlur = byFixedBlur;
        this.byBlends = byBlends;
        this.members = members;
        this.seed = seed;
    }

    /** The curves of all attacks, in the order of {@link Attack}. */
    List<Roc> attacks() {
        return Arrays.stream(byAttack)
                .map(score -> Roc.of(Arrays.copyOf(score, members), Arrays.copyOfRange(score, members, score.length)))
                .toList();
    }

    /** Who leads where records are put in order by the weight of evidence. */
    Leads leads() {
        return new Leads(byFixedBlur, byAttack[Attack.EVIDENCE.ordinal()], byBlends, members, seed);
    }

    /** Scores all targets. */
    static Scores of(Targets targets, AuditCase tables) {
        List<AuditTable> real = List.of(targets.members(), targets.outsiders());
        int members = targets.members().rows();
        int size = members + targets.outsiders().rows();
        Gower gower = Gower.ofDomains(real);
        Points pool = Points.joined(gower.points(targets.members()), gower.points(targets.outsiders()));
        Neighbours made = NeighbourSearch.of(gower.points(tables.synthetic())).nearest(pool, 2, tables.threads());
        double[] others =
                NeighbourSearch.of(pool).nearestOthers(1, tables.threads()).distances(0);
        Discretised cuts = Discretised.of(real);
        int[][] bins = join(cuts.of(targets.members()), cuts.of(targets.outsiders()));
        int[][] madeBins = cuts.of(tables.synthetic());
        TreeDensity density = new TreeDensity(bins, madeBins, cuts.values());
        Evidence evidence =
                Evidence.of(new Comparison(real, tables.synthetic(), bins, madeBins, density), tables.seed());
        double[] agreement = new Agreement(
                        new Cells[] {Cells.of(targets.members()), Cells.of(targets.outsiders())}, bins, density)
                .with(Cells.of(tables.synthetic()));
        double[][] scores = new double[Attack.values().length][size];
        double[][] features = new double[size][];
        for (int row = 0; row < size; row++) {
            double nearest = made.distance(row, 0);
            double ratio = Math.log((others[row] + Attack.SMALL) / (nearest + Attack.SMALL));
            double gap = made.distance(row, 1) < Double.POSITIVE_INFINITY
                    ? Math.log((made.distance(row, 1) + Attack.SMALL) / (nearest + Attack.SMALL))
                    : 0;
            scores[Attack.DISTANCE.ordinal()][row] = -nearest;
            scores[Attack.DIFFERENCE.ordinal()][row] = others[row] - nearest;
            scores[Attack.RATIO.ordinal()][row] = ratio;
            // Rows that agree with none are told apart by nearness, below all that do.
            scores[Attack.AGREEMENT.ordinal()][row] = agreement[row] > 0 ? agreement[row] : -1 / (1 + Math.exp(ratio));
            scores[Attack.DENSITY.ordinal()][row] = density.logRatio(bins, row);
            // Rows of which no synthetic row is evidence are likewise told apart by nearness.
            double weight = evidence.byFittedBlur()[row];
            scores[Attack.EVIDENCE.ordinal()][row] = weight > 0 ? weight : -1 / (1 + Math.exp(ratio));
            features[row] = new double[] {
                -nearest,
                others[row] - nearest,
                ratio,
                gap,
                agreement[row],
                scores[Attack.DENSITY.ordinal()][row],
                weight
            };
        }
        scores[Attack.CLASSIFIER.ordinal()] = classified(features, members, tables.seed());
        return new Scores(
                scores,
                evidence.byFixedBlur(),
                Blends.scores(real, tables.synthetic(), tables.seed()),
                members,
                tables.seed());
    }

    static int[][] join(int[][] first, int[][] second) {
        int[][] joined = new int[first.length][];
        Arrays.setAll(
                joined,
                column -> IntStream.concat(Arrays.stream(first[column]), Arrays.stream(second[column]))
                        .toArray());
        return joined;
    }

    /**
     * Each record's rank, within its part of the records, by a classifier that was trained on the other parts: ranks, so
     * that parts with different classifiers can be put together.
     */
    private static double[] classified(double[][] features, int members, long seed) {
        standardise(features);
        int[] part = new int[features.length];
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < part.length; row++) {
            part[row] = random.nextInt(Attack.PARTS);
        }
        double[] ranks = new double[features.length];
        for (int left = 0; left < Attack.PARTS; left++) {
            int out = left;
            int[] others = IntStream.range(0, part.length)
                    .filter(row -> part[row] != out)
                    .toArray();
            int[] own = IntStream.range(0, part.length)
                    .filter(row -> part[row] == out)
                    .toArray();
            boolean[] member = new boolean[others.length];
            for (int i = 0; i < others.length; i++) {
                member[i] = others[i] < members;
            }
            if (others.length == 0) {
                continue;
            }
            Logistic classifier = Logistic.fit(
                    Arrays.stream(others).mapToObj(row -> features[row]).toArray(double[][]::new), member);
            double[] scores = Arrays.stream(own)
                    .mapToDouble(row -> classifier.score(features[row]))
                    .toArray();
            double[] sorted = scores.clone();
            Arrays.sort(sorted);
            for (int i = 0; i < own.length; i++) {
                ranks[own[i]] = rank(sorted, scores[i]);
            }
        }
        return ranks;
    }

    private static double rank(double[] sorted, double score) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (double) low / sorted.length;
    }

    private static void standardise(double[][] features) {
        for (int column = 0; column < features[0].length; column++) {
            int at = column;
            double mean = Arrays.stream(features).mapToDouble(row -> row[at]).sum() / features.length;
            double square = Arrays.stream(features)
                            .mapToDouble(row -> (row[at] - mean) * (row[at] - mean))
                            .sum()
                    / features.length;
            double scale = square > 0 ? 1 / Math.sqrt(square) : 0;
            for (double[] row : features) {
                // A rare sign, as a copy is, would otherwise outweigh all others hundreds of times.
                row[at] = Math.max(-8, Math.min(8, (row[at] - mean) * scale));
            }
        }
    }
}
