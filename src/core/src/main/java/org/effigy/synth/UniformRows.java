package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Records;
import org.effigy.model.MarkovRandomField;
import org.effigy.model.MendedSampler;
import org.effigy.model.RowSampler;
import org.effigy.model.TreeTooLargeException;
import org.effigy.table.Schema;
import org.effigy.table.TableCodec;

/**
 * Rows drawn evenly from all that a schema and its rules allow: what is known of a table before anybody looks at it. A cell
 * that may be missing counts as one value more. Immutable.
 */
public final class UniformRows {
    private final TableCodec codec;
    private final RowSampler sampler;

    private UniformRows(TableCodec codec, RowSampler sampler) {
        this.codec = codec;
        this.sampler = sampler;
    }

    /**
     * Those of a schema.
     *
     * @throws IllegalArgumentException if a field declares too little, no row can obey all rules, or the rules relate too many
     *     values
     */
    public static UniformRows of(Schema schema) {
        TableCodec codec = TableCodec.of(schema);
        Domain domain = codec.domain();
        List<Factor> factors = new ArrayList<>();
        Coarsening same = Coarsening.empty(domain);
        for (int attribute = 0; attribute < domain.size(); attribute++) {
            factors.add(Factor.of(domain, Clique.of(attribute), codec.values(attribute))
                    .log());
            int[] map = new int[domain.attribute(attribute).size()];
            Arrays.setAll(map, code -> code);
            same = same.with(domain.attribute(attribute), attribute, map);
        }
        try {
            StructuralZeros.of(codec).factors(same).forEach(zeros -> factors.add(zeros.log()));
            MarkovRandomField all = MarkovRandomField.of(domain, factors, 1);
            return new UniformRows(codec, MendedSampler.of(all, codec.bounds(), codec.starts()));
        } catch (TreeTooLargeException e) {
            throw new IllegalArgumentException("the rules relate too many values: " + e.getMessage(), e);
        }
    }

    /**
     * Rows as texts in their fields' notations, one for each field of the schema; empty for identifiers and units.
     *
     * @param rows at least 1
     * @param seed the same seed gives the same rows
     */
    public List<List<Optional<String>>> texts(int rows, long seed) {
        Records records = sampler.sample(rows, seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Optional<String>>> all = new ArrayList<>(rows);
        for (int row = 0; row < records.rows(); row++) {
            all.add(codec.texts(records, row, random));
        }
        return all;
    }
}
