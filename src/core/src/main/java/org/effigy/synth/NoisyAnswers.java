package org.effigy.synth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.measure.NoisyMarginal;
import org.effigy.model.Distribution;
import org.effigy.model.MarkovRandomField;
import org.effigy.model.NoiseTail;
import org.effigy.model.Refined;
import org.effigy.privacy.Mechanism;
import org.effigy.table.CodeLabels;

/**
 * What the door answered for a model, as counts that people can use: with the values that each is of, its noise, and
 * intervals that hold for all counts of all answers at once. And how far the model's own counts are from the truth by them.
 * Post-processing: it costs no privacy.
 */
public final class NoisyAnswers {
    /** The probability that one of all intervals misses the true count. */
    public static final double MISS = .05;

    /** The name of the format in the file. */
    public static final String FORMAT = "effigy-marginals";

    private static final int VERSION = 1;

    private final FittedModel model;
    private final List<Answer> answers;

    /**
     * One answer.
     *
     * @param columns what it counts, in words: names of columns, of their bins, or of what is read off them
     * @param labels for each of {@code columns} what its values stand for
     * @param marginal the counts, the last column's values fastest
     * @param halfWidth how far each count is from the true one at most, but for {@link #MISS} over all answers
     * @param off how far any count of the model is from the true one at most, under the same proviso; empty where the model
     *     has none of its own for these columns
     */
    public record Answer(
            List<String> columns,
            List<List<String>> labels,
            NoisyMarginal marginal,
            long halfWidth,
            Optional<Double> off) {
        /** Copies the lists. */
        public Answer {
            columns = List.copyOf(columns);
            labels = labels.stream().map(List::copyOf).toList();
        }
    }

    private NoisyAnswers(FittedModel model, List<Answer> answers) {
        this.model = model;
        this.answers = List.copyOf(answers);
    }

    /** Those of a model, in the order in which they were asked for. */
    public static NoisyAnswers of(FittedModel model) {
        long cells = IntStream.concat(
                        model.readings().stream().mapToInt(answer -> answer.counts().length),
                        model.measurements().stream().mapToInt(answer -> answer.counts().length))
                .asLongStream()
                .sum();
        List<Answer> answers = new ArrayList<>();
        Coarsening readings = Readings.of(model.codec()).view();
        for (NoisyMarginal answer : model.readings()) {
            answers.add(answer(model, readings, answer, cells, Optional.empty()));
        }
        Distribution distribution = model.distribution();
        Coarsening bins = distribution instanceof Refined refined
                ? refined.bins()
                : Coarsening.none(model.codec().domain());
        Distribution measured = distribution instanceof Refined refined ? refined.coarse() : distribution;
        for (NoisyMarginal answer : model.measurements()) {
            Optional<double[]> own = measured instanceof MarkovRandomField field
                    ? Optional.of(field.marginal(answer.clique()).toArray())
                    : Optional.empty();
            answers.add(answer(model, bins, answer, cells, own));
        }
        return new NoisyAnswers(model, answers);
    }

    private static Answer answer(
            FittedModel model, Coarsening bins, NoisyMarginal answer, long cells, Optional<double[]> own) {
        Clique clique = answer.clique();
        List<String> columns = new ArrayList<>();
        List<List<String>> labels = new ArrayList<>();
        for (int attribute : clique.toArray()) {
            columns.add(CodeLabels.name(model.codec(), bins, attribute));
            labels.add(CodeLabels.of(model.codec(), bins, attribute));
        }
        long halfWidth = halfWidth(answer.mechanism(), MISS / cells);
        return new Answer(
                columns, labels, answer, halfWidth, own.map(expected -> off(expected, answer.counts(), halfWidth)));
    }

    private static long halfWidth(Mechanism.Additive mechanism, double probability) {
        return mechanism instanceof Mechanism.DiscreteLaplace laplace
                ? NoiseTail.laplace(laplace.scale(), probability)
                : NoiseTail.gaussian(mechanism.scale(), probability);
    }

    /** The farthest end of any count's interval from the model's count. A true count is at least 0. */
    private static double off(double[] expected, long[] counts, long halfWidth) {
        double most = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            double low = Math.max(0, (double) counts[cell] - halfWidth);
            double high = Math.max(0, (double) counts[cell] + halfWidth);
            most = Math.max(most, Math.max(expected[cell] - low, high - expected[cell]));
        }
        return most;
    }

    /** The answers: first those over fine cells, then those that the model was made to agree with. */
    public List<Answer> answers() {
        return answers;
    }

    /** The file's bytes: the same model gives the same ones. */
    public byte[] json() {
        ObjectNode content = SealedJson.MAPPER.createObjectNode();
        content.put("generator", Generator.NAME)
                .put("version", model.provenance().version())
                .put("model", ModelFile.digest(model))
                .put("rows", model.distribution().total())
                .put("confidence", 1 - MISS);
        content.set("provenance", ProvenanceJson.write(model.provenance()));
        ArrayNode all = content.putArray("marginals");
        for (Answer answer : answers) {
            ObjectNode node = all.addObject();
            ArrayNode columns = node.putArray("columns");
            for (int i = 0; i < answer.columns().size(); i++) {
                ObjectNode column =
                        columns.addObject().put("name", answer.columns().get(i));
                ArrayNode values = column.putArray("values");
                answer.labels().get(i).forEach(values::add);
            }
            NoisyMarginal marginal = answer.marginal();
            node.put(
                            "noise",
                            marginal.mechanism() instanceof Mechanism.DiscreteLaplace
                                    ? "discrete Laplace"
                                    : "discrete Gaussian")
                    .put("scale", marginal.mechanism().scale())
                    .put("standardDeviation", marginal.standardDeviation())
                    .put("halfWidth", answer.halfWidth());
            ArrayNode counts = node.putArray("counts");
            for (long count : marginal.counts()) {
                counts.add(count);
            }
        }
        return SealedJson.seal(FORMAT, VERSION, content);
    }
}
