package org.effigy.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.effigy.analysis.Analysis;
import org.effigy.analysis.Answer;
import org.effigy.analysis.Question;
import org.effigy.condition.Condition;
import org.effigy.report.Amounts;
import org.effigy.synth.FittedModel;
import org.effigy.synth.ModelFile;
import org.effigy.table.PendingFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy analyze}. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Answers questions from a model alone, with intervals that hold the truth. Costs no privacy.",
        description = {
            "",
            "An interval holds what is true of the population that the rows are a sample of, 95 times in 100, noise and"
                    + " sampling included. What the model doesn't know it does not answer. See docs/guides/analysis.md.",
            "",
            "Example: effigy analyze patients.effigy --mean age --proportion \"ward = ICU\" --by sex",
            "Example: effigy analyze patients.effigy --where \"age >= 65\" --logistic \"died = true ~ sex\" -o answers.json",
            ""
        })
final class AnalyzeCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that 'effigy fit' wrote.")
    private Path file;

    @Option(names = "--count", description = "How many rows there are, of those that were used.")
    private boolean count;

    @Option(
            names = "--proportion",
            paramLabel = "CONDITION",
            description = "The share of rows of which this is true. May be repeated, as all of these.")
    private List<String> proportions = List.of();

    @Option(names = "--mean", paramLabel = "COLUMN", description = "The mean of a column's numbers.")
    private List<String> means = List.of();

    @Option(
            names = "--quantile",
            paramLabel = "COLUMN:SHARE",
            description = "The number that this share of a column's numbers is at most: age:0.5 is the median.")
    private List<String> quantiles = List.of();

    @Option(names = "--correlation", paramLabel = "A,B", description = "Pearson's correlation of two columns' numbers.")
    private List<String> correlations = List.of();

    @Option(
            names = "--linear",
            paramLabel = "\"Y ~ A + B\"",
            description = "The coefficients of a linear regression of a column's numbers on other columns.")
    private List<String> linear = List.of();

    @Option(
            names = "--logistic",
            paramLabel = "\"CONDITION ~ A + B\"",
            description = "The coefficients of a logistic regression of a condition on columns.")
    private List<String> logistic = List.of();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description =
                    "Ask of rows of which this is true (docs/guides/conditions.md). May be repeated; all must be.")
    private List<String> where = List.of();

    @Option(names = "--by", paramLabel = "COLUMN", description = "Ask once for each category of a column.")
    private String by;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "JSON",
            description = "The file to write. Default: answers are printed alone.")
    private Path output;

    @Mixin
    private Force force;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        List<Question> questions = UsageException.unless(this::questions);
        new Guard().reads(file).writes(output).check(force);
        FittedModel model = ModelFile.read(file);
        List<Answer> answers = UsageException.unless(() -> answers(model, questions));
        if (output != null) {
            PendingFile.write(output, json(model, answers).getBytes(StandardCharsets.UTF_8));
            talk.say("Wrote %,d answers to %s.", answers.size(), output);
        }
        print(model, answers, talk.out());
        return 0;
    }

    private List<Question> questions() {
        List<Question> all = new ArrayList<>();
        if (count) {
            all.add(new Question.Count());
        }
        proportions.forEach(one -> all.add(new Question.Proportion(Condition.parse(one))));
        means.forEach(one -> all.add(new Question.Mean(one)));
        quantiles.forEach(one -> all.add(quantile(one)));
        correlations.forEach(one -> all.add(correlation(one)));
        linear.forEach(
                one -> all.add(regression("--linear", one, "nights ~ age + sex", Question.Linear::new, text -> text)));
        logistic.forEach(one ->
                all.add(regression("--logistic", one, "died = true ~ age", Question.Logistic::new, Condition::parse)));
        if (all.isEmpty()) {
            throw new IllegalArgumentException("nothing is asked: name --count, --proportion, --mean, --quantile,"
                    + " --correlation, --linear or --logistic");
        }
        return all;
    }

    private static Question quantile(String asked) {
        int colon = asked.lastIndexOf(':');
        try {
            return new Question.Quantile(
                    asked.substring(0, Math.max(0, colon)), Double.parseDouble(asked.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--quantile '" + asked
                    + "' has no share: write the column, a colon and a number between 0 and 1, as age:0.5");
        }
    }

    private static Question correlation(String asked) {
        String[] columns = asked.split(",", -1);
        if (columns.length != 2) {
            throw new IllegalArgumentException("--correlation '" + asked + "' names " + columns.length
                    + (columns.length == 1 ? " column" : " columns") + ": write two, as age,nights");
        }
        return new Question.Correlation(columns[0].trim(), columns[1].trim());
    }

    private interface Regression<T> {
        Question of(T outcome, List<String> predictors);
    }

    private static <T> Question regression(
            String option, String asked, String example, Regression<T> made, Function<String, T> outcome) {
        int tilde = asked.lastIndexOf('~');
        if (tilde < 0) {
            throw new IllegalArgumentException(
                    option + " '" + asked + "' has no ~ between outcome and predictors: write \"" + example + "\"");
        }
        List<String> predictors = Arrays.stream(asked.substring(tilde + 1).split("\\+", -1))
                .map(String::trim)
                .toList();
        return made.of(outcome.apply(asked.substring(0, tilde).trim()), predictors);
    }

    private List<Answer> answers(FittedModel model, List<Question> questions) {
        Analysis analysis = Analysis.of(model);
        for (String condition : where) {
            analysis = analysis.where(condition);
        }
        List<Analysis> groups = by == null ? List.of(analysis) : analysis.by(by);
        return questions.stream()
                .flatMap(question -> groups.stream().map(group -> group.answer(question)))
                .toList();
    }

    private static void print(FittedModel model, List<Answer> answers, PrintWriter out) {
        out.println("Promise      " + Amounts.promise(model.provenance()));
        out.println("Intervals    hold the truth 95 times in 100, each by itself, noise and sampling included");
        for (Answer answer : answers) {
            out.println();
            out.println(answer.question()
                    + answer.where().map(words -> " where " + words).orElse(""));
            answer.refusal().ifPresent(refusal -> {
                out.println("  this model can't answer that: " + refusal.reason());
                out.println("  what would: " + refusal.remedy());
            });
            for (Answer.Term term : answer.terms()) {
                out.printf(
                        Locale.ROOT,
                        "  %12s  from %s to %s%s%s%n",
                        number(term.estimate()),
                        number(term.low()),
                        number(term.high()),
                        term.name().isEmpty() ? "" : "  " + term.name(),
                        term.bins() > .5 * (term.high() - term.low()) ? "  (mostly because of bins)" : "");
            }
        }
        out.flush();
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 1000 ? "%,.0f" : Math.abs(value) >= 1e-3 ? "%.4g" : "%.2g", value);
    }

    private static String json(FittedModel model, List<Answer> answers) throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        root.put("format", "effigy-answers")
                .put("version", 1)
                .put("model", ModelFile.digest(model))
                .put("promise", Amounts.promise(model.provenance()))
                .put("confidence", Answer.CONFIDENCE);
        ArrayNode all = root.putArray("answers");
        for (Answer answer : answers) {
            ObjectNode node = all.addObject().put("question", answer.question());
            answer.where().ifPresent(words -> node.put("where", words));
            node.put("about", answer.about().words()).put("answered", answer.isAnswered());
            answer.refusal()
                    .ifPresent(refusal -> node.put("reason", refusal.reason()).put("remedy", refusal.remedy()));
            ArrayNode terms = node.putArray("terms");
            for (Answer.Term term : answer.terms()) {
                terms.addObject()
                        .put("name", term.name())
                        .put("estimate", term.estimate())
                        .put("low", term.low())
                        .put("high", term.high())
                        .put("widthByBins", term.bins());
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
