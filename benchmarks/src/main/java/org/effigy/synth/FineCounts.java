package org.effigy.synth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.effigy.domain.Clique;
import org.effigy.domain.Records;
import org.effigy.measure.NoisyMarginal;
import org.effigy.model.Simplex;
import org.effigy.privacy.Mechanism;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.InvalidValues;
import org.effigy.table.Schema;
import org.effigy.table.TableCodec;
import org.effigy.table.TableReader;

/**
 * How far ordered columns are off after a fit has made its bins (Kolmogorov and Smirnov's distance), beside what sums of the
 * noisy counts of ranges would be off by, which is what their noise allows. The noise is drawn as often as asked, and nothing
 * else of a fit is run: {@code java -cp benchmarks.jar org.effigy.synth.FineCounts FOLDER CAP ROWS EPSILONS TRIALS}, with
 * a folder as {@code benchmarks/mixed/prepare.py} writes them. Counts are scaled to the number of rows.
 */
public final class FineCounts {
    /** Of the budget, for the fine counts and for the columns of the model. */
    private static final double FINE = .15;

    private static final double COLUMNS = .4;

    private static final double DELTA = 1e-9;

    private final CodedTable table;
    private final TableCodec codec;
    private final int cap;
    private final SplittableRandom random = new SplittableRandom(1);

    private FineCounts(CodedTable table, TableCodec codec, int cap) {
        this.table = table;
        this.codec = codec;
        this.cap = cap;
    }

    /** What is said above. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Schema schema = Schema.read(folder.resolve("open.json"));
        CodedTable table = TableReader.of(schema)
                .withInvalidValues(InvalidValues.CLAMP)
                .readRecords(CsvInput.of(folder.resolve("train.csv")));
        FineCounts counts = new FineCounts(table, TableCodec.of(schema), Integer.parseInt(arguments[1]));
        System.out.println("| rows | epsilon | median | 9 in 10 | worst | noise allows: median | 9 in 10 | worst |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (String rows : arguments[2].split(",")) {
            for (String epsilon : arguments[3].split(",")) {
                counts.study(Integer.parseInt(rows), Double.parseDouble(epsilon), Integer.parseInt(arguments[4]));
            }
        }
    }

    private void study(int rows, double epsilon, int trials) {
        List<Double> off = new ArrayList<>();
        List<Double> allowed = new ArrayList<>();
        Readings readings = Readings.of(codec);
        Records view = table.records().coarsened(readings.view());
        for (int trial = 0; trial < trials; trial++) {
            for (Readings.Column column : readings.columns()) {
                measure(column, view, rows, epsilon, off, allowed);
            }
        }
        System.out.printf(Locale.ROOT, "| %d | %.1f | %s | %s |%n", rows, epsilon, words(off), words(allowed));
    }

    private static String words(List<Double> distances) {
        double[] sorted =
                distances.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%.3f | %.3f | %.3f",
                sorted[sorted.length / 2],
                sorted[sorted.length * 9 / 10],
                sorted[sorted.length - 1]);
    }

    private void measure(
            Readings.Column column, Records view, int rows, double epsilon, List<Double> off, List<Double> allowed) {
        double scale = (double) rows / table.records().rows();
        int columns = codec.domain().size();
        double rho = Math.pow(Math.sqrt(epsilon - Math.log(DELTA)) - Math.sqrt(-Math.log(DELTA)), 2);
        double deviation =
                cap / Math.sqrt(2 * rho * FINE / columns / column.cliques().size());
        List<NoisyMarginal> counted = new ArrayList<>();
        for (Clique clique : column.cliques()) {
            long[] noisy = Arrays.stream(view.counts(clique))
                    .map(count -> Math.round(count * scale + deviation * gaussian()))
                    .toArray();
            counted.add(new NoisyMarginal(clique, noisy, new Mechanism.DiscreteGaussian(deviation)));
        }
        double[] truth = Arrays.stream(table.records().counts(Clique.of(column.position())))
                .limit(column.cells())
                .mapToDouble(count -> count * scale)
                .toArray();
        double present = Math.max(rows / 100.0, Arrays.stream(truth).sum());
        double[] density = scaled(FineDensity.of(column, counted), present);
        off.add(distance(truth, binned(column, density, truth, present, rows, rho)));
        int ranges = column.grid().readings().get(0).size();
        double[] range = new double[ranges];
        for (int code = 0; code < truth.length; code++) {
            range[column.grid().readings().get(0).classes()[code]] += truth[code];
        }
        double[] raw = Arrays.stream(counted.get(0).counts())
                .limit(ranges)
                .asDoubleStream()
                .toArray();
        double excess = (Arrays.stream(raw).sum() - Arrays.stream(range).sum()) / ranges;
        allowed.add(
                distance(range, Arrays.stream(raw).map(count -> count - excess).toArray()));
    }

    /** The density once its bins have counts of their own, as a model measures them. */
    private double[] binned(
            Readings.Column column, double[] density, double[] truth, double present, double rows, double rho) {
        double deviation = cap / Math.sqrt(2 * rho * COLUMNS / codec.domain().size());
        double error = Math.sqrt(2 / Math.PI)
                * cap
                / Math.sqrt(rho * (1 - FINE) / codec.domain().size());
        int filled = (int) Math.max(8, Math.min(64, Math.round(Math.sqrt(.5 * rows / error))));
        int[] starts = Cuts.of(column.grid().way(), density, column.grid().alone(), filled, 6 * error);
        int[] map = Cuts.map(starts, density.length);
        double[] held = new double[starts.length];
        double[] bins = new double[starts.length];
        int[] cells = new int[starts.length];
        for (int code = 0; code < density.length; code++) {
            held[map[code]] += density[code];
            bins[map[code]] += truth[code];
            cells[map[code]]++;
        }
        double[] noisy =
                Arrays.stream(bins).map(count -> count + deviation * gaussian()).toArray();
        double[] likely = Simplex.project(noisy, present);
        double[] moved = new double[density.length];
        for (int code = 0; code < density.length; code++) {
            int bin = map[code];
            moved[code] = held[bin] > 0 ? density[code] * likely[bin] / held[bin] : likely[bin] / cells[bin];
        }
        return moved;
    }

    private static double[] scaled(double[] density, double mass) {
        double sum = Arrays.stream(density).sum();
        return Arrays.stream(density).map(rows -> rows * mass / sum).toArray();
    }

    private static double distance(double[] counts, double[] others) {
        double all = Arrays.stream(counts).sum();
        double allOthers = Arrays.stream(others).sum();
        double below = 0;
        double largest = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            below += counts[cell] / all - others[cell] / allOthers;
            largest = Math.max(largest, Math.abs(below));
        }
        return largest;
    }

    private double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
