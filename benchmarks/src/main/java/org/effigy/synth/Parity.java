package org.effigy.synth;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableCodec;

/**
 * A label that is the parity of one to seven of seven coins, and nothing of any fewer of them: the share of synthetic rows in
 * which it still is (a half by chance). With {@code named} the label's marginal with those coins is asked for by name:
 * {@code java -cp benchmarks.jar org.effigy.synth.Parity MODELS EPSILONS FITS ROWS}.
 */
public final class Parity {
    private static final int COINS = 7;

    private Parity() {}

    /** What is said above. */
    public static void main(String[] arguments) {
        int fits = Integer.parseInt(arguments[2]);
        int rows = Integer.parseInt(arguments[3]);
        for (String model : arguments[0].split(",")) {
            for (String epsilon : arguments[1].split(",")) {
                StringBuilder line = new StringBuilder("| " + model + " | " + epsilon + " |");
                for (int order = 1; order <= COINS; order++) {
                    double kept = 0;
                    for (int fit = 0; fit < fits; fit++) {
                        kept += kept(model, Double.parseDouble(epsilon), order, rows, fit) / fits;
                    }
                    line.append(String.format(Locale.ROOT, " %.3f |", kept));
                }
                System.out.println(line);
            }
        }
    }

    private static Schema schema() {
        StringBuilder fields = new StringBuilder();
        for (int coin = 0; coin < COINS; coin++) {
            fields.append("{\"name\": \"c")
                    .append(coin)
                    .append("\", \"type\": \"boolean\", \"constraints\": {\"required\": true}},");
        }
        return SchemaJson.parse(
                "{\"fields\": [" + fields
                        + "{\"name\": \"label\", \"type\": \"boolean\", \"constraints\": {\"required\": true}}]}",
                "parity");
    }

    private static int parity(Records rows, int row, int order) {
        return IntStream.range(0, order).map(coin -> rows.code(row, coin)).sum() % 2;
    }

    private static double kept(String model, double epsilon, int order, int rows, long seed) {
        Schema schema = schema();
        SplittableRandom random = new SplittableRandom(seed);
        Records.Builder builder = Records.builder(TableCodec.of(schema).domain(), rows);
        for (int row = 0; row < rows; row++) {
            int[] codes =
                    IntStream.range(0, COINS + 1).map(i -> random.nextInt(2)).toArray();
            codes[COINS] = IntStream.range(0, order).map(i -> codes[i]).sum() % 2;
            builder.add(codes);
        }
        boolean isNamed = model.endsWith("+named");
        List<String> columns = IntStream.rangeClosed(0, order)
                .mapToObj(i -> i < order ? "c" + i : "label")
                .toList();
        Settings settings = isNamed
                ? new Settings(Workload.triples().withClique(columns, 10), Settings.DEFAULT_MEGABYTES)
                : Settings.standard();
        PrivacyBudget budget = PrivacyBudget.of(epsilon, 1e-9);
        FittedModel fitted = FittedModel.fit(
                Synthesizer.named(model.replace("+named", ""), settings),
                PrivateTable.ofRows(
                        builder.build(), MemoryLedger.of("parity", budget).open("fit", budget), OpenDpNoise.load()),
                schema);
        Records drawn = Scenario.of(fitted).sampler().sample(rows, seed);
        return IntStream.range(0, rows)
                        .filter(row -> drawn.code(row, COINS) == parity(drawn, row, order))
                        .count()
                / (double) rows;
    }
}
