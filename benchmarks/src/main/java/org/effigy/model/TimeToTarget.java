package org.effigy.model;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.effigy.domain.Records;

/**
 * A whole process from a cold JVM: reads an estimation problem, estimates, and draws rows, printing the CPU and wall
 * seconds at which each target error was reached. CPU seconds are the process's, compiler and collector included.
 *
 * <p>{@code java -cp benchmarks.jar org.effigy.model.TimeToTarget PROBLEM [RUNS [THREADS [ROWS]]]}, where PROBLEM is a
 * file, or {@code tree:100} for a simulated tree of pairs over 100 attributes. 200 iterations, past
 * targets or not.
 */
public final class TimeToTarget {
    private static final double[] TARGETS = {189_149, 33_030, 31_707, 30_500, 30_023, 29_500, 29_308};

    private TimeToTarget() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        int rows = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1_000_000;
        print("JVM started", 0, 0, 0);
        double cpu = cpu();
        long wall = System.nanoTime();
        EstimationProblem problem = EstimationProblem.of(arguments[0]);
        print("problem read", 0, cpu, wall);
        for (int run = 1; run <= runs; run++) {
            System.out.println("run " + run);
            Estimate estimate = estimate(problem, threads);
            draw(estimate.field(), threads, rows);
        }
    }

    private static Estimate estimate(EstimationProblem problem, int threads) {
        double cpu = cpu();
        long wall = System.nanoTime();
        int[] reached = {0};
        Estimate estimate = Estimator.standard()
                .withTolerance(0)
                .withMaxIterations(200)
                .withThreads(threads)
                .withProgress((iteration, error) -> {
                    while (reached[0] < TARGETS.length && error <= TARGETS[reached[0]]) {
                        print("error " + (long) TARGETS[reached[0]++], iteration, cpu, wall);
                    }
                    return true;
                })
                .estimate(problem.domain(), problem.measurements());
        print(String.format(Locale.ROOT, "error %.1f, end", estimate.error()), estimate.iterations(), cpu, wall);
        return estimate;
    }

    private static void draw(MarkovRandomField field, int threads, int rows) {
        double cpu = cpu();
        long wall = System.nanoTime();
        RecordSampler sampler = field.sampler().withThreads(threads);
        print("sampler made", 0, cpu, wall);
        Records records = sampler.sample(rows, 1);
        print(records.rows() + " rows", 0, cpu, wall);
    }

    private static void print(String what, int iteration, double cpu, long wall) {
        System.out.printf(
                Locale.ROOT,
                "%-22s iteration %4d  cpu %6.2f s  wall %6.2f s%n",
                what,
                iteration,
                cpu() - cpu,
                wall == 0 ? 0 : (System.nanoTime() - wall) / 1e9);
    }

    private static double cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }
}
