package org.effigy.synth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.model.CorrelationMatrix;
import org.effigy.model.Distribution;
import org.effigy.model.GaussianCopula;
import org.effigy.model.LocationCopula;
import org.effigy.privacy.JsonFields;

/** Copulas as they stand in a model's file; a hybrid's nominal model is written beside it by {@link DistributionJson}. */
final class CopulaJson {
    private CopulaJson() {}

    static ObjectNode write(GaussianCopula copula) {
        ObjectNode node = SealedJson.MAPPER.createObjectNode().put("total", copula.total());
        copula.degrees().ifPresent(degrees -> node.put("degrees", degrees));
        DistributionJson.putClique(node, copula.domain(), copula.linked());
        ArrayNode columns = node.putArray("columns");
        for (int position = 0; position < copula.domain().size(); position++) {
            ObjectNode column = columns.addObject()
                    .put("column", copula.domain().attribute(position).name());
            putNumbers(column, "weight", copula.weights(position));
        }
        putCorrelations(node, copula.correlations());
        return node;
    }

    static GaussianCopula copula(JsonFields node, Domain domain) {
        List<double[]> weights = new ArrayList<>();
        for (int position = 0; position < domain.size(); position++) {
            weights.add(new double[0]);
        }
        for (JsonFields column : node.children("columns")) {
            weights.set(domain.position(column.text("column")), column.reals("weight", Double.NaN));
        }
        GaussianCopula copula = GaussianCopula.of(
                domain, node.real("total"), weights, DistributionJson.clique(node, domain), correlations(node));
        return node.node().has("degrees") ? copula.withDegrees(node.integer("degrees")) : copula;
    }

    static ObjectNode write(LocationCopula copula) {
        ObjectNode node = SealedJson.MAPPER.createObjectNode();
        DistributionJson.putClique(node, copula.domain(), copula.linked());
        ArrayNode columns = node.putArray("columns");
        Domain coarse = copula.presence().coarse();
        for (int link = 0; link < copula.linked().size(); link++) {
            ObjectNode column = columns.addObject()
                    .put(
                            "column",
                            copula.domain().attribute(copula.linked().get(link)).name());
            putNumbers(column, "cut", copula.cuts(link));
            column.put("deviation", copula.deviations()[link]);
            ArrayNode effects = column.putArray("effects");
            for (int other = 0; other < coarse.size(); other++) {
                if (copula.effects(link, other).length > 0) {
                    ObjectNode effect = effects.addObject()
                            .put("of", coarse.attribute(other).name());
                    putNumbers(effect, "effect", copula.effects(link, other));
                }
            }
        }
        putCorrelations(node, copula.correlations());
        return node;
    }

    /**
     * @param linked the columns that the node says are drawn from the copula
     * @param head the model of the nominal columns, read already
     */
    static LocationCopula hybrid(JsonFields node, Clique linked, Distribution head, Domain domain) {
        Coarsening presence = Hybrid.presence(domain, linked);
        List<double[]> cuts = new ArrayList<>();
        List<List<double[]>> effects = new ArrayList<>();
        List<JsonFields> columns = node.children("columns");
        double[] deviations = new double[columns.size()];
        for (int link = 0; link < columns.size(); link++) {
            JsonFields column = columns.get(link);
            Attribute expected = domain.attribute(linked.get(Math.min(link, linked.size() - 1)));
            if (link >= linked.size() || !column.text("column").equals(expected.name())) {
                throw new IllegalArgumentException("the columns of the copula must be those of its clique, in the"
                        + " schema's order; '" + column.text("column") + "' stands out of place");
            }
            cuts.add(column.reals("cut", Double.NaN));
            deviations[link] = column.real("deviation");
            double[][] each = new double[domain.size()][0];
            for (JsonFields effect : column.children("effects")) {
                each[domain.position(effect.text("of"))] = effect.reals("effect", Double.NaN);
            }
            effects.add(List.of(each));
        }
        return LocationCopula.of(presence, head, linked, cuts, effects, deviations, correlations(node));
    }

    private static void putNumbers(ObjectNode node, String name, double[] numbers) {
        ArrayNode list = node.putArray(name);
        // JSON readers lose the sign of a zero, and the file's digest must not depend on it.
        Arrays.stream(numbers).forEach(number -> list.add(number + 0.0));
    }

    /** Below the diagonal, row by row. */
    private static void putCorrelations(ObjectNode node, CorrelationMatrix correlations) {
        ArrayNode list = node.put("variables", correlations.size()).putArray("correlations");
        for (int i = 0; i < correlations.size(); i++) {
            for (int j = 0; j < i; j++) {
                list.add(correlations.get(i, j) + 0.0);
            }
        }
        node.put("repair", correlations.repair());
    }

    private static CorrelationMatrix correlations(JsonFields node) {
        long variables = node.integer("variables");
        double[] list = node.reals("correlations", Double.NaN);
        if (variables < 0 || list.length != variables * (variables - 1) / 2) {
            throw new IllegalArgumentException(list.length + " correlations can't be those of " + variables
                    + " variables: there is one for each pair");
        }
        double[][] entries = new double[(int) variables][];
        for (int i = 0, at = 0; i < entries.length; at += i, i++) {
            entries[i] = Arrays.copyOfRange(list, at, at + i);
        }
        return CorrelationMatrix.of(entries, node.real("repair"));
    }
}
