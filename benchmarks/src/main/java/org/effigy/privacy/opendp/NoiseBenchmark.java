package org.effigy.privacy.opendp;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.effigy.privacy.Mechanism;
import org.openjdk.jmh.annotations.AuxCounters;
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
 *
 * <p>On one thread the processor time is counted beside: {@code values / cpuSeconds} is the rate of one core, whatever
 * else the machine does meanwhile.
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
    public long[] gaussianOneThread(Core core) {
        core.start();
        one.add(gaussian, values);
        core.stop(BATCH);
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
    public long[] laplaceOneThread(Core core) {
        core.start();
        one.add(laplace, values);
        core.stop(BATCH);
        return values;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long[] laplaceAllThreads() {
        all.add(laplace, values);
        return values;
    }

    @Benchmark
    public int exponentialSelection(Core core) {
        core.start();
        int chosen = one.select(exponentialSelection, scores);
        core.stop(1);
        return chosen;
    }

    @Benchmark
    public int pureSelection(Core core) {
        core.start();
        int chosen = one.select(pureSelection, scores);
        core.stop(1);
        return chosen;
    }

    /** The processor time of the calling thread, and what it drew in it. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Core {
        private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

        /** Seconds of processor time, over an iteration. */
        public double cpuSeconds;

        /** Values drawn in them. */
        public long values;

        private long begun;

        void start() {
            begun = CLOCK.getCurrentThreadCpuTime();
        }

        void stop(int drawn) {
            cpuSeconds += (CLOCK.getCurrentThreadCpuTime() - begun) * 1e-9;
            values += drawn;
        }
    }
}
