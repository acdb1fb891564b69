package org.effigy.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.effigy.condition.Condition;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.simulate.CardTransactions;
import org.effigy.simulate.HospitalEncounters;
import org.effigy.simulate.SimulatedTable;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Synthesizer;
import org.effigy.table.CategoryCodec;
import org.effigy.table.IntervalCodec;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableCodec;
import tech.tablesaw.api.Table;

/**
 * How often 95 % intervals hold the truth of a population of six columns: many tables are drawn from it, each is fitted, and
 * each model is asked the same questions. Beside it, what textbook intervals over synthetic rows hold, and intervals a third
 * narrower. The truth is that of {@value #POPULATION} other rows:
 * {@code java -cp benchmarks.jar org.effigy.analysis.Coverage hospital|cards MODELS EPSILONS FITS ROWS}.
 */
public final class Coverage {
    private static final int POPULATION = 4_000_000;

    private static final long FIRST = 1_000_000_000L;

    private static final String HOSPITAL = """
        {"fields": [
          {"name": "age", "type": "integer", "constraints": {"required": true, "minimum": 0, "maximum": 104}},
          {"name": "sex", "type": "string", "constraints": {"required": true, "enum": ["F", "M"]}},
          {"name": "insurance", "type": "string",
           "constraints": {"required": true, "enum": ["Family", "Public", "Private", "Senior", "None"]}},
          {"name": "comorbidities", "type": "integer", "constraints": {"required": true, "minimum": 0, "maximum": 9}},
          {"name": "surgery", "type": "boolean", "constraints": {"required": true}},
          {"name": "cost", "type": "number", "effigy:precision": 2,
           "constraints": {"required": true, "minimum": 50, "maximum": 500000}}]}
        """;

    private static final String CARDS = """
        {"fields": [
          {"name": "card_type", "type": "string", "constraints": {"required": true, "enum": ["debit", "credit"]}},
          {"name": "channel", "type": "string", "constraints": {"required": true, "enum": CHANNELS}},
          {"name": "amount", "type": "number", "effigy:precision": 2,
           "constraints": {"required": true, "minimum": 0.5, "maximum": 50000}},
          {"name": "chip_used", "type": "boolean", "constraints": {"required": true}},
          {"name": "pin_used", "type": "boolean", "constraints": {"required": true}},
          {"name": "fraud", "type": "boolean", "constraints": {"required": true}}]}
        """;

    /** A question, what is true of it by term, and over which rows a share or mean is taken, where it is one. */
    private record Asked(
            String name,
            List<String> where,
            Question question,
            Map<String, Double> truth,
            Predicate<double[]> among,
            ToDoubleFunction<double[]> of) {}

    private static final class Score {
        private int answered;
        private int refused;
        private int terms;
        private int held;
        private int narrow;
        private int naive;
        private int naiveOf;
        private double width;
        private double inside;
    }

    private final SimulatedTable<?> table;
    private final Schema schema;
    private final TableCodec codec;
    private final int[] columns;

    private Coverage(String name) {
        this.table = name.equals("hospital") ? HospitalEncounters.of(1) : CardTransactions.of(1);
        List<String> names =
                table.columns().stream().map(column -> column.name()).toList();
        String channels = "[\""
                + String.join(
                        "\", \"",
                        CardTransactions.truth().shareOfRows("channel").keySet()) + "\"]";
        String types = "[\""
                + String.join(
                        "\", \"",
                        CardTransactions.truth().shareOfRows("card_type").keySet()) + "\"]";
        this.schema = SchemaJson.parse(
                name.equals("hospital")
                        ? HOSPITAL
                        : CARDS.replace("CHANNELS", channels).replace("[\"debit\", \"credit\"]", types),
                name);
        this.codec = TableCodec.of(schema);
        this.columns = schema.fields().stream()
                .mapToInt(field -> names.indexOf(field.name()))
                .toArray();
    }

    /** What is said above. */
    public static void main(String[] arguments) {
        Coverage study = new Coverage(arguments[0]);
        List<Asked> asked = arguments[0].equals("hospital") ? hospital(study) : cards(study);
        int fits = Integer.parseInt(arguments[3]);
        int rows = Integer.parseInt(arguments[4]);
        System.out.println(
                "| table | model | epsilon | question | answered | coverage | a third narrower | half-width | by"
                        + " bins | synthetic rows, textbook |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (String model : arguments[1].split(",")) {
            for (String epsilon : arguments[2].split(",")) {
                study.run(arguments[0], model, Double.parseDouble(epsilon), fits, rows, asked);
            }
        }
    }

    private <R> List<String> first(SimulatedTable<R> from, long unit) {
        return from.cells(from.unit(unit).get(0));
    }

    private void run(String name, String model, double epsilon, int fits, int rows, List<Asked> asked) {
        Map<String, Score> scores = new LinkedHashMap<>();
        long fitting = 0;
        long answering = 0;
        // Each combination has tables of its own, so that an unlucky table is counted once.
        long begin = 10_000_000L * (Math.abs((model + epsilon).hashCode()) % 90);
        for (int fit = 0; fit < fits; fit++) {
            Records.Builder records = Records.builder(codec.domain(), rows);
            double[][] own = new double[rows][columns.length];
            for (int row = 0; row < rows; row++) {
                List<String> cells = first(table, begin + (long) fit * rows + row);
                int[] codes = new int[columns.length];
                for (int i = 0; i < codes.length; i++) {
                    codes[i] = codec.codec(i).encode(cells.get(columns[i]));
                    own[row][i] = value(i, cells.get(columns[i]));
                }
                records.add(codes);
            }
            PrivacyBudget budget = PrivacyBudget.of(epsilon, 1e-9);
            Release release = MemoryLedger.of("coverage", budget).open("fit", budget);
            long start = System.nanoTime();
            FittedModel fitted = FittedModel.fit(
                    Synthesizer.named(model),
                    PrivateTable.ofRows(records.build(), release, OpenDpNoise.load()),
                    schema);
            long middle = System.nanoTime();
            fitting += middle - start;
            double[][] synthetic = values(fitted.sample(rows, fit));
            long from = System.nanoTime();
            for (Asked one : asked) {
                score(fitted, one, own, synthetic, scores.computeIfAbsent(one.name, key -> new Score()));
            }
            answering += System.nanoTime() - from;
        }
        Score all = new Score();
        scores.forEach((question, score) -> {
            print(name, model, epsilon, question, score);
            all.answered += score.answered;
            all.refused += score.refused;
            all.terms += score.terms;
            all.held += score.held;
            all.narrow += score.narrow;
            all.naive += score.naive;
            all.naiveOf += score.naiveOf;
        });
        print(name, model, epsilon, "**all**", all);
        System.out.printf(
                Locale.ROOT, "fit %.2f s, answers %.2f s a fit%n", fitting / 1e9 / fits, answering / 1e9 / fits);
    }

    private static void print(String table, String model, double epsilon, String question, Score score) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %d of %d | %s | %s | %s | %s | %s |%n",
                table,
                model,
                epsilon,
                question,
                score.answered,
                score.answered + score.refused,
                share(score.held, score.terms),
                share(score.narrow, score.terms),
                score.width == 0 ? "" : String.format(Locale.ROOT, "%.3g", score.width / score.terms),
                score.width == 0 ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * score.inside / score.width / 2),
                share(score.naive, score.naiveOf));
    }

    private static String share(int part, int of) {
        return of == 0 ? "-" : String.format(Locale.ROOT, "%.3f", (double) part / of);
    }

    private void score(FittedModel model, Asked asked, double[][] own, double[][] synthetic, Score score) {
        Analysis analysis = Analysis.of(model);
        for (String condition : asked.where) {
            analysis = analysis.where(condition);
        }
        Answer answer = analysis.answer(asked.question);
        if (asked.of != null) {
            naive(asked, synthetic, score);
        }
        if (!answer.isAnswered()) {
            score.refused++;
            return;
        }
        score.answered++;
        for (Answer.Term term : answer.terms()) {
            double truth = asked.truth.get(term.name());
            if (asked.question instanceof Question.Count) {
                truth = Arrays.stream(own).filter(asked.among).count();
            }
            score.terms++;
            score.held += truth >= term.low() && truth <= term.high() ? 1 : 0;
            double low = term.estimate() - (term.estimate() - term.low()) * 2 / 3;
            double high = term.estimate() + (term.high() - term.estimate()) * 2 / 3;
            score.narrow += truth >= low && truth <= high ? 1 : 0;
            score.width += (term.high() - term.low()) / 2;
            score.inside += term.bins();
        }
    }

    private static void naive(Asked asked, double[][] synthetic, Score score) {
        double[] of = Arrays.stream(synthetic)
                .filter(asked.among)
                .mapToDouble(asked.of)
                .toArray();
        double mean = Arrays.stream(of).average().orElse(0);
        double variance = Arrays.stream(of).map(x -> (x - mean) * (x - mean)).sum() / Math.max(1, of.length - 1);
        score.naiveOf++;
        score.naive +=
                Math.abs(mean - asked.truth.get("")) <= 1.96 * Math.sqrt(variance / Math.max(1, of.length)) ? 1 : 0;
    }

    /** Numbers as they are, booleans as 0 and 1, of categories the place. */
    private double[][] values(Table rows) {
        double[][] values = new double[rows.rowCount()][columns.length];
        for (int i = 0; i < columns.length; i++) {
            String name = schema.fields().get(i).name();
            for (int row = 0; row < values.length; row++) {
                values[row][i] = value(i, rows.column(name).getString(row));
            }
        }
        return values;
    }

    private double value(int column, String cell) {
        if (codec.codec(column) instanceof CategoryCodec categories) {
            return categories.encode(cell);
        }
        return ((IntervalCodec) codec.codec(column)).isOfNumbers()
                ? Double.parseDouble(cell)
                : cell.equals("true") ? 1 : 0;
    }

    private double[][] population() {
        double[][] rows = new double[POPULATION][columns.length];
        for (int row = 0; row < POPULATION; row++) {
            List<String> cells = first(table, FIRST + row);
            for (int i = 0; i < columns.length; i++) {
                rows[row][i] = value(i, cells.get(columns[i]));
            }
        }
        return rows;
    }

    private static Predicate<double[]> all() {
        return row -> true;
    }

    private static List<Asked> hospital(Coverage study) {
        double[][] population = study.population();
        ToDoubleFunction<double[]> age = row -> row[0];
        ToDoubleFunction<double[]> female = row -> row[1] == 0 ? 1 : 0;
        ToDoubleFunction<double[]> ill = row -> row[3];
        ToDoubleFunction<double[]> surgery = row -> row[4];
        ToDoubleFunction<double[]> cost = row -> row[5];
        List<Asked> asked = new ArrayList<>();
        count(asked, population, "age >= 65", row -> row[0] >= 65);
        mean(asked, population, "surgery = true", all(), surgery);
        mean(asked, population, "surgery = true", row -> row[2] == 1, surgery, "insurance = Public");
        mean(asked, population, "surgery = true", row -> row[0] >= 65, surgery, "age >= 65");
        mean(asked, population, "sex = F", row -> row[2] == 3, female, "insurance = Senior");
        mean(asked, population, "age", all(), age);
        mean(asked, population, "comorbidities", row -> row[0] >= 65, ill, "age >= 65");
        mean(asked, population, "cost", all(), cost);
        mean(asked, population, "cost", row -> row[4] == 1, cost, "surgery = true");
        mean(asked, population, "age", row -> row[1] == 1 && row[4] == 1, age, "sex = M", "surgery = true");
        quantile(asked, population, "age", .5, all(), age);
        quantile(asked, population, "cost", .9, all(), cost);
        quantile(asked, population, "cost", .5, row -> row[4] == 1, cost, "surgery = true");
        correlation(asked, population, "age", "comorbidities", age, ill);
        correlation(asked, population, "age", "cost", age, cost);
        linear(asked, population, "comorbidities", List.of("age"), ill, List.of(age));
        linear(asked, population, "comorbidities", List.of("sex"), ill, List.of(row -> 1 - female.applyAsDouble(row)));
        linear(asked, population, "comorbidities", List.of("age", "sex"), ill, List.of(age, row -> row[1]));
        logistic(asked, population, "surgery = true", List.of("sex"), surgery, List.of(row -> row[1]));
        logistic(asked, population, "surgery = true", List.of("age"), surgery, List.of(age));
        logistic(asked, population, "surgery = true", List.of("age", "sex"), surgery, List.of(age, row -> row[1]));
        return asked;
    }

    private static List<Asked> cards(Coverage study) {
        double[][] population = study.population();
        ToDoubleFunction<double[]> amount = row -> row[2];
        ToDoubleFunction<double[]> chip = row -> row[3];
        ToDoubleFunction<double[]> pin = row -> row[4];
        ToDoubleFunction<double[]> fraud = row -> row[5];
        String channel = ((CategoryCodec) study.codec.codec(1)).categories().get(0);
        List<Asked> asked = new ArrayList<>();
        count(asked, population, "amount >= 100", row -> row[2] >= 100);
        mean(asked, population, "fraud = true", all(), fraud);
        mean(asked, population, "fraud = true", row -> row[3] == 0, fraud, "chip_used = false");
        mean(asked, population, "pin_used = true", row -> row[2] >= 50, pin, "amount >= 50");
        mean(asked, population, "pin_used = true", row -> row[3] == 1, pin, "chip_used = true");
        mean(asked, population, "chip_used = true", row -> row[0] == 1, chip, "card_type = " + study.name(0, 1));
        mean(asked, population, "amount", all(), amount);
        mean(asked, population, "amount", row -> row[1] == 0, amount, "channel = \"" + channel + "\"");
        mean(asked, population, "amount", row -> row[5] == 1, amount, "fraud = true");
        quantile(asked, population, "amount", .5, all(), amount);
        quantile(asked, population, "amount", .9, row -> row[1] == 0, amount, "channel = \"" + channel + "\"");
        linear(asked, population, "amount", List.of("card_type"), amount, List.of(row -> row[0]));
        logistic(asked, population, "pin_used = true", List.of("chip_used"), pin, List.of(chip));
        logistic(asked, population, "pin_used = true", List.of("card_type"), pin, List.of(row -> row[0]));
        logistic(asked, population, "fraud = true", List.of("chip_used"), fraud, List.of(chip));
        logistic(
                asked,
                population,
                "fraud = true",
                List.of("chip_used", "card_type"),
                fraud,
                List.of(chip, row -> row[0]));
        return asked;
    }

    private String name(int column, int code) {
        return ((CategoryCodec) codec.codec(column)).categories().get(code);
    }

    private static void count(List<Asked> asked, double[][] population, String where, Predicate<double[]> among) {
        double share = (double) Arrays.stream(population).filter(among).count() / population.length;
        asked.add(new Asked(
                "count where " + where, List.of(where), new Question.Count(), Map.of("", share), among, null));
    }

    private static void mean(
            List<Asked> asked,
            double[][] population,
            String what,
            Predicate<double[]> among,
            ToDoubleFunction<double[]> of,
            String... where) {
        double truth = Arrays.stream(population)
                .filter(among)
                .mapToDouble(of)
                .average()
                .orElseThrow();
        Question question =
                what.contains("=") ? new Question.Proportion(Condition.parse(what)) : new Question.Mean(what);
        String name = question + (where.length == 0 ? "" : " where " + String.join(" and ", where));
        asked.add(new Asked(name, List.of(where), question, Map.of("", truth), among, of));
    }

    private static void quantile(
            List<Asked> asked,
            double[][] population,
            String column,
            double share,
            Predicate<double[]> among,
            ToDoubleFunction<double[]> of,
            String... where) {
        double[] sorted =
                Arrays.stream(population).filter(among).mapToDouble(of).sorted().toArray();
        double truth = sorted[(int) Math.ceil(share * sorted.length) - 1];
        Question question = new Question.Quantile(column, share);
        String name = question + (where.length == 0 ? "" : " where " + String.join(" and ", where));
        asked.add(new Asked(name, List.of(where), question, Map.of("", truth), among, null));
    }

    private static void correlation(
            List<Asked> asked,
            double[][] population,
            String one,
            String other,
            ToDoubleFunction<double[]> first,
            ToDoubleFunction<double[]> second) {
        double[][] moments = moments(population, second, List.of(first), row -> 1);
        double n = population.length;
        double mean = moments[0][1] / n;
        double otherMean = moments[0][2] / n;
        double truth = (moments[1][2] / n - mean * otherMean)
                / Math.sqrt((moments[1][1] / n - mean * mean) * (moments[2][2] / n - otherMean * otherMean));
        Question question = new Question.Correlation(one, other);
        asked.add(new Asked(question.toString(), List.of(), question, Map.of("", truth), all(), null));
    }

    /** Weighted sums of products of 1, the predictors and the outcome. */
    private static double[][] moments(
            double[][] population,
            ToDoubleFunction<double[]> outcome,
            List<ToDoubleFunction<double[]>> predictors,
            ToDoubleFunction<double[]> weight) {
        int n = predictors.size() + 2;
        double[][] moments = new double[n][n];
        double[] z = new double[n];
        for (double[] row : population) {
            z[0] = 1;
            for (int i = 0; i < n - 2; i++) {
                z[i + 1] = predictors.get(i).applyAsDouble(row);
            }
            z[n - 1] = outcome.applyAsDouble(row);
            double w = weight.applyAsDouble(row);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    moments[i][j] += w * z[i] * z[j];
                }
            }
        }
        return moments;
    }

    private static double[] solved(double[][] moments) {
        int n = moments.length - 1;
        double[][] left = new double[n][];
        for (int i = 0; i < n; i++) {
            left[i] = Arrays.copyOf(moments[i], n);
        }
        double[][] inverse = SquareMatrix.inverse(left).orElseThrow();
        double[] solved = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                solved[i] += inverse[i][j] * moments[j][n];
            }
        }
        return solved;
    }

    private static void linear(
            List<Asked> asked,
            double[][] population,
            String outcome,
            List<String> names,
            ToDoubleFunction<double[]> of,
            List<ToDoubleFunction<double[]>> predictors) {
        double[] truth = solved(moments(population, of, predictors, row -> 1));
        add(asked, new Question.Linear(outcome, names), truth);
    }

    /** Names follow the order of terms: each predictor here is a number, or a column of two values. */
    private static void add(List<Asked> asked, Question question, double[] truth) {
        Map<String, Double> ordered = new InOrder(truth);
        asked.add(new Asked(question.toString(), List.of(), question, ordered, all(), null));
    }

    /** Gives the terms' truths in the order in which they are asked for. */
    private static final class InOrder extends LinkedHashMap<String, Double> {
        private static final long serialVersionUID = 1;
        private final double[] truth;
        private int next;

        private InOrder(double[] truth) {
            this.truth = truth;
        }

        @Override
        public Double get(Object name) {
            if (name.equals("intercept")) {
                next = 0;
            }
            return truth[next++];
        }
    }

    private static void logistic(
            List<Asked> asked,
            double[][] population,
            String outcome,
            List<String> names,
            ToDoubleFunction<double[]> of,
            List<ToDoubleFunction<double[]>> predictors) {
        double[] at = new double[predictors.size() + 1];
        for (int iteration = 0; iteration < 12; iteration++) {
            double[] now = at.clone();
            ToDoubleFunction<double[]> expected = row -> {
                double sum = now[0];
                for (int i = 0; i < predictors.size(); i++) {
                    sum += now[i + 1] * predictors.get(i).applyAsDouble(row);
                }
                return 1 / (1 + Math.exp(-sum));
            };
            ToDoubleFunction<double[]> weight = row -> {
                double p = expected.applyAsDouble(row);
                return p * (1 - p);
            };
            double[] step = solved(moments(
                    population,
                    row -> (of.applyAsDouble(row) - expected.applyAsDouble(row)) / weight.applyAsDouble(row),
                    predictors,
                    weight));
            for (int i = 0; i < at.length; i++) {
                at[i] += step[i];
            }
        }
        add(asked, new Question.Logistic(Condition.parse(outcome), names), at);
    }
}
