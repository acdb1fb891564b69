package org.effigy.audit.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditSection;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Findings;
import org.effigy.audit.Interval;
import org.effigy.audit.Power;

/**
 * Membership inference: from the synthetic rows alone, and real rows of the population, was this record in the training
 * table? Each attack gives every record of train and holdout a score. Whatever an attack knows of the real rows it takes
 * from train and holdout as one, the record left out: if the generator had not seen train, the scores of both would be
 * exchangeable, which is what all figures here are held against.
 */
public final class Membership implements AuditSection {
    /** Rates of false positives that figures are given for, the lowest first. */
    private static final List<String> RATES = List.of("0.001", "0.01", "0.05");

    /** Rates at which thresholds for the bound on epsilon are set. */
    private static final double[] EPSILON_RATES = {0.001, 0.01, 0.1};

    private static final String PREFIX = "privacy.membership.";
    private static final String EPSILON = PREFIX + "epsilon";

    @Override
    public String title() {
        return "Membership inference";
    }

    @Override
    public Findings examine(AuditCase tables) {
        if (tables.holdout().isEmpty()) {
            return Findings.of(title(), undefined("Without a holdout there is no outsider to compare with."));
        }
        Targets targets = Targets.of(tables);
        if (targets.members().rows() < 2
                || targets.outsiders().rows() < 2
                || tables.synthetic().rows() == 0) {
            return Findings.of(
                    title(),
                    undefined("An attack needs two rows of train, two of the holdout and a synthetic row; there are "
                            + targets.members().rows() + ", "
                            + targets.outsiders().rows() + " and "
                            + tables.synthetic().rows() + "."));
        }
        List<Roc> attacks = attacks(targets, tables);
        List<Figure> figures = new ArrayList<>();
        RocPower power =
                new RocPower(targets.members().rows(), targets.outsiders().rows());
        for (String rate : RATES) {
            for (int i = 0; i < attacks.size(); i++) {
                figures.add(atRate(Attack.values()[i], attacks.get(i), rate, tables, power));
            }
        }
        for (int i = 0; i < attacks.size(); i++) {
            figures.add(area(Attack.values()[i], attacks.get(i), tables));
        }
        figures.add(epsilon(attacks, tables, power));
        return new Findings(
                title(),
                figures,
                IntStream.range(0, attacks.size())
                        .mapToObj(i -> RocCurve.of(Attack.values()[i], attacks.get(i), tables.claim()))
                        .toList());
    }

    @Override
    public Map<String, Power> foresee(AuditCase tables) {
        if (tables.holdout().isEmpty()) {
            return Map.of();
        }
        Targets targets = Targets.of(tables);
        if (targets.members().rows() < 2 || targets.outsiders().rows() < 2) {
            return Map.of();
        }
        RocPower power =
                new RocPower(targets.members().rows(), targets.outsiders().rows());
        Map<String, Power> foreseen = new LinkedHashMap<>();
        for (String rate : RATES) {
            for (Attack attack : Attack.values()) {
                String id = PREFIX + attack.id() + ".tpr-at-" + rate;
                atRate(power, id, rate, tables).ifPresent(known -> foreseen.put(id, known));
            }
        }
        foreseen.put(
                EPSILON,
                tables.claim()
                        .map(claim ->
                                power.ofEpsilon(claim, EPSILON_RATES, epsilonError(tables, Attack.values().length)))
                        .orElse(Power.none()));
        return foreseen;
    }

    private static Optional<Power> atRate(RocPower power, String id, String rate, AuditCase tables) {
        return tables.policy()
                .test(id)
                .map(rule -> power.atRate(
                        Double.parseDouble(rate), tables.policy().level(id, Attack.values().length), rule));
    }

    /** The probability with which each of the bounds that the one on epsilon is the highest of may be too high. */
    private static double epsilonError(AuditCase tables, int attacks) {
        return (1 - tables.policy().level(EPSILON)) / 2 / (attacks * EPSILON_RATES.length);
    }

    private static Figure atRate(Attack attack, Roc roc, String rate, AuditCase tables, RocPower power) {
        String id = PREFIX + attack.id() + ".tpr-at-" + rate;
        double falsePositives = Double.parseDouble(rate);
        Figure figure = new Figure(
                id,
                title(attack, rate),
                roc.truePositives(falsePositives),
                Optional.of(roc.truePositivesInterval(
                        falsePositives, tables.policy().level(id, Attack.values().length))),
                Optional.of(falsePositives),
                attack.words()
                        + tables.claim()
                                .map(claim -> " By epsilon and delta alone the claim allows at most "
                                        + Figure.number(claim.ceiling(falsePositives)) + ".")
                                .orElse(""));
        return atRate(power, id, rate, tables).map(figure::with).orElse(figure);
    }

    private static Figure area(Attack attack, Roc roc, AuditCase tables) {
        String id = PREFIX + attack.id() + ".auc";
        return new Figure(
                id,
                "Area under the curve of " + attack.title(),
                roc.auc(),
                roc.aucInterval(tables.policy().level(id, Attack.values().length)),
                Optional.of(0.5),
                "A mean over all records, in which leaks of few don't show.");
    }

    private static Figure epsilon(List<Roc> attacks, AuditCase tables, RocPower power) {
        double delta = tables.claim().map(claim -> claim.delta()).orElse(0.0);
        double level = tables.policy().level(EPSILON);
        double error = epsilonError(tables, attacks.size());
        double bound = 0;
        for (Roc attack : attacks) {
            for (double rate : EPSILON_RATES) {
                bound = Math.max(bound, attack.epsilonBound(rate, delta, error));
            }
        }
        Figure figure = new Figure(
                EPSILON,
                "Least epsilon that explains the attacks",
                bound,
                Optional.of(new Interval(bound, Double.POSITIVE_INFINITY, level)),
                tables.claim().map(claim -> claim.epsilon()),
                (tables.claim().isPresent() ? "" : "No differential privacy is claimed. ")
                        + "The highest over all attacks and three thresholds, corrected for their number. One run of"
                        + " the generator, its records taken as independent: evidence against a claim, never for"
                        + " one.");
        return tables.claim()
                .map(claim -> figure.with(power.ofEpsilon(claim, EPSILON_RATES, error)))
                .orElse(figure);
    }

    private static List<Figure> undefined(String why) {
        List<Figure> figures = new ArrayList<>();
        for (String rate : RATES) {
            for (Attack attack : Attack.values()) {
                figures.add(undefined(
                        PREFIX + attack.id() + ".tpr-at-" + rate,
                        title(attack, rate),
                        Optional.of(Double.parseDouble(rate)),
                        why));
            }
        }
        for (Attack attack : Attack.values()) {
            figures.add(undefined(
                    PREFIX + attack.id() + ".auc", "Area under the curve of " + attack.title(), Optional.of(0.5), why));
        }
        figures.add(undefined(EPSILON, "Least epsilon that explains the attacks", Optional.empty(), why));
        return figures;
    }

    private static Figure undefined(String id, String title, Optional<Double> reference, String why) {
        return new Figure(id, title, Double.NaN, Optional.empty(), reference, why);
    }

    private static String title(Attack attack, String rate) {
        return "Train rows found by " + attack.title() + " at " + rate + " false positives";
    }

    /** The curves of all attacks, in the order of {@link Attack}. */
    static List<Roc> attacks(Targets targets, AuditCase tables) {
        int members = targets.members().rows();
        double[][] scores = scores(targets, tables);
        return Arrays.stream(scores)
                .map(score -> Roc.of(Arrays.copyOf(score, members), Arrays.copyOfRange(score, members, score.length)))
                .toList();
    }

    private static double[][] scores(Targets targets, AuditCase tables) {
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
        TreeDensity density = new TreeDensity(bins, cuts.of(tables.synthetic()), cuts.values());
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
            features[row] = new double[] {
                -nearest, others[row] - nearest, ratio, gap, agreement[row], scores[Attack.DENSITY.ordinal()][row]
            };
        }
        scores[Attack.CLASSIFIER.ordinal()] = classified(features, members, tables.seed());
        return scores;
    }

    private static int[][] join(int[][] first, int[][] second) {
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
