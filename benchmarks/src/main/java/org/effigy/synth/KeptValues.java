package org.effigy.synth;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.effigy.domain.Records;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableCodec;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * Whether values stay values: of columns with few or round values in wide ranges, the share of output values that no real row
 * has, with values drawn anywhere in their fine cells and as a model draws them; and of skewed amounts how far the mean is off,
 * beside what the noise of the fine counts' ranges alone would make of it. Rows are made up:
 * {@code java -cp benchmarks.jar org.effigy.synth.KeptValues ROWS EPSILONS MODELS FITS said|open}.
 */
public final class KeptValues {
    private static final int DRAWN = 100_000;

    private static final String OPEN = """
        {"fields": [
          {"name": "limit", "type": "integer", "constraints": {"minimum": 0, "maximum": 1000000, "required": true}},
          {"name": "density", "type": "number", "effigy:precision": 5,
           "constraints": {"minimum": 0.5, "maximum": 1.5, "required": true}},
          {"name": "code", "type": "integer", "constraints": {"minimum": 0, "maximum": 4294967295, "required": true}},
          {"name": "amount", "type": "number", "effigy:precision": 2,
           "constraints": {"minimum": 0, "maximum": 1000000, "required": true}},
          {"name": "gain", "type": "integer", "constraints": {"minimum": 0, "maximum": 99999, "required": true}}]}
        """;

    private static final int[] LIMITS = {1, 2, 3, 5, 8, 10, 15, 20, 24, 36, 50};
    private static final String[] CODES = {"0", "1048577", "2147483648", "4294967295"};

    private KeptValues() {}

    /** What is said above. */
    public static void main(String[] arguments) {
        int rows = Integer.parseInt(arguments[0]);
        Schema schema = SchemaJson.parse(arguments[4].equals("said") ? said() : OPEN, "kept");
        System.out.println("| rows | epsilon | model | limit: cell, model | density | code"
                + " | mean of amount: off by, noise | gain | sum |");
        for (String epsilon : arguments[1].split(",")) {
            for (String model : arguments[2].split(",")) {
                study(schema, rows, epsilon, model, Integer.parseInt(arguments[3]));
            }
        }
    }

    private static String said() {
        StringBuilder densities = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            densities.append(i == 0 ? "" : ", ").append(density(i));
        }
        return OPEN.replace(
                        "\"maximum\": 1000000, \"required\": true}},\n  {\"name\": \"density\"",
                        "\"maximum\": 1000000, \"required\": true}, \"effigy:multipleOf\": 10000},\n"
                                + "  {\"name\": \"density\"")
                .replace("\"minimum\": 0.5, \"maximum\": 1.5", "\"enum\": [" + densities + "]")
                .replace("\"minimum\": 0, \"maximum\": 4294967295", "\"enum\": [" + String.join(", ", CODES) + "]");
    }

    private static String density(int i) {
        return BigDecimal.valueOf(98_000 + 317L * i + i * i % 7, 5).toPlainString();
    }

    private static String[][] rows(int rows) {
        SplittableRandom random = new SplittableRandom(5);
        String[][] cells = new String[rows][];
        for (String[] row = null; rows > 0; cells[rows] = row) {
            rows--;
            int wealth = random.nextInt(8);
            double amount = Math.min(999_999, Math.exp(6.5 + .2 * wealth + 1.5 * normal(random)));
            row = new String[] {
                LIMITS[Math.min(10, wealth / 2 + (int) (7 * random.nextDouble() * random.nextDouble()))] + "0000",
                density(Math.min(19, wealth + random.nextInt(13))),
                CODES[random.nextInt(100) < 40 ? wealth / 2 : random.nextInt(4)],
                BigDecimal.valueOf(Math.round(100 * amount), 2).toPlainString(),
                random.nextInt(10) > 0 ? "0" : "" + Math.min(99_999, (int) Math.exp(8.5 + normal(random)))
            };
        }
        return cells;
    }

    private static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private static void study(Schema schema, int rows, String epsilon, String model, int fits) {
        String[][] cells = rows(rows);
        TableCodec codec = TableCodec.of(schema);
        Records.Builder records = Records.builder(codec.domain(), rows);
        List<Set<Double>> real = new ArrayList<>();
        double[] means = new double[5];
        for (int column = 0; column < 5; column++) {
            real.add(new HashSet<>());
        }
        for (String[] row : cells) {
            int[] codes = new int[5];
            for (int column = 0; column < 5; column++) {
                codes[column] = codec.codec(column).encode(row[column]);
                real.get(column).add(Double.valueOf(row[column]));
                means[column] += Double.parseDouble(row[column]) / rows;
            }
            records.add(codes);
        }
        Records table = records.build();
        double[] anywhere = new double[5];
        double[] kept = new double[5];
        double[] off = new double[5];
        double[] noise = new double[5];
        for (int fit = 0; fit < fits; fit++) {
            PrivacyBudget budget = PrivacyBudget.of(Double.parseDouble(epsilon), 1e-9);
            Release release = MemoryLedger.of("kept", budget).open("fit", budget);
            FittedModel fitted = FittedModel.fit(
                    Synthesizer.named(model), PrivateTable.ofRows(table, release, OpenDpNoise.load()), schema);
            Table plain =
                    fitted.codec().decode(Scenario.of(fitted).sampler().sample(DRAWN, fit), new SplittableRandom(fit));
            Table drawn = Scenario.of(fitted).sample(DRAWN, fit);
            for (int column = 0; column < 5; column++) {
                Set<Double> set = real.get(column);
                anywhere[column] += outside(plain, column, set) / fits;
                kept[column] += outside(drawn, column, set) / fits;
                double mean = Arrays.stream(((NumericColumn<?>) drawn.column(column)).asDoubleArray())
                        .average()
                        .orElseThrow();
                off[column] += Math.abs(mean - means[column]) / means[column] / fits;
            }
            noise(fitted, cells, rows, means, noise, fits);
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %s | %.3f, %.3f | %.3f, %.3f | %.3f, %.3f | %.3f, %.3f | %.3f, %.3f | limit %.3f, %.3f"
                        + " |%n",
                rows,
                epsilon,
                model,
                anywhere[0],
                kept[0],
                anywhere[1],
                kept[1],
                anywhere[2],
                kept[2],
                off[3],
                noise[3],
                off[4],
                noise[4],
                off[0],
                noise[0]);
    }

    private static double outside(Table table, int column, Set<Double> real) {
        double[] values = ((NumericColumn<?>) table.column(column)).asDoubleArray();
        return (double) Arrays.stream(values)
                        .filter(value -> !real.contains(value))
                        .count()
                / values.length;
    }

    /** What the noise of the counts of ranges makes of a mean, each range's own mean known: expected, relative. */
    private static void noise(
            FittedModel fitted, String[][] cells, int rows, double[] means, double[] noise, int fits) {
        int read = 0;
        for (Readings.Column column : Readings.of(fitted.codec()).columns()) {
            NoisyMarginal counted = fitted.readings().get(read);
            read += column.cliques().size();
            int[] classes = column.grid().readings().get(0).classes();
            double[] sums = new double[column.grid().readings().get(0).size()];
            int[] held = new int[sums.length];
            for (String[] row : cells) {
                int range = classes[column.codec().encode(row[column.position()])];
                sums[range] += Double.parseDouble(row[column.position()]);
                held[range]++;
            }
            double squares = 0;
            for (int range = 0; range < sums.length; range++) {
                double middle = held[range] > 0 ? sums[range] / held[range] : 0;
                squares += Math.pow(middle - means[column.position()], 2);
            }
            noise[column.position()] += Math.sqrt(2 / Math.PI)
                    * counted.standardDeviation()
                    * Math.sqrt(squares)
                    / rows
                    / means[column.position()]
                    / fits;
        }
    }
}
