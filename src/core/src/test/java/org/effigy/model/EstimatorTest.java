package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EstimatorTest {
    private static final double ROWS = 1000;
    private static final Estimator PATIENT =
            Estimator.standard().withTargetError(0).withTolerance(0).withMaxIterations(1000);

    static List<Shapes> shapes() {
        return Shapes.all();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void noiselessMarginalsGiveTheMaximumEntropyDistributionThatHasThem(Shapes shape) {
        Domain domain = shape.domain();
        Factor truth = truth(domain, 5);
        List<Measurement> exact = shape.cliques().stream()
                .map(clique -> new Measurement(clique, truth.project(clique).toArray(), 1))
                .toList();
        Estimate estimate = PATIENT.withTotal(ROWS).estimate(domain, exact);
        Factor fitted = proportionalFit(domain, truth, shape.cliques());
        assertTrue(estimate.error() < 1e-3, "error " + estimate.error());
        assertTrue(fitted.distance(estimate.field().marginal(domain.all())) < 0.5);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void noisyMarginalsGiveTheLeastSquaresMinimum(Shapes shape) {
        Domain domain = shape.domain();
        List<Measurement> noisy = noisy(shape, 30, 6);
        Estimate estimate = PATIENT.withTotal(ROWS).estimate(domain, noisy);
        Factor joint = estimate.field().marginal(domain.all());
        double error = 0;
        Factor slope = Factor.constant(domain, domain.all(), 0);
        for (Measurement measurement : noisy) {
            double precision = 1 / (measurement.scale() * measurement.scale());
            Factor off = joint.project(measurement.clique())
                    .minus(Factor.of(domain, measurement.clique(), measurement.values()));
            error += off.times(off).total() * precision / 2;
            slope = slope.plus(off.times(precision));
        }
        assertEquals(error, estimate.error(), 1e-6 * (1 + error));
        // The error is convex in the joint: no distribution is better by more than slope . joint - N min slope (the
        // Frank-Wolfe gap; Jaggi 2013).
        double gap = joint.times(slope).total() + ROWS * slope.times(-1).max();
        assertTrue(gap < 0.05 * (1 + error), "gap " + gap + " error " + error);
    }

    @Test
    void measurementsOfOneCliqueCountByTheirPrecision() {
        Domain domain = Shapes.domain(2);
        Clique only = Clique.of(0);
        Estimate estimate = PATIENT.estimate(
                domain,
                List.of(
                        new Measurement(only, new double[] {100, 300}, 1),
                        new Measurement(only, new double[] {200, 200}, 2)));
        assertArrayEquals(
                new double[] {120, 280}, estimate.field().marginal(only).toArray(), 1e-3);
        // (20^2 + 20^2) / 2 + (80^2 + 80^2) / (2 * 4)
        assertEquals(400 + 1600, estimate.error(), 1e-3);
    }

    @Test
    void theTotalIsTheSumsWeightedByTheirVariance() {
        Domain domain = Shapes.domain(2, 3);
        List<Measurement> measurements = List.of(
                new Measurement(Clique.EMPTY, new double[] {100}, 1),
                new Measurement(Clique.of(0), new double[] {60, 60}, 2),
                new Measurement(Clique.of(1), new double[] {50, 20, 20}, 1));
        // Variances 1, 2 * 4 and 3.
        double expected = (100 + 120 / 8.0 + 90 / 3.0) / (1 + 1 / 8.0 + 1 / 3.0);
        Estimate estimate = Estimator.standard().estimate(domain, measurements);
        assertEquals(expected, estimate.field().total(), 1e-9);
        assertEquals(
                77,
                Estimator.standard()
                        .withTotal(77)
                        .estimate(domain, measurements)
                        .field()
                        .total());
        Measurement negative = new Measurement(Clique.EMPTY, new double[] {-5}, 1);
        assertEquals(
                1,
                Estimator.standard().estimate(domain, List.of(negative)).field().total());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void structuralZerosStayZeroWhateverIsMeasured(Shapes shape) {
        Domain domain = shape.domain();
        if (domain.attribute(0).size() < 2
                || domain.size() < 2
                || domain.attribute(1).size() < 2) {
            return;
        }
        Factor allowed = Factor.constant(domain, Clique.of(0, 1), 1);
        double[] cells = allowed.toArray();
        cells[0] = 0;
        cells[cells.length - 1] = 0;
        Factor zeros = Factor.of(domain, allowed.clique(), cells);
        Estimate estimate = Estimator.standard().withZeros(List.of(zeros)).estimate(domain, noisy(shape, 5, 7));
        Factor marginal = estimate.field().marginal(allowed.clique());
        assertEquals(0, marginal.value(0));
        assertEquals(0, marginal.value(cells.length - 1));
        assertTrue(marginal.value(1) > 0);
        assertEquals(estimate.field().total(), marginal.total(), 1e-6);
    }

    @Test
    void contradictingMeasurementsOfTinyNoiseStayFinite() {
        Domain domain = Shapes.domain(2, 2, 2);
        List<Measurement> measurements = List.of(
                new Measurement(Clique.of(0, 1), new double[] {1e6, 0, 0, 0}, 1e-3),
                new Measurement(Clique.of(1, 2), new double[] {0, 0, 0, 1e6}, 1e-3),
                new Measurement(Clique.of(0, 2), new double[] {0, 1e6, -1e6, 0}, 1e-3));
        Estimate estimate = Estimator.standard().estimate(domain, measurements);
        assertTrue(Double.isFinite(estimate.error()));
        Factor joint = estimate.field().marginal(domain.all());
        assertEquals(estimate.field().total(), joint.total(), 1e-6 * joint.total());
    }

    @Test
    void noMeasurementAtAllGivesTheUniformDistribution() {
        Domain domain = Shapes.domain(2, 3);
        Factor joint = Estimator.standard()
                .withTotal(12)
                .estimate(domain, List.of())
                .field()
                .marginal(domain.all());
        assertEquals(0, joint.distance(Factor.constant(domain, domain.all(), 2)), 1e-9);
    }

    @Test
    void aWarmStartGetsThereSooner() {
        Shapes shape = Shapes.all().stream()
                .filter(s -> s.name().equals("triples with a loop"))
                .findFirst()
                .orElseThrow();
        List<Measurement> all = noisy(shape, 10, 8);
        List<Measurement> first = all.subList(0, all.size() - 1);
        Estimator estimator =
                Estimator.standard().withTargetError(0).withTotal(ROWS).withTolerance(0);
        MarkovRandomField start = estimator.estimate(shape.domain(), first).field();
        double cold =
                estimator.withMaxIterations(5).estimate(shape.domain(), all).error();
        double warm = estimator
                .withMaxIterations(5)
                .withStart(start)
                .estimate(shape.domain(), all)
                .error();
        double end = PATIENT.withTotal(ROWS).estimate(shape.domain(), all).error();
        double endFromStart = PATIENT.withTotal(ROWS)
                .withStart(start)
                .estimate(shape.domain(), all)
                .error();
        assertTrue(warm - end < cold - end, "warm " + warm + " cold " + cold + " end " + end);
        assertEquals(end, endFromStart, 1e-3 * end);
    }

    @Test
    void theNumberOfThreadsMakesNoDifference() {
        for (Shapes shape : Shapes.all()) {
            List<Measurement> noisy = noisy(shape, 10, 9);
            Estimator estimator = Estimator.standard().withTargetError(0).withMaxIterations(30);
            Estimate one = estimator.estimate(shape.domain(), noisy);
            Estimate three = estimator.withThreads(3).estimate(shape.domain(), noisy);
            assertEquals(one.error(), three.error());
            for (int i = 0; i < one.field().potentials().size(); i++) {
                assertArrayEquals(
                        one.field().potentials().get(i).toArray(),
                        three.field().potentials().get(i).toArray());
            }
        }
    }

    @Test
    void progressIsToldAndCanEndTheWork() {
        Shapes shape = Shapes.all().get(10);
        List<Double> errors = new ArrayList<>();
        Estimate estimate = PATIENT.withProgress((iteration, error) -> {
                    errors.add(error);
                    assertEquals(errors.size(), iteration);
                    return iteration < 4;
                })
                .estimate(shape.domain(), noisy(shape, 10, 10));
        assertEquals(4, errors.size());
        assertEquals(4, estimate.iterations());
        assertEquals(errors.get(3), estimate.error());
    }

    @Test
    void theSearchEndsWhereTheNoiseBegins() {
        Shapes shape = Shapes.all().stream()
                .filter(s -> s.name().equals("wide rows"))
                .findFirst()
                .orElseThrow();
        List<Measurement> noisy = noisy(shape, 3, 11);
        int cells = noisy.stream().mapToInt(m -> m.values().length).sum();
        Estimate estimate = Estimator.standard().estimate(shape.domain(), noisy);
        Estimate minimum = PATIENT.estimate(shape.domain(), noisy);
        assertTrue(estimate.error() <= 0.96 * cells / 2);
        assertTrue(minimum.error() < estimate.error());
        assertTrue(estimate.iterations() < minimum.iterations());
        // Nearer to the measurements is farther from the truth.
        Factor truth = truth(shape.domain(), 11);
        assertTrue(truth.distance(estimate.field().marginal(shape.domain().all()))
                < truth.distance(minimum.field().marginal(shape.domain().all())));
    }

    @Test
    void aModelOverTheLimitIsRefused() {
        Domain domain = Domain.of(List.of(new Attribute("a", 100), new Attribute("b", 100), new Attribute("c", 100)));
        List<Measurement> pairs = List.of(
                new Measurement(domain.clique("a", "b"), new double[10_000], 1),
                new Measurement(domain.clique("b", "c"), new double[10_000], 1),
                new Measurement(domain.clique("a", "c"), new double[10_000], 1));
        TreeTooLargeException refusal = assertThrows(
                TreeTooLargeException.class,
                () -> Estimator.standard().withMaxCells(100_000).estimate(domain, pairs));
        assertTrue(refusal.getMessage().contains("(a, b, c)"));
    }

    @Test
    void measurementsThatDoNotFitAreRefused() {
        Domain domain = Shapes.domain(2, 3);
        Estimator estimator = Estimator.standard();
        assertThrows(
                IllegalArgumentException.class,
                () -> estimator.estimate(domain, List.of(new Measurement(Clique.of(0), new double[3], 1))));
        assertThrows(
                IllegalArgumentException.class,
                () -> estimator.estimate(domain, List.of(new Measurement(Clique.of(2), new double[3], 1))));
        assertThrows(IllegalArgumentException.class, () -> new Measurement(Clique.of(0), new double[2], Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Measurement(Clique.of(0), new double[2], 0));
        assertThrows(
                IllegalArgumentException.class, () -> new Measurement(Clique.of(0), new double[] {0, Double.NaN}, 1));
        assertThrows(IllegalArgumentException.class, () -> estimator.withTolerance(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> estimator.withTargetError(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> estimator.withTotal(Double.NaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> estimator.withZeros(List.of(Factor.constant(domain, Clique.of(0), 0.5))));
        assertThrows(
                IllegalArgumentException.class,
                () -> estimator.withZeros(List.of(Factor.constant(domain, Clique.of(0), 0))));
    }

    private static Factor truth(Domain domain, long seed) {
        Factor shape = Shapes.potential(domain, domain.all(), 3, new SplittableRandom(seed))
                .exp();
        return shape.times(ROWS / shape.total());
    }

    private static List<Measurement> noisy(Shapes shape, double scale, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Factor truth = truth(shape.domain(), seed);
        List<Measurement> noisy = new ArrayList<>();
        for (Clique clique : shape.cliques()) {
            double own = scale * (1 + noisy.size() % 3);
            double[] values = truth.project(clique).toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] += own * random.nextGaussian();
            }
            noisy.add(new Measurement(clique, values, own));
        }
        return noisy;
    }

    /** Iterative proportional fitting of the enumerated joint: the maximum-entropy distribution with these marginals. */
    private static Factor proportionalFit(Domain domain, Factor truth, List<Clique> cliques) {
        Factor joint = Factor.constant(domain, domain.all(), ROWS / domain.cells(domain.all()));
        for (int sweep = 0; sweep < 300; sweep++) {
            for (Clique clique : cliques) {
                joint = joint.times(truth.project(clique).dividedBy(joint.project(clique)));
            }
        }
        return joint;
    }
}
