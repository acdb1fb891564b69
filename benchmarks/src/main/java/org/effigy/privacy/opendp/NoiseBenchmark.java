package org.effigy.privacy.opendp;

import java.util.concurrent.TimeUnit;
import org.effigy.privacy.Mechanism;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Values a second from each mechanism, over the C interface as the library calls it: on one thread and on all
 * processors. An operation is one noisy value, or one choice among 100 scores. There is no seed to fix.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NoiseBenchmark {
    private static final int BATCH = 16_384;
    private static final int CANDIDATES = 100;

    /** The noise's scale; for the selections in units of the gap between two neighbouring scores. */
    @Param({"1", "100", "10000"})
    double scale;

    private OpenDpNoise all;
    private OpenDpNoise one;
    private Mechanism.Additive gaussian;
    private Mechanism.Additive laplace;
    private Mechanism exponentialSelection;
    private Mechanism pureSelection;
    private long[] values;
    private long[] scores;

    /** Loads the library and makes an empty batch and a ladder of scores. */
    @Setup
    public void prepare() {
        all = OpenDpNoise.load();
        one = all.withThreads(1);
        gaussian = new Mechanism.DiscreteGaussian(scale);
        laplace = new Mechanism.DiscreteLaplace(scale);
        exponentialSelection = new Mechanism.ExponentialSelection(scale);
        pureSelection = new Mechanism.PureSelection(scale);
        values = new long[BATCH];
        scores = new long[CANDIDATES];
        for (int i = 0; i < CANDIDATES; i++) {
            scores[i] = i;
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long[] gaussianOneThread() {
        one.add(gaussian, values);
        return values;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long[] gaussianAllThreads() {
        all.add(gaussian, values);
        return values;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long[] laplaceOneThread() {
        one.add(laplace, values);
        return values;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long[] laplaceAllThreads() {
        all.add(laplace, values);
        return values;
    }

    @Benchmark
    public int exponentialSelection() {
        return one.select(exponentialSelection, scores);
    }

    @Benchmark
    public int pureSelection() {
        return one.select(pureSelection, scores);
    }
}
