package org.effigy.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Sensitivity;

/**
 * All that the door answered in one fit, with the truth behind each answer. Given again over another table, it says how
 * much likelier the same answers are there: what a fit gives out is a function of these answers, so no attacker who knows
 * all other rows can do better than this ratio (Neyman, Pearson 1933). For attacks alone, whose fits are thrown away: it
 * holds true counts.
 */
final class Transcript {
    /** Points of Gauss and Legendre's rule, which is exact for selections among up to twice as many candidates. */
    private static final int POINTS = 64;

    private static final GaussIntegrator INTEGRATOR = new GaussIntegratorFactory().legendre(POINTS, 0, 1);

    private final List<Answer> answers = new ArrayList<>();

    /** One answer: noisy counts, or a choice by scores, whose answer is the place of what was chosen. */
    private record Answer(Mechanism mechanism, long[] truth, long[] given) {}

    /** Privacy maps of a source, each asked once: thousands of fits ask for the same ones. */
    static final class Maps {
        private final NoiseSource source;
        private final Map<List<Object>, PrivacyLoss> known = new ConcurrentHashMap<>();

        Maps(NoiseSource source) {
            this.source = Objects.requireNonNull(source, "source");
        }

        private PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
            return known.computeIfAbsent(List.of(mechanism, sensitivity), key -> source.loss(mechanism, sensitivity));
        }
    }

    /** Answers as the source of these maps does, and writes down what it sees. */
    NoiseSource recording(Maps maps) {
        return new Seam(maps) {
            @Override
            public void add(Mechanism.Additive mechanism, long[] values) {
                long[] truth = values.clone();
                maps.source.add(mechanism, values);
                answers.add(new Answer(mechanism, truth, values.clone()));
            }

            @Override
            public int select(Mechanism mechanism, long[] scores) {
                int chosen = maps.source.select(mechanism, scores);
                answers.add(new Answer(mechanism, scores.clone(), new long[] {chosen}));
                return chosen;
            }
        };
    }

    /**
     * Gives the same answers once more, whatever the table, and compares its truth with this one's.
     *
     * @param fit runs a fit whose noise comes from a source; it is broken off after the last answer, since what follows is
     *     no question
     * @throws IllegalStateException if the fit asks other questions than it asked before
     */
    Replay replay(Maps maps, Consumer<NoiseSource> fit) {
        Replay replay = new Replay(maps, answers);
        try {
            fit.accept(replay);
            throw new IllegalStateException("a fit asked " + answers.size()
                    + " questions of one table and, given the same answers, " + replay.next
                    + " of its neighbour: it looks at rows elsewhere than at the door");
        } catch (Enough e) {
            return replay;
        }
    }

    /** All answers were given. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("all answers were given again", null, false, false);
        }
    }

    /** A noise source that promises nothing. */
    private abstract static class Seam implements NoiseSource {
        private final Maps maps;

        Seam(Maps maps) {
            this.maps = maps;
        }

        @Override
        public boolean secure() {
            return false;
        }

        @Override
        public String name() {
            return "attack on " + maps.source.name();
        }

        @Override
        public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
            return maps.loss(mechanism, sensitivity);
        }
    }

    /** What the same answers say about two tables. */
    static final class Replay extends Seam {
        private final List<Answer> answers;
        private int next;
        private double ratio;
        private double divergence;
        private double reach;

        private Replay(Maps maps, List<Answer> answers) {
            super(maps);
            this.answers = answers;
        }

        /** The logarithm of the answers' probability over the second table, less that over the first. */
        double ratio() {
            return ratio;
        }

        /** The sum of Kullback and Leibler's divergences of each answer's law over the first table from the second's. */
        double divergence() {
            return divergence;
        }

        /** The most that the ratio could have been, up or down, had the answers been others to the same questions. */
        double reach() {
            return reach;
        }

        @Override
        public void add(Mechanism.Additive mechanism, long[] values) {
            Answer answer = next(mechanism, values);
            compare(mechanism, answer, values);
            System.arraycopy(answer.given, 0, values, 0, values.length);
            stopAfterTheLast();
        }

        @Override
        public int select(Mechanism mechanism, long[] scores) {
            Answer answer = next(mechanism, scores);
            int chosen = (int) answer.given[0];
            double[] first = logarithms(mechanism, answer.truth);
            double[] second = logarithms(mechanism, scores);
            ratio += second[chosen] - first[chosen];
            double farthest = 0;
            for (int i = 0; i < first.length; i++) {
                divergence += Math.exp(first[i]) * (first[i] - second[i]);
                farthest = Math.max(farthest, Math.abs(first[i] - second[i]));
            }
            reach += farthest;
            stopAfterTheLast();
            return chosen;
        }

        private void stopAfterTheLast() {
            if (next == answers.size()) {
                throw new Enough();
            }
        }

        private Answer next(Mechanism mechanism, long[] truth) {
            Answer answer = next < answers.size() ? answers.get(next++) : null;
            if (answer == null || !answer.mechanism.equals(mechanism) || answer.truth.length != truth.length) {
                throw new IllegalStateException("question " + next + " of a fit was " + answer
                        + " on one table and, given the same answers, " + mechanism + " of " + truth.length
                        + " values on its neighbour: the fit looks at rows elsewhere than at the door");
            }
            return answer;
        }

        private void compare(Mechanism.Additive mechanism, Answer answer, long[] second) {
            double scale = mechanism.scale();
            boolean laplace = mechanism instanceof Mechanism.DiscreteLaplace;
            for (int i = 0; i < second.length; i++) {
                double moved = (double) second[i] - answer.truth[i];
                if (moved == 0) {
                    continue;
                }
                double off = (double) answer.given[i] - answer.truth[i];
                if (laplace) {
                    ratio += (Math.abs(off) - Math.abs(off - moved)) / scale;
                    divergence += laplaceDivergence(Math.abs(moved), scale);
                    reach += Math.abs(moved) / scale;
                } else {
                    ratio += moved * (off - moved / 2) / (scale * scale);
                    divergence += moved * moved / (2 * scale * scale);
                    reach = Double.POSITIVE_INFINITY;
                }
            }
        }

        /** Of two discrete Laplace laws that are {@code moved} apart, with {@code q = exp(-1 / scale)}. */
        private static double laplaceDivergence(double moved, double scale) {
            double q = Math.exp(-1 / scale);
            return (moved - 2 * q / (1 + q) * (1 - Math.pow(q, moved)) / (1 - q)) / scale;
        }
    }

    /** The logarithms of the probabilities with which a selection chooses among these scores. */
    static double[] logarithms(Mechanism mechanism, long[] scores) {
        long best = Arrays.stream(scores).max().orElseThrow();
        double[] below = Arrays.stream(scores)
                .mapToDouble(score -> (score - best) / mechanism.scale())
                .toArray();
        if (mechanism instanceof Mechanism.ExponentialSelection) {
            double sum = Arrays.stream(below).map(Math::exp).sum();
            return Arrays.stream(below).map(log -> log - Math.log(sum)).toArray();
        }
        if (scores.length > 2 * POINTS) {
            throw new IllegalArgumentException("the probabilities of a pure selection are computed for at most "
                    + 2 * POINTS + " candidates; there are " + scores.length + ": attack a smaller table");
        }
        // Permute-and-flip: in a uniformly random order, each candidate's coin lands on heads with its weight; so the
        // first head is r with weight_r times the mean, over r's place t in the order, of the product of 1 - t weight.
        double[] logarithms = new double[scores.length];
        for (int r = 0; r < scores.length; r++) {
            int candidate = r;
            double none = INTEGRATOR.integrate(t -> {
                double product = 1;
                for (int i = 0; i < below.length; i++) {
                    product *= i == candidate ? 1 : 1 - t * Math.exp(below[i]);
                }
                return product;
            });
            logarithms[r] = below[r] + Math.log(none);
        }
        return logarithms;
    }
}
