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
import org.effigy.domain.Factor;
import org.effigy.model.Distribution;
import org.effigy.model.GaussianCopula;
import org.effigy.model.LocationCopula;
import org.effigy.model.MarkovRandomField;
import org.effigy.model.Refined;
import org.effigy.privacy.JsonFields;

/** A distribution as it stands in a model's file: under one key a kind of distribution. */
final class DistributionJson {
    private static final String FIELD = "field";
    private static final String REFINED = "refined";
    private static final String SPLIT = "split";
    private static final String COPULA = "copula";
    private static final String HYBRID = "hybrid";

    private DistributionJson() {}

    static void put(ObjectNode content, Distribution distribution) {
        if (distribution instanceof Refined refined) {
            content.set(REFINED, refined(refined));
        } else if (distribution instanceof MarkovRandomField field) {
            content.set(FIELD, field(field));
        } else if (distribution instanceof GaussianCopula copula) {
            content.set(COPULA, CopulaJson.write(copula));
        } else if (distribution instanceof LocationCopula copula) {
            ObjectNode node = CopulaJson.write(copula);
            put(node, copula.head());
            content.set(HYBRID, node);
        }
    }

    /**
     * The distribution in a model's content.
     *
     * @throws IllegalArgumentException if it holds none over this domain
     */
    static Distribution read(JsonFields content, Domain domain) {
        if (content.node().has(REFINED)) {
            return refined(content.child(REFINED), domain);
        }
        if (content.node().has(COPULA)) {
            return CopulaJson.copula(content.child(COPULA), domain);
        }
        if (content.node().has(HYBRID)) {
            JsonFields node = content.child(HYBRID);
            Clique linked = clique(node, domain);
            return CopulaJson.hybrid(
                    node, linked, read(node, Hybrid.presence(domain, linked).coarse()), domain);
        }
        return field(content.child(FIELD), domain);
    }

    /** The domain of a model's measurements: that of its bins where it has any, or of what these are split to. */
    static Domain measured(Distribution distribution) {
        return distribution instanceof Refined refined ? refined.bins().coarse() : distribution.domain();
    }

    private static ObjectNode refined(Refined refined) {
        ObjectNode node = SealedJson.MAPPER.createObjectNode();
        Coarsening bins = refined.bins();
        if (!bins.isColumnwise()) {
            SplitJson.put(node.putArray(SPLIT), refined);
            put(node, refined.coarse());
            return node;
        }
        ArrayNode columns = node.putArray("bins");
        for (int position = 0; position < bins.fine().size(); position++) {
            if (!bins.keeps(position)) {
                ObjectNode column = columns.addObject();
                column.put("column", bins.fine().attribute(position).name());
                ArrayNode codes = column.putArray("bin");
                ArrayNode weights = column.putArray("weight");
                double[] values = refined.weights(position);
                for (int code = 0; code < values.length; code++) {
                    codes.add(bins.code(position, code));
                    weights.add(values[code]);
                }
            }
        }
        put(node, refined.coarse());
        return node;
    }

    private static Refined refined(JsonFields node, Domain domain) {
        if (node.has(SPLIT)) {
            SplitJson split = SplitJson.read(node.children(SPLIT), domain);
            return Refined.of(split.digits(), read(node, split.digits().coarse()), split.weights());
        }
        Coarsening bins = Coarsening.none(domain);
        List<double[]> weights = new ArrayList<>();
        for (int position = 0; position < domain.size(); position++) {
            weights.add(new double[0]);
        }
        for (JsonFields column : node.children("bins")) {
            int position = domain.position(column.text("column"));
            long[] codes = column.wholes("bin");
            long last = Arrays.stream(codes).max().orElse(0);
            if (last >= codes.length || Arrays.stream(codes).anyMatch(code -> code < 0)) {
                throw new IllegalArgumentException("a bin of '" + column.text("column") + "' is " + last
                        + "; bins are numbered from 0, and there are no more than codes");
            }
            int[] map = Arrays.stream(codes).mapToInt(code -> (int) code).toArray();
            bins = bins.mapping(position, (int) last + 1, map);
            weights.set(position, column.reals("weight", Double.NaN));
        }
        return Refined.of(bins, read(node, bins.coarse()), weights);
    }

    private static ObjectNode field(MarkovRandomField field) {
        ObjectNode node = SealedJson.MAPPER.createObjectNode().put("total", field.total());
        ArrayNode factors = node.putArray("factors");
        for (Factor potential : field.potentials()) {
            ObjectNode factor = factors.addObject();
            putClique(factor, field.domain(), potential.clique());
            ArrayNode logarithms = factor.putArray("logarithms");
            // JSON has no infinity: null is the logarithm of zero.
            Arrays.stream(potential.toArray())
                    .forEach(value -> logarithms.add(value == Double.NEGATIVE_INFINITY ? null : Double.valueOf(value)));
        }
        return node;
    }

    private static MarkovRandomField field(JsonFields node, Domain domain) {
        List<Factor> factors = new ArrayList<>();
        for (JsonFields factor : node.children("factors")) {
            Clique clique = clique(factor, domain);
            factors.add(Factor.of(domain, clique, factor.reals("logarithms", Double.NEGATIVE_INFINITY)));
        }
        return MarkovRandomField.of(domain, factors, node.real("total"));
    }

    /** Writes a clique as the names of its columns. */
    static void putClique(ObjectNode node, Domain domain, Clique clique) {
        ArrayNode names = node.putArray("clique");
        Arrays.stream(clique.toArray())
                .mapToObj(domain::attribute)
                .map(Attribute::name)
                .forEach(names::add);
    }

    /**
     * The clique of the columns of these names.
     *
     * @throws IllegalArgumentException if the domain has no such column
     */
    static Clique clique(JsonFields node, Domain domain) {
        return domain.clique(node.texts("clique").toArray(String[]::new));
    }
}
