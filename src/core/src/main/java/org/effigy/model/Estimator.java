package org.effigy.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Layout;
import org.effigy.parallel.Workers;

/**
 * Finds the distribution of maximum entropy among those that come closest to noisy marginals, in squared error weighted
 * by the noise's inverse variance (Private-PGM; McKenna, Sheldon, Miklau 2019). It is a Markov random field on the
 * measured cliques, found by {@link ProximalPoint}.
 *
 * <p>Options are set by {@code with...}, which returns another estimator. The same measurements, options and start give
 * the same estimate to the last bit, whatever the number of threads.
 */
public final class Estimator {
    /** The search holds some forty numbers a measured cell, most of them as its memory of the curvature. */
    public static final int NUMBERS_PER_CELL = 40;

    private int maxIterations = 500;
    private double tolerance = 1e-3;
    private double targetError = 0.96;
    private OptionalDouble total = OptionalDouble.empty();
    private List<Factor> zeros = List.of();
    private Optional<MarkovRandomField> start = Optional.empty();
    private long maxCells = Math.max(1L << 20, Runtime.getRuntime().maxMemory() / NUMBERS_PER_CELL / Double.BYTES);
    private int threads = 1;
    private Progress progress = (iteration, error) -> true;

    private Estimator() {}

    private Estimator(Estimator other) {
        maxIterations = other.maxIterations;
        tolerance = other.tolerance;
        targetError = other.targetError;
        total = other.total;
        zeros = other.zeros;
        start = other.start;
        maxCells = other.maxCells;
        threads = other.threads;
        progress = other.progress;
    }

    /** Hears of each iteration, and may end the work. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called after each iteration, on the thread of the caller of {@link #estimate}.
         *
         * @param iteration from 1
         * @param error the smallest squared error so far
         * @return whether to go on; if not, the best so far is the estimate
         */
        boolean iterated(int iteration, double error);
    }

    /** At most 500 iterations, target error 0.96, tolerance 0.001, one thread, a total by the measurements, no zeros. */
    public static Estimator standard() {
        return new Estimator();
    }

    /**
     * Stops after this many iterations, an inference or a little more each; with 0 the start is the estimate.
     *
     * @throws IllegalArgumentException if negative
     */
    public Estimator withMaxIterations(int maxIterations) {
        if (maxIterations < 0) {
            throw new IllegalArgumentException(
                    "the number of iterations is at least 0; " + maxIterations + " was given");
        }
        Estimator changed = new Estimator(this);
        changed.maxIterations = maxIterations;
        return changed;
    }

    /**
     * Stops when fifteen iterations lower the error by no more than this share of it; with 0, when they don't lower it at all. The error of m cells
     * at the truth has a standard deviation of sqrt(m / 2): a tolerance far below its share fits noise.
     *
     * @throws IllegalArgumentException if negative or NaN
     */
    public Estimator withTolerance(double tolerance) {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("the tolerance is at least 0; " + tolerance + " was given");
        }
        Estimator changed = new Estimator(this);
        changed.tolerance = tolerance;
        return changed;
    }

    /**
     * Stops when the error is at most this share of what it is at the truth, half the number of measured cells: the
     * discrepancy principle (Morozov 1966). An estimate that comes closer to the measurements fits their noise, and its
     * other marginals get worse: see docs/decisions/0005-estimator.md. With 0 it goes on to the minimum.
     *
     * @throws IllegalArgumentException if negative or NaN
     */
    public Estimator withTargetError(double targetError) {
        if (!(targetError >= 0)) {
            throw new IllegalArgumentException("the target error is at least 0; " + targetError + " was given");
        }
        Estimator changed = new Estimator(this);
        changed.targetError = targetError;
        return changed;
    }

    /**
     * Takes the number of rows as known, instead of from the measurements.
     *
     * @throws IllegalArgumentException if not a positive finite number
     */
    public Estimator withTotal(double total) {
        if (!(total > 0) || !Double.isFinite(total)) {
            throw new IllegalArgumentException(
                    "the total is a positive finite number of rows; " + total + " was given");
        }
        Estimator changed = new Estimator(this);
        changed.total = OptionalDouble.of(total);
        return changed;
    }

    /**
     * Gives some cells probability zero, whatever the measurements say.
     *
     * @param zeros factors that are 0 in the cells that cannot be, and 1 elsewhere
     * @throws IllegalArgumentException if a factor has another value, or no 1
     */
    public Estimator withZeros(Collection<Factor> zeros) {
        List<Factor> logarithms = new ArrayList<>();
        for (Factor zero : zeros) {
            for (int cell = 0; cell < zero.cells(); cell++) {
                if (zero.value(cell) != 0 && zero.value(cell) != 1) {
                    throw new IllegalArgumentException("structural zeros are factors of 0 and 1; " + zero + " has "
                            + zero.value(cell) + " in cell " + cell);
                }
            }
            if (zero.max() == 0) {
                throw new IllegalArgumentException(
                        "the structural zeros " + zero + " leave no cell: allow at least one");
            }
            logarithms.add(zero.log());
        }
        Estimator changed = new Estimator(this);
        changed.zeros = List.copyOf(logarithms);
        return changed;
    }

    /**
     * Starts from an earlier estimate instead of from the one-way marginals: adaptive models measure, estimate, and
     * measure again. Potentials of cliques that are still measured are carried over; those of a clique that is not are
     * added to a measured one that holds it, or dropped. Only the time depends on it, not what is converged to.
     */
    public Estimator withStart(MarkovRandomField start) {
        Estimator changed = new Estimator(this);
        changed.start = Optional.of(start);
        return changed;
    }

    /**
     * Refuses models whose junction tree has more cells than this. If not set, so many that forty numbers for each fill
     * the heap, which is what the search takes if all of them are measured; a tree whose cells come from joining
     * measured cliques takes a tenth of that, so that the limit can be raised.
     *
     * @throws IllegalArgumentException if not positive
     */
    public Estimator withMaxCells(long maxCells) {
        if (maxCells < 1) {
            throw new IllegalArgumentException("the limit is at least 1 cell; " + maxCells + " was given");
        }
        Estimator changed = new Estimator(this);
        changed.maxCells = maxCells;
        return changed;
    }

    /**
     * Works on this many threads.
     *
     * @throws IllegalArgumentException if not positive
     */
    public Estimator withThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed; " + threads + " were given");
        }
        Estimator changed = new Estimator(this);
        changed.threads = threads;
        return changed;
    }

    /** Tells this listener of each iteration. */
    public Estimator withProgress(Progress progress) {
        Estimator changed = new Estimator(this);
        changed.progress = Objects.requireNonNull(progress, "progress");
        return changed;
    }

    /**
     * The estimate from these measurements.
     *
     * @param measurements of any cliques, in any order, a clique more than once if need be
     * @throws IllegalArgumentException if a measurement doesn't fit the domain, or the zeros leave no possible record
     * @throws TreeTooLargeException if the junction tree is over the limit
     */
    public Estimate estimate(Domain domain, Collection<Measurement> measurements) {
        Evidence evidence = Evidence.of(domain, measurements);
        List<Clique> cliques = new ArrayList<>(evidence.cliques());
        zeros.forEach(zero -> cliques.add(zero.clique()));
        JunctionTree tree = JunctionTree.plan(domain, cliques).requireCellsAtMost(maxCells);
        double rows = total.orElseGet(evidence::total);
        try (Workers workers = Workers.of(threads)) {
            double[] begin = begin(domain, evidence);
            Evidence possible = zeros.isEmpty() ? evidence : possible(tree, evidence, rows, begin, workers);
            Dual dual = new Dual(tree, possible, rows, zeros, workers);
            ProximalPoint search = new ProximalPoint(dual, possible, begin);
            double[] potentials =
                    search.minimise(maxIterations, tolerance, targetError * evidence.expectedError(), progress);
            MarkovRandomField field = MarkovRandomField.of(tree, dual.factors(potentials), rows);
            return new Estimate(field, search.error(), search.iterations());
        }
    }

    /** What is measured of cells that can be; a count of those that can't is noise, and would be chased without end. */
    private Evidence possible(JunctionTree tree, Evidence evidence, double rows, double[] begin, Workers workers) {
        double[] expected = new double[evidence.cells()];
        new Dual(tree, evidence, rows, zeros, workers).evaluate(begin, expected);
        boolean[] impossible = new boolean[expected.length];
        for (int i = 0; i < expected.length; i++) {
            impossible[i] = expected[i] == 0;
        }
        return evidence.without(impossible);
    }

    /** The potentials carried over, and for attributes that those say nothing of, the measured one-way marginals. */
    private double[] begin(Domain domain, Evidence evidence) {
        double[] begin = new double[evidence.cells()];
        Clique known = Clique.EMPTY;
        List<Factor> carried = start.map(MarkovRandomField::potentials).orElse(List.of());
        for (Factor potential : carried) {
            Optional<Clique> host = evidence.cliques().stream()
                    .filter(potential.clique()::isSubsetOf)
                    .min((a, b) -> Long.compare(domain.cells(a), domain.cells(b)));
            // A structural zero is no start: it may not be asked for this time.
            if (host.isPresent() && Double.isFinite(potential.total())) {
                add(begin, evidence, evidence.cliques().indexOf(host.get()), potential);
                known = known.union(potential.clique());
            }
        }
        for (int attribute = 0; attribute < domain.size(); attribute++) {
            double[] counts = known.contains(attribute) ? new double[0] : evidence.oneWay(attribute);
            if (counts.length > 0) {
                Factor potential =
                        Factor.of(domain, Clique.of(attribute), counts).log();
                add(begin, evidence, evidence.smallestWith(attribute), potential);
            }
        }
        return begin;
    }

    private static void add(double[] begin, Evidence evidence, int clique, Factor potential) {
        Clique host = evidence.cliques().get(clique);
        int[] places = Layout.of(potential.domain(), potential.clique()).offsets(host.toArray());
        for (int i = 0; i < places.length; i++) {
            begin[evidence.starts()[clique] + i] += potential.value(places[i]);
        }
    }
}
