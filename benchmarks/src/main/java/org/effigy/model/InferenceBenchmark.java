package org.effigy.model;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.effigy.domain.Clique;
import org.effigy.domain.Factor;
import org.effigy.domain.Records;
import org.effigy.parallel.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The steps of an estimate and of what is done with it. {@code -p problem=PATH} names a problem file; without it a
 * simulated tree of pairs over 100 attributes is taken.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class InferenceBenchmark {
    /** A problem file, or tree:N for a simulated one of N attributes. */
    @Param("tree:100")
    public String problem;

    /** Threads of the sampler. */
    @Param("1")
    public int threads;

    private EstimationProblem given;
    private Dual dual;
    private double[] potentials;
    private double[] expected;
    private MarkovRandomField field;
    private RecordSampler sampler;
    private Clique ends;

    /** Reads the problem and fits it. */
    @Setup
    public void fit() {
        given = EstimationProblem.of(problem);
        Evidence evidence = Evidence.of(given.domain(), given.measurements());
        JunctionTree tree = JunctionTree.plan(given.domain(), evidence.cliques());
        dual = new Dual(tree, evidence, evidence.total(), List.of(), Workers.of(threads));
        potentials = new double[evidence.cells()];
        expected = new double[evidence.cells()];
        field = Estimator.standard()
                .estimate(given.domain(), given.measurements())
                .field();
        sampler = field.sampler().withThreads(threads);
        ends = Clique.of(0, given.domain().size() - 1);
    }

    /** The plan of the junction tree. */
    @Benchmark
    public JunctionTree plan() {
        return JunctionTree.plan(
                given.domain(),
                given.measurements().stream()
                        .map(org.effigy.model.Measurement::clique)
                        .toList());
    }

    /** Expected counts of all measured cells from potentials: one exponential a cell and an inference. */
    @Benchmark
    public double inference() {
        dual.evaluate(potentials, expected);
        return dual.error();
    }

    /** Twenty iterations of the estimator, from plan to field. */
    @Benchmark
    public Estimate twentyIterations() {
        return Estimator.standard()
                .withTargetError(0)
                .withMaxIterations(20)
                .estimate(given.domain(), given.measurements());
    }

    /** A pair of attributes that no clique holds. */
    @Benchmark
    public Factor marginalAcrossCliques() {
        return field.marginal(ends);
    }

    /** A million rows. */
    @Benchmark
    public Records millionRows() {
        return sampler.sample(1_000_000, 1);
    }
}
