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
import org.effigy.domain.Factor;

/** Noisy marginals to estimate from: read from a file, or simulated. */
record EstimationProblem(Domain domain, List<Measurement> measurements) {
    /** {@code tree:N} for a simulated tree of pairs over N attributes; else the path of a problem file. */
    static EstimationProblem of(String name) {
        return name.startsWith("tree:") ? tree(Integer.parseInt(name.substring(5))) : read(Path.of(name));
    }

    /**
     * Reads an object with {@code domain} (sizes by name), {@code sigma}, {@code cliques} (lists of names) and {@code y}
     * (counts, row-major in the order of the names).
     */
    private static EstimationProblem read(Path path) {
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
    private static EstimationProblem tree(int attributes) {
        SplittableRandom random = new SplittableRandom(1);
        Domain domain = Domain.of(IntStream.range(0, attributes)
                .mapToObj(i -> new Attribute("a" + i, 2 + random.nextInt(29)))
                .toList());
        List<Measurement> measurements = new ArrayList<>();
        Factor[] oneWay = new Factor[attributes];
        oneWay[0] = skewed(domain, Clique.of(0), random).times(100_000);
        for (int i = 1; i < attributes; i++) {
            int parent = random.nextInt(i);
            Factor shape = skewed(domain, Clique.of(parent, i), random);
            Factor pair = shape.times(oneWay[parent]).dividedBy(shape.project(Clique.of(parent)));
            oneWay[i] = pair.project(Clique.of(i));
            double[] values = pair.toArray();
            for (int k = 0; k < values.length; k++) {
                values[k] += 20 * random.nextGaussian();
            }
            measurements.add(new Measurement(pair.clique(), values, 20));
        }
        return new EstimationProblem(domain, measurements);
    }

    /** Uneven probabilities: fourth powers of even draws. */
    private static Factor skewed(Domain domain, Clique clique, SplittableRandom random) {
        Factor draws =
                Factor.of(domain, clique, random.doubles(domain.cells(clique)).toArray());
        Factor shape = draws.times(draws);
        Factor skewed = shape.times(shape);
        return skewed.times(1 / skewed.total());
    }
}
