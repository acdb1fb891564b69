package org.effigy.attack;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.measure.NoisyMarginal;
import org.effigy.privacy.Mechanism;

/**
 * What somebody guesses a target's secret to be who knows all its other columns: the likeliest value. From synthetic rows:
 * each votes for its own secret, by how much likelier it is as a copy of the target, with some columns drawn anew, than as
 * somebody else (the weights of Fellegi, Sunter 1969). From a model's noisy counts: how likely they are with the target in
 * the cell of that secret, where the attacker knows all other rows, and lets them vote as if they were synthetic ones.
 */
final class Guess {
    /** The probability that a column of a copy was not drawn anew; the audit's fixed blur has the same. */
    private static final double KEPT = .85;

    /** Of a column in order: how far off, as a part of its values, is near. The audit's inference takes the same. */
    private static final int NEAR = 100;

    /** Of a count that is published as it is. */
    private static final double LEAST_SCALE = .3;

    private final Targets targets;
    private final Domain domain;
    private final int secret;
    private final Sight sight;
    /** By target: the logarithm of each value's votes among all other rows. */
    private final double[][] prior;
    /** The rows of the base, by column. */
    private final int[][] base;

    /** @param secret the column that is guessed */
    Guess(Targets targets, int secret, Sight sight) {
        this.targets = targets;
        this.domain = targets.base().records().domain();
        this.secret = secret;
        this.sight = sight;
        this.base = Tally.columns(targets.base().records());
        this.prior = targets.asked().stream()
                .map(target -> Arrays.stream(votes(target.with().get(0), base))
                        .map(Math::log)
                        .toArray())
                .toArray(double[][]::new);
    }

    /** By target: whether the guess is right. */
    boolean[] right(Published published) {
        boolean model = sight == Sight.MODEL && !published.answers().isEmpty();
        int[][] rows = Tally.columns(published.rows());
        double[][] likely = model ? ofAnswers(published.answers()) : new double[prior.length][];
        boolean[] right = new boolean[prior.length];
        for (int t = 0; t < right.length; t++) {
            int[] row = targets.asked().get(t).with().get(0);
            double[] scores = model ? likely[t] : votes(row, rows);
            int best = IntStream.range(0, scores.length)
                    .reduce((a, b) -> scores[b] > scores[a] ? b : a)
                    .orElseThrow();
            right[t] = near(secret, best, row[secret]);
        }
        return right;
    }

    private boolean near(int column, int a, int b) {
        Attribute attribute = domain.attribute(column);
        return a == b
                || attribute.isOrdered()
                        && Math.max(a, b) < attribute.ordered()
                        && Math.abs(a - b) <= attribute.size() / NEAR;
    }

    /** By value of the secret: the weights of the rows that have it, and a little for every value. */
    private double[] votes(int[] target, int[][] columns) {
        int rows = columns[0].length;
        double[] weight = new double[rows];
        Arrays.fill(weight, 1);
        for (int column = 0; column < columns.length; column++) {
            if (column == secret) {
                continue;
            }
            int[] codes = columns[column];
            boolean[] agrees = new boolean[domain.attribute(column).size()];
            for (int value = 0; value < agrees.length; value++) {
                agrees[value] = near(column, value, target[column]);
            }
            int agreeing = 0;
            for (int code : codes) {
                agreeing += agrees[code] ? 1 : 0;
            }
            double chance = (agreeing + 1.0) / (rows + 2.0);
            double agreed = (KEPT + (1 - KEPT) * chance) / chance;
            for (int row = 0; row < rows; row++) {
                weight[row] *= agrees[codes[row]] ? agreed : 1 - KEPT;
            }
        }
        double[] votes = new double[domain.attribute(secret).size()];
        Arrays.fill(votes, 1e-9);
        for (int row = 0; row < rows; row++) {
            votes[columns[secret][row]] += weight[row];
        }
        return votes;
    }

    /** By target and value of the secret: the logarithm of how likely it is, up to a constant. */
    private double[][] ofAnswers(List<NoisyMarginal> answers) {
        double[][] likely = Arrays.stream(prior).map(double[]::clone).toArray(double[][]::new);
        for (NoisyMarginal answer : answers) {
            if (!answer.clique().contains(secret)) {
                continue;
            }
            Clique clique = answer.clique();
            long[] counts = answer.counts();
            Map<Integer, Double> others = new HashMap<>();
            for (int row = 0; row < base[0].length; row++) {
                int at = row;
                others.merge(cell(clique, column -> base[column][at]), 1.0, Double::sum);
            }
            for (Target target : targets.asked()) {
                // Others are in or out by a coin.
                target.with().forEach(row -> others.merge(cell(clique, column -> row[column]), .5, Double::sum));
                target.without().forEach(row -> others.merge(cell(clique, column -> row[column]), .5, Double::sum));
            }
            double scale = scale(counts, others, answer.mechanism());
            for (int t = 0; t < likely.length; t++) {
                int[] row = targets.asked().get(t).with().get(0);
                int own = cell(clique, column -> row[column]);
                for (int value = 0; value < likely[t].length; value++) {
                    int tried = value;
                    int cell = cell(clique, column -> column == secret ? tried : row[column]);
                    double off = counts[cell] - others.getOrDefault(cell, 0.0) + (cell == own ? .5 : 0);
                    likely[t][value] += gain(off, answer.mechanism(), scale);
                }
            }
        }
        return likely;
    }

    /** The noise's scale: what is claimed, or less if counts are nearer to what others explain. */
    private static double scale(long[] counts, Map<Integer, Double> others, Mechanism.Additive mechanism) {
        double squares = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            double off = counts[cell] - others.getOrDefault(cell, 0.0);
            squares += off * off;
        }
        double seen = Math.sqrt(squares / counts.length);
        return Math.min(mechanism.scale(), Math.max(LEAST_SCALE, seen));
    }

    /** How much likelier a count that is so far off what others explain is with one row more. */
    private static double gain(double off, Mechanism.Additive mechanism, double scale) {
        return mechanism instanceof Mechanism.DiscreteLaplace
                ? (Math.abs(off) - Math.abs(off - 1)) / scale
                : (off - .5) / (scale * scale);
    }

    private int cell(Clique clique, IntUnaryOperator code) {
        int cell = 0;
        for (int i = 0; i < clique.size(); i++) {
            cell = cell * domain.attribute(clique.get(i)).size() + code.applyAsInt(clique.get(i));
        }
        return cell;
    }
}
