package org.effigy.synth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.effigy.domain.Attribute;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.model.Refined;
import org.effigy.privacy.JsonFields;

/**
 * Columns that are split into several attributes, as they stand in a model's file.
 *
 * @param digits from columns to attributes
 * @param weights of each column's codes where several are alike to all of its attributes, else empty
 */
record SplitJson(Coarsening digits, List<double[]> weights) {
    /** Writes one node an attribute, in their order; of an attribute that is its column only the name. */
    static void put(ArrayNode nodes, Refined refined) {
        Coarsening digits = refined.bins();
        for (int attribute = 0; attribute < digits.coarse().size(); attribute++) {
            int column = digits.source(attribute);
            ObjectNode node = nodes.addObject()
                    .put("column", digits.fine().attribute(column).name());
            if (!digits.keeps(attribute)) {
                node.put("as", digits.coarse().attribute(attribute).name());
                ArrayNode codes = node.putArray("codes");
                for (int code = 0; code < digits.fine().attribute(column).size(); code++) {
                    codes.add(digits.code(attribute, code));
                }
                if (digits.readers(column)[0] == attribute) {
                    ArrayNode weights = node.putArray("weight");
                    Arrays.stream(refined.weights(column)).forEach(weights::add);
                }
            }
        }
    }

    /**
     * Reads what {@link #put} wrote.
     *
     * @throws IllegalArgumentException if it is not that, or of another domain
     */
    static SplitJson read(List<JsonFields> nodes, Domain domain) {
        Coarsening digits = Coarsening.empty(domain);
        List<double[]> weights = new ArrayList<>(Collections.nCopies(domain.size(), new double[0]));
        for (JsonFields node : nodes) {
            int column = domain.position(node.text("column"));
            if (!node.has("codes")) {
                digits = digits.keeping(column);
                continue;
            }
            long[] codes = node.wholes("codes");
            long last = Arrays.stream(codes).max().orElse(0);
            if (last >= codes.length || Arrays.stream(codes).anyMatch(code -> code < 0)) {
                throw new IllegalArgumentException("a code of '" + node.text("as") + "' is " + last
                        + "; codes are numbered from 0, and there are no more than values of '"
                        + node.text("column") + "'");
            }
            int[] map = Arrays.stream(codes).mapToInt(code -> (int) code).toArray();
            digits = digits.with(new Attribute(node.text("as"), (int) last + 1), column, map);
            if (node.has("weight")) {
                weights.set(column, node.reals("weight", Double.NaN));
            }
        }
        return new SplitJson(digits, weights);
    }
}
