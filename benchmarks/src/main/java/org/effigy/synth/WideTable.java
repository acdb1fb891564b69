package org.effigy.synth;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
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
 * {@code WideTable MODEL COLUMNS ROWS EPSILON}. Columns have 2 to 10 values and each follows an earlier one, so a tree
 * says all that there is to say; how many of its pairs were found is printed too.
 */
public final class WideTable {
    private WideTable() {}

    /** Runs; see above. */
    public static void main(String[] arguments) {
        int columns = Integer.parseInt(arguments[1]);
        int n = Integer.parseInt(arguments[2]);
        SplittableRandom random = new SplittableRandom(7);
        Domain domain = Domain.of(IntStream.range(0, columns)
                .mapToObj(i -> new Attribute("c" + i, 2 + random.nextInt(9)))
                .toList());
        int[] parents = IntStream.range(0, columns)
                .map(i -> i == 0 ? 0 : random.nextInt(i))
                .toArray();
        Records rows = rows(domain, parents, n, random);
        PrivacyBudget budget = PrivacyBudget.of(Double.parseDouble(arguments[3]), 1e-9);
        Release release = MemoryLedger.of("wide", budget).open("fit", budget);
        long start = System.nanoTime();
        Fit fit = Synthesizer.named(arguments[0], new Settings(Workload.standard(columns), Settings.DEFAULT_MEGABYTES))
                .fit(PrivateTable.ofRows(rows, release, OpenDpNoise.load()), Progress.NONE);
        double fitted = (System.nanoTime() - start) / 1e9;
        int sampled = fit.distribution().sampler().sample(n, 1).rows();
        double all = (System.nanoTime() - start) / 1e9;
        List<Clique> relations = fit.measurements().stream()
                .map(marginal -> marginal.clique())
                .filter(clique -> clique.size() > 1)
                .toList();
        long found = IntStream.range(1, columns)
                .mapToObj(i -> Clique.of(i, parents[i]))
                .filter(pair -> relations.stream().anyMatch(pair::isSubsetOf))
                .count();
        double cpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.out.printf(
                "{\"model\": \"%s\", \"columns\": %d, \"rows\": %d, \"epsilon\": %s, \"fit_s\": %.1f, \"sample_s\": %.1f,"
                        + " \"cpu_s\": %.1f, \"peak_mb\": %d, \"measured\": %d, \"true_pairs_found\": %d}%n",
                arguments[0],
                columns,
                sampled,
                arguments[3],
                fitted,
                all - fitted,
                cpu,
                peak >> 20,
                relations.size(),
                found);
    }

    /** Seven of ten codes follow the parent's, the others come from anywhere. */
    private static Records rows(Domain domain, int[] parents, int n, SplittableRandom random) {
        int[][] codes = new int[domain.size()][n];
        for (int column = 0; column < codes.length; column++) {
            int size = domain.attribute(column).size();
            int[] parent = codes[parents[column]];
            Arrays.setAll(
                    codes[column],
                    row -> parent[row] >= 0 && random.nextInt(10) < 7
                            ? parent[row] % size
                            : Math.min(random.nextInt(size), random.nextInt(size)));
        }
        return Records.of(domain, codes);
    }
}
