package org.effigy.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;

/** Noisy marginals to estimate from: read from a file, or simulated. */
record EstimationProblem(Domain domain, List<Measurement> measurements) {
    /**
     * Reads an object with {@code domain} (sizes by name), {@code sigma}, {@code cliques} (lists of names) and {@code y}
     * (counts, row-major in the order of the names).
     */
    static EstimationProblem read(Path path) {
        JsonNode problem;
        try {
            problem = new ObjectMapper().readTree(path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Attribute> attributes = new ArrayList<>();
        problem.get("domain")
                .properties()
                .forEach(entry -> attributes.add(
                        new Attribute(entry.getKey(), entry.getValue().asInt())));
        Domain domain = Domain.of(attributes);
        double scale = problem.get("sigma").asDouble();
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < problem.get("cliques").size(); i++) {
            int[] positions = new int[problem.get("cliques").get(i).size()];
            for (int k = 0; k < positions.length; k++) {
                positions[k] =
                        domain.position(problem.get("cliques").get(i).get(k).asText());
                if (k > 0 && positions[k] <= positions[k - 1]) {
                    throw new IllegalArgumentException("clique " + i + " is not in the domain's order");
                }
            }
            double[] values = new double[problem.get("y").get(i).size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = problem.get("y").get(i).get(k).asDouble();
            }
            measurements.add(new Measurement(Clique.of(positions), values, scale));
        }
        return new EstimationProblem(domain, measurements);
    }

    /** A tree of pairs over attributes of 2 to 30 values, measured with noise of 20 rows on 100,000. */
    static EstimationProblem tree(int attributes) {
        SplittableRandom random = new SplittableRandom(1);
        Domain domain = Domain.of(IntStream.range(0, attributes)
                .mapToObj(i -> new Attribute("a" + i, 2 + random.nextInt(29)))
                .toList());
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 1; i < attributes; i++) {
            Clique pair = Clique.of(i, random.nextInt(i));
            double[] values = random.doubles(domain.cells(pair)).toArray();
            double sum = 0;
            for (int k = 0; k < values.length; k++) {
                values[k] = Math.pow(values[k], 4);
                sum += values[k];
            }
            for (int k = 0; k < values.length; k++) {
                values[k] = values[k] / sum * 100_000 + 20 * random.nextGaussian();
            }
            measurements.add(new Measurement(pair, values, 20));
        }
        return new EstimationProblem(domain, measurements);
    }
}
