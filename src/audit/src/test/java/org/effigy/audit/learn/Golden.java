package org.effigy.audit.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.StreamSupport;

/** What scikit-learn says of some small tables; its version and the calls stand in the file, under "origin". */
final class Golden {
    private Golden() {}

    static JsonNode read(String part) throws IOException {
        try (InputStream file = Golden.class.getResourceAsStream("scikit-learn.json")) {
            return new ObjectMapper().readTree(file).get(part);
        }
    }

    static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }

    static double[][] matrix(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(Golden::doubles)
                .toArray(double[][]::new);
    }
}
