package org.effigy.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Relation;

/** A condition asked of codes: each stands for its first value, since its values are alike where a codec was cut so. */
final class CodedCondition {
    private final TableCodec codec;
    private final RowCondition condition;
    /** For each field of the schema its attribute; -1 if it has none. */
    private final int[] attributes;
    /** The codes of the row that is asked, by attribute. */
    private final int[] codes;

    CodedCondition(TableCodec codec, RowCondition condition) {
        this.codec = codec;
        this.condition = condition;
        Schema schema = codec.schema();
        Domain domain = codec.domain();
        this.attributes = new int[schema.fields().size()];
        for (int field = 0; field < attributes.length; field++) {
            boolean modelled = schema.fields().get(field).role().isModelled();
            attributes[field] =
                    modelled ? domain.position(schema.fields().get(field).name()) : -1;
        }
        this.codes = new int[domain.size()];
    }

    /** The combinations of the condition's columns that it allows. */
    Relation relation() {
        Clique clique = Clique.of(
                condition.fields().stream().mapToInt(field -> attributes[field]).toArray());
        int[][] classes = new int[clique.size()][];
        List<List<Integer>> examples = new ArrayList<>();
        for (int i = 0; i < classes.length; i++) {
            examples.add(new ArrayList<>());
            classes[i] = classes(clique.get(i), examples.get(i));
        }
        return Relation.of(codec.domain(), clique, classes, combination -> {
            for (int i = 0; i < combination.length; i++) {
                codes[clique.get(i)] = examples.get(i).get(combination[i]);
            }
            return condition.test(row);
        });
    }

    /** Codes of which the condition's questions have the same answers; examples receive a code of each class. */
    private int[] classes(int attribute, List<Integer> examples) {
        List<RowCondition.Atom> own =
                condition.atoms().stream().filter(atom -> isOn(atom, attribute)).toList();
        boolean compared = own.stream().anyMatch(atom -> atom instanceof RowCondition.Pair<?>);
        int[] classes = new int[codec.codec(attribute).size()];
        Map<List<Boolean>, Integer> known = new HashMap<>();
        for (int code = 0; code < classes.length; code++) {
            codes[attribute] = code;
            Integer found = known.get(
                    own.stream().map(atom -> !compared && atom.test(row)).toList());
            if (compared || found == null) {
                found = examples.size();
                examples.add(code);
                known.put(own.stream().map(atom -> !compared && atom.test(row)).toList(), found);
            }
            classes[code] = found;
        }
        return classes;
    }

    private boolean isOn(RowCondition.Atom atom, int attribute) {
        for (int field = 0; field < attributes.length; field++) {
            if (attributes[field] == attribute && atom.isOn(field)) {
                return true;
            }
        }
        return false;
    }

    private final RowCondition.Cells row = new RowCondition.Cells() {
        @Override
        public boolean isMissing(int field) {
            int attribute = attributes[field];
            return codec.codec(attribute).missing().orElse(-1) == codes[attribute];
        }

        @Override
        public long step(int field) {
            int attribute = attributes[field];
            return codec.codec(attribute) instanceof IntervalCodec intervals
                    ? intervals.first(codes[attribute])
                    : codes[attribute];
        }
    };
}
