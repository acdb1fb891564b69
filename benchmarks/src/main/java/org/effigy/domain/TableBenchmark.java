package org.effigy.domain;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** Counting rows and the verbs of {@link Factor}, on columns of 2 to 100 values. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TableBenchmark {
    private static final int[] SIZES = {100, 16, 7, 2, 42};

    /** The number of rows counted. */
    @Param({"39000", "391000", "3900000"})
    public int rows;

    private Records records;
    private Factor joint;
    private Factor pair;

    /** Draws rows and tables. */
    @Setup
    public void draw() {
        Domain domain = Domain.of(IntStream.range(0, SIZES.length)
                .mapToObj(i -> new Attribute("a" + i, SIZES[i]))
                .toList());
        SplittableRandom random = new SplittableRandom(1);
        int[][] columns = new int[SIZES.length][];
        for (int c = 0; c < SIZES.length; c++) {
            columns[c] = random.ints(rows, 0, SIZES[c]).toArray();
        }
        records = Records.of(domain, columns);
        joint = Factor.constant(domain, domain.all(), 1);
        pair = Factor.constant(domain, Clique.of(0, 4), 1);
    }

    /** One pair of columns. */
    @Benchmark
    public long[] countPair() {
        return records.counts(Clique.of(0, 1));
    }

    /** Three columns. */
    @Benchmark
    public long[] countTriple() {
        return records.counts(Clique.of(0, 1, 4));
    }

    /** The product of a table of 940,800 cells and one of 4,200. */
    @Benchmark
    public Factor times() {
        return joint.times(pair);
    }

    /** The marginal of 4,200 cells of a table of 940,800. */
    @Benchmark
    public Factor project() {
        return joint.project(pair.clique());
    }
}
