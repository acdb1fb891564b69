package org.effigy.synth;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLedger;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.Bins;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.CsvOutput;
import org.effigy.table.Field;
import org.effigy.table.InvalidValues;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;

/**
 * Fits models with bins of several kinds to one table, draws a table from each, and prints a JSON line for each fit:
 * {@code benchmarks/mixed/run} says how it is called, and scores what it wrote.
 */
public final class Comparison {
    private Comparison() {}

    /**
     * Arguments: a folder with {@code train.csv}, {@code declared.json} (a schema with bins) and {@code open.json} (the
     * same without), rows kept a unit, models, bins ({@code declared}, {@code auto}, {@code equal}, {@code quantile},
     * {@code tree}), epsilons, runs and a folder for what is drawn. Lists are separated by commas.
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int cap = Integer.parseInt(arguments[1]);
        for (String bins : arguments[3].split(",")) {
            Schema schema = schema(folder, bins);
            CodedTable rows = TableReader.of(schema)
                    .withInvalidValues(InvalidValues.CLAMP)
                    .readRecords(CsvInput.of(folder.resolve("train.csv")));
            for (String model : arguments[2].split(",")) {
                for (String epsilon : arguments[4].split(",")) {
                    for (int run = 1; run <= Integer.parseInt(arguments[5]); run++) {
                        String name = String.join("-", folder.getFileName().toString(), model, bins, epsilon, "" + run);
                        Path output = Path.of(arguments[6]).resolve(name + ".csv");
                        double seconds = fit(schema, rows, cap, model, Double.parseDouble(epsilon), run, output);
                        System.out.printf(
                                Locale.ROOT,
                                "{\"table\": \"%s\", \"model\": \"%s\", \"bins\": \"%s\", \"epsilon\": %s, \"run\": %d,"
                                        + " \"cpu\": %.2f, \"file\": \"%s\"}%n",
                                folder.getFileName(),
                                model,
                                bins,
                                epsilon,
                                run,
                                seconds,
                                output);
                    }
                }
            }
        }
    }

    private static Schema schema(Path folder, String bins) throws IOException {
        if (bins.equals("declared")) {
            return Schema.read(folder.resolve("declared.json"));
        }
        Schema open = Schema.read(folder.resolve("open.json"));
        return bins.equals("auto") ? open : open.withBins(Bins.named(bins));
    }

    /** The processor seconds of the fit and the sample; reading the table is not among them. */
    private static double fit(
            Schema schema, CodedTable rows, int cap, String model, double epsilon, int run, Path output)
            throws IOException {
        PrivacyBudget budget = PrivacyBudget.of(epsilon, 1e-9);
        if (schema.unit().isPresent()) {
            budget = budget.withUnit(
                    PrivacyUnit.of(schema.unit().map(Field::name).orElseThrow(), cap));
        }
        Workload workload = Workload.standard(schema.modelled().size());
        if (schema.target().isPresent()) {
            workload = workload.withTarget(schema.target().get().name());
        }
        long before = cpu();
        try (PrivacyLedger ledger = MemoryLedger.of("comparison", budget)) {
            Release release = ledger.open("comparison", budget);
            OpenDpNoise noise = OpenDpNoise.load();
            PrivateTable door = rows.units().isPresent()
                    ? PrivateTable.ofUnits(rows.records(), rows.units().get(), release, noise)
                    : PrivateTable.ofRows(rows.records(), release, noise);
            Synthesizer synthesizer = Synthesizer.named(model, new Settings(workload, Settings.DEFAULT_MEGABYTES));
            FittedModel fitted = FittedModel.fit(synthesizer, door, schema);
            Files.createDirectories(output.toAbsolutePath().getParent());
            Sample.of(fitted, run).write(CsvOutput.of(output), Progress.NONE);
        }
        return (cpu() - before) / 1e9;
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
