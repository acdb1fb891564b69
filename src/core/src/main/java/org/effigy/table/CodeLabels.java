package org.effigy.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.effigy.domain.Coarsening;

/** What codes stand for that were made of a schema's, as bins, merged values or what is read off a date: for people. */
public final class CodeLabels {
    /** So many values are named one by one. */
    private static final int NAMED = 12;

    private static final int DAY = 24 * 60 * 60;

    private CodeLabels() {}

    /**
     * The labels of an attribute's codes, in order. Neighbouring values become a range; what is neither a range nor a few
     * values is numbered from 1, as are the parts of a bin and the days of a week, which begins on Monday.
     *
     * @param bins from the schema's codes
     * @param attribute of the coarse domain
     */
    public static List<String> of(TableCodec codec, Coarsening bins, int attribute) {
        ColumnCodec column = codec.codec(bins.source(attribute));
        int size = bins.coarse().attribute(attribute).size();
        List<List<Integer>> members = new ArrayList<>();
        for (int code = 0; code < size; code++) {
            members.add(new ArrayList<>());
        }
        for (int code = 0; code < column.size(); code++) {
            members.get(bins.code(attribute, code)).add(code);
        }
        boolean hasMissing =
                column.missing().isPresent() && members.get(size - 1).equals(List.of(column.size() - 1));
        List<String> labels = new ArrayList<>();
        for (int code = 0; code < size; code++) {
            labels.add(label(column, members.get(code), (code + 1) + " of " + (hasMissing ? size - 1 : size)));
        }
        return labels;
    }

    /** What an attribute of the coarse domain tells of: its name, and from where it is reckoned where it is a distance. */
    public static String name(TableCodec codec, Coarsening bins, int attribute) {
        String name = bins.coarse().attribute(attribute).name();
        return codec.derivation(codec.field(bins.source(attribute))).orElse(null) instanceof Derivation.Gap gap
                ? name + ", counted from "
                        + codec.schema().fields().get(gap.from()).name()
                : name;
    }

    private static String label(ColumnCodec column, List<Integer> members, String numbered) {
        if (members.isEmpty()) {
            return numbered;
        }
        int first = members.get(0);
        int last = members.get(members.size() - 1);
        boolean isRun = last - first + 1 == members.size();
        if (members.size() > 1 && isRun && column instanceof IntervalCodec intervals) {
            return intervals.label(first, last);
        }
        return members.size() <= NAMED
                ? members.stream().map(column::label).collect(Collectors.joining("; "))
                : numbered;
    }
}
