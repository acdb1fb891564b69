package org.effigy.synth;

import java.util.List;
import java.util.Locale;
import org.effigy.condition.Condition;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.model.MarkovRandomField;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.simulate.HospitalEncounters;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableCodec;

/**
 * Error bars of a model beside its errors, over tables of simulated patients' first stays: how long bars are, how far the worst
 * share of the model is off in truth, and how often all bars of a fit hold. And of conditions how far the model's probability is
 * off as a multiple of the standard error that is told with it:
 * {@code java -cp benchmarks.jar org.effigy.synth.KnownErrors MODELS EPSILONS FITS ROWS}.
 */
public final class KnownErrors {
    private static final Schema SCHEMA = SchemaJson.parse("""
        {"fields": [
          {"name": "sex", "type": "string", "constraints": {"required": true, "enum": ["F", "M"]}},
          {"name": "insurance", "type": "string",
           "constraints": {"required": true, "enum": ["Family", "Public", "Private", "Senior", "None"]}},
          {"name": "admission_type", "type": "string",
           "constraints": {"required": true, "enum": ["Emergency", "Urgent", "Elective", "Transfer"]}},
          {"name": "comorbidities", "type": "integer", "constraints": {"required": true, "minimum": 0, "maximum": 9}},
          {"name": "surgery", "type": "boolean", "constraints": {"required": true}},
          {"name": "readmitted_30d", "type": "boolean", "constraints": {"required": true}}]}
        """, "known");

    private static final List<List<String>> ASKED = List.of(
            List.of("surgery = true"),
            List.of("comorbidities >= 3"),
            List.of("insurance in (Public, Private)"),
            List.of("surgery = true", "sex = F"),
            List.of("comorbidities >= 2", "insurance = Senior"),
            List.of("readmitted_30d = true", "comorbidities >= 2"),
            List.of("surgery = true", "admission_type = Elective", "sex = M"),
            List.of("sex = F and surgery = true and comorbidities = 0"));

    private KnownErrors() {}

    /** What is said above. */
    public static void main(String[] arguments) {
        for (String model : arguments[0].split(",")) {
            for (String epsilon : arguments[1].split(",")) {
                run(model, Double.parseDouble(epsilon), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            }
        }
    }

    private static void run(String model, double epsilon, int fits, int rows) {
        TableCodec codec = TableCodec.of(SCHEMA);
        HospitalEncounters table = HospitalEncounters.of(3);
        List<String> names =
                table.columns().stream().map(column -> column.name()).toList();
        int[] columns = SCHEMA.fields().stream()
                .mapToInt(field -> names.indexOf(field.name()))
                .toArray();
        int held = 0;
        double[] bars = new double[4];
        double[] errors = new double[4];
        int[] counted = new int[4];
        int[] within = new int[ASKED.size()];
        int[] withinTwo = new int[ASKED.size()];
        for (int fit = 0; fit < fits; fit++) {
            Records.Builder builder = Records.builder(codec.domain(), rows);
            for (int row = 0; row < rows; row++) {
                List<String> cells =
                        table.cells(table.unit((long) fit * rows + row).get(0));
                int[] codes = new int[columns.length];
                for (int i = 0; i < codes.length; i++) {
                    codes[i] = codec.codec(i).encode(cells.get(columns[i]));
                }
                builder.add(codes);
            }
            Records real = builder.build();
            PrivacyBudget budget = PrivacyBudget.of(epsilon, 1e-9);
            FittedModel fitted = FittedModel.fit(
                    Synthesizer.named(model),
                    PrivateTable.ofRows(real, MemoryLedger.of("known", budget).open("fit", budget), OpenDpNoise.load()),
                    SCHEMA);
            MarkovRandomField field = (MarkovRandomField) fitted.distribution();
            boolean all = true;
            for (ErrorBars.Bar bar : ErrorBars.of(fitted).bars()) {
                Domain domain = field.domain();
                Clique clique = domain.clique(bar.columns().toArray(String[]::new));
                double error = worst(field.marginal(clique), counts(real, clique), field.total());
                all &= error <= bar.points();
                bars[clique.size()] += bar.points();
                errors[clique.size()] += error;
                counted[clique.size()]++;
            }
            held += all ? 1 : 0;
            for (int i = 0; i < ASKED.size(); i++) {
                Scenario scenario = Scenario.of(fitted);
                for (String condition : ASKED.get(i)) {
                    scenario = scenario.where(condition);
                }
                double off = Math.abs(scenario.probability() - share(real, codec, ASKED.get(i)));
                within[i] += off <= scenario.standardError() ? 1 : 0;
                withinTwo[i] += off <= 2 * scenario.standardError() ? 1 : 0;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %d of %d | %.2f, %.2f | %.2f, %.2f (%.1f a fit) | %.2f, %.2f (%.1f) |%n",
                model,
                epsilon,
                held,
                fits,
                bars[1] / counted[1],
                errors[1] / counted[1],
                bars[2] / counted[2],
                errors[2] / counted[2],
                (double) counted[2] / fits,
                bars[3] / counted[3],
                errors[3] / counted[3],
                (double) counted[3] / fits);
        for (int i = 0; i < within.length; i++) {
            System.out.printf(
                    "  %s: within one standard error %d, within two %d%n", ASKED.get(i), within[i], withinTwo[i]);
        }
    }

    private static double[] counts(Records rows, Clique clique) {
        double[] counts = new double[rows.domain().arrayCells(clique)];
        for (int row = 0; row < rows.rows(); row++) {
            int cell = 0;
            for (int attribute : clique.toArray()) {
                cell = cell * rows.domain().attribute(attribute).size() + rows.code(row, attribute);
            }
            counts[cell]++;
        }
        return counts;
    }

    private static double worst(Factor own, double[] real, double total) {
        double worst = 0;
        for (int cell = 0; cell < real.length; cell++) {
            worst = Math.max(worst, 100 * Math.abs(own.value(cell) - real[cell]) / total);
        }
        return worst;
    }

    private static double share(Records rows, TableCodec codec, List<String> conditions) {
        var relations = conditions.stream()
                .flatMap(text -> Condition.parse(text).conjuncts().stream())
                .map(codec::relation)
                .toList();
        int met = 0;
        for (int row = 0; row < rows.rows(); row++) {
            int at = row;
            met += relations.stream().allMatch(relation -> {
                        int[] classes = new int[relation.clique().size()];
                        for (int i = 0; i < classes.length; i++) {
                            classes[i] = relation.classOf(
                                    i, rows.code(at, relation.clique().get(i)));
                        }
                        return relation.allows(classes);
                    })
                    ? 1
                    : 0;
        }
        return (double) met / rows.rows();
    }
}
