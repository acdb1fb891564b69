package org.effigy.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.effigy.domain.Clique;
import org.effigy.domain.Relation;

/** A condition asked of codes: each stands for its first value, since its values are alike where a codec was cut so. */
final class CodedCondition {
    private final TableCodec codec;
    private final RowCondition condition;
    private final CodedRow row;

    CodedCondition(TableCodec codec, RowCondition condition) {
        this.codec = codec;
        this.condition = condition;
        this.row = new CodedRow(codec);
    }

    /** The combinations of the condition's columns that it allows. */
    Relation relation() {
        SortedSet<Integer> asked = new TreeSet<>();
        condition.fields().forEach(field -> asked.addAll(attributes(field)));
        Clique clique =
                Clique.of(asked.stream().mapToInt(attribute -> attribute).toArray());
        int[][] classes = new int[clique.size()][];
        List<List<Integer>> examples = new ArrayList<>();
        for (int i = 0; i < classes.length; i++) {
            examples.add(new ArrayList<>());
            classes[i] = classes(clique.get(i), examples.get(i));
        }
        return Relation.of(codec.domain(), clique, classes, combination -> {
            for (int i = 0; i < combination.length; i++) {
                row.set(clique.get(i), examples.get(i).get(combination[i]));
            }
            return condition.test(row);
        });
    }

    /** The attributes from which a field's value is read. */
    private SortedSet<Integer> attributes(int field) {
        SortedSet<Integer> attributes =
                codec.derivation(field).map(by -> attributes(by.from())).orElseGet(TreeSet::new);
        if (codec.attribute(field) >= 0) {
            attributes.add(codec.attribute(field));
        }
        return attributes;
    }

    /** Codes of which the condition's questions have the same answers; examples receive a code of each class. */
    private int[] classes(int attribute, List<Integer> examples) {
        List<RowCondition.Atom> own =
                condition.atoms().stream().filter(atom -> isOn(atom, attribute)).toList();
        // What is read from several attributes is not known from one alone.
        boolean apart = own.stream().anyMatch(atom -> asked(atom).size() > 1);
        int[] classes = new int[codec.codec(attribute).size()];
        Map<List<Boolean>, Integer> known = new HashMap<>();
        for (int code = 0; code < classes.length; code++) {
            row.set(attribute, code);
            List<Boolean> answers =
                    apart ? List.of() : own.stream().map(atom -> atom.test(row)).toList();
            Integer found = apart ? null : known.get(answers);
            if (found == null) {
                found = examples.size();
                examples.add(code);
                known.put(answers, found);
            }
            classes[code] = found;
        }
        return classes;
    }

    private boolean isOn(RowCondition.Atom atom, int attribute) {
        return asked(atom).contains(attribute);
    }

    private SortedSet<Integer> asked(RowCondition.Atom atom) {
        SortedSet<Integer> asked = new TreeSet<>();
        condition.fields().stream().filter(atom::isOn).forEach(field -> asked.addAll(attributes(field)));
        return asked;
    }
}
