package org.effigy.synth;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.opendp.OpenDpNoise;

/**
 * Fits a simulated table of many columns once, from the rows in memory to a sample, and prints a line of JSON:
 * {@code WideTable MODEL COLUMNS ROWS EPSILON [VALUES [PARENTS [SEED]]]}. Columns have 2 to VALUES values (12 where nothing is
 * said) and each follows one earlier column or, row by row, one of several. How many of these pairs were found is printed
 * too, how far they are off in a sample (total variation, mean), and how far 2,000 pairs drawn from all are.
 */
public final class WideTable {
    private WideTable() {}

    /** Pairs drawn from all of them. */
    private static final int DRAWN = 2000;

    /** Runs; see above. */
    public static void main(String[] arguments) {
        int columns = Integer.parseInt(arguments[1]);
        int n = Integer.parseInt(arguments[2]);
        int values = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 12;
        int each = arguments.length > 5 ? Integer.parseInt(arguments[5]) : 1;
        SplittableRandom random = new SplittableRandom(arguments.length > 6 ? Long.parseLong(arguments[6]) : 7);
        Domain domain = Domain.of(IntStream.range(0, columns)
                .mapToObj(i -> new Attribute("c" + i, 2 + random.nextInt(values - 1)))
                .toList());
        int[][] parents = IntStream.range(0, columns)
                .mapToObj(i -> i == 0
                        ? new int[0]
                        : random.ints(each, 0, i).sorted().distinct().toArray())
                .toArray(int[][]::new);
        Records rows = rows(domain, parents, n, random);
        PrivacyBudget budget = PrivacyBudget.of(Double.parseDouble(arguments[3]), 1e-9);
        Release release = MemoryLedger.of("wide", budget).open("fit", budget);
        double before = cpu();
        long start = System.nanoTime();
        Fit fit = Synthesizer.named(arguments[0], new Settings(Workload.standard(columns), Settings.DEFAULT_MEGABYTES))
                .fit(PrivateTable.ofRows(rows, release, OpenDpNoise.load()), Progress.NONE);
        double fitted = (System.nanoTime() - start) / 1e9;
        Records sample = fit.distribution().sampler().sample(n, 1);
        double all = (System.nanoTime() - start) / 1e9;
        double cpu = cpu() - before;
        // Before the comparison below, which counts more than the fit did.
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        List<Clique> relations = fit.measurements().stream()
                .map(marginal -> marginal.clique())
                .filter(clique -> clique.size() > 1)
                .toList();
        List<Clique> related = IntStream.range(1, columns)
                .boxed()
                .flatMap(i -> IntStream.of(parents[i]).mapToObj(parent -> Clique.of(i, parent)))
                .toList();
        // Attributes of a column that was split are no columns; found is then too low, and the errors are not.
        long found = related.stream()
                .filter(pair -> relations.stream().anyMatch(pair::isSubsetOf))
                .count();
        double pairs = columns * (columns - 1) / 2.0;
        List<Clique> any = IntStream.range(0, columns)
                .boxed()
                .flatMap(i -> IntStream.range(0, i).mapToObj(j -> Clique.of(i, j)))
                .filter(pair -> random.nextDouble() < DRAWN / pairs)
                .toList();
        System.out.printf(
                "{\"model\": \"%s\", \"columns\": %d, \"rows\": %d, \"epsilon\": %s, \"values\": %d, \"parents\": %d,"
                        + " \"fit_s\": %.1f, \"sample_s\": %.1f, \"cpu_s\": %.1f, \"peak_mb\": %d, \"measured\": %d,"
                        + " \"related\": %d, \"found\": %d, \"tv_related\": %.4f, \"tv_pairs\": %.4f, \"tv_columns\":"
                        + " %.4f}%n",
                arguments[0],
                columns,
                sample.rows(),
                arguments[3],
                values,
                each,
                fitted,
                all - fitted,
                cpu,
                peak >> 20,
                relations.size(),
                related.size(),
                found,
                variation(rows, sample, related),
                variation(rows, sample, any),
                variation(
                        rows,
                        sample,
                        IntStream.range(0, columns).mapToObj(Clique::of).toList()));
    }

    /** CPU seconds of the process. */
    private static double cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /** The mean total variation between the marginals of two tables of as many rows. */
    private static double variation(Records real, Records synthetic, List<Clique> cliques) {
        return cliques.stream()
                .mapToDouble(clique -> {
                    long[] a = real.counts(clique);
                    long[] b = synthetic.counts(clique);
                    return IntStream.range(0, a.length)
                                    .mapToLong(i -> Math.abs(a[i] - b[i]))
                                    .sum()
                            / (2.0 * real.rows());
                })
                .average()
                .orElse(0);
    }

    /** Seven of ten codes follow a parent's, the others come from anywhere. */
    private static Records rows(Domain domain, int[][] parents, int n, SplittableRandom random) {
        int[][] codes = new int[domain.size()][n];
        for (int column = 0; column < codes.length; column++) {
            int size = domain.attribute(column).size();
            int[] known = parents[column];
            for (int row = 0; row < n; row++) {
                codes[column][row] = known.length > 0 && random.nextInt(10) < 7
                        ? codes[known[known.length == 1 ? 0 : random.nextInt(known.length)]][row] % size
                        : Math.min(random.nextInt(size), random.nextInt(size));
            }
        }
        return Records.of(domain, codes);
    }
}
