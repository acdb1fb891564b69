package org.effigy.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.synth.Counted;
import org.effigy.synth.FittedModel;
import org.effigy.table.TableCodec;

/** Says of columns that were not counted together how a model relates them nevertheless, and what would count them. */
final class Apart {
    private Apart() {}

    static UnanswerableException refuse(FittedModel model, TableCodec codec, Set<Integer> columns) {
        Counted counted = Counted.of(model, codec).get(0);
        List<Clique> together = together(counted);
        String names = names(codec, columns);
        List<Integer> all = List.copyOf(columns);
        boolean isModel = model.provenance().synthesizer().equals("aim");
        String remedy = "measure them together: fit with " + (isModel ? "" : "--model aim ") + "--clique "
                + columns.stream()
                        .map(column -> codec.domain().attribute(column).name())
                        .collect(Collectors.joining(","));
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                Clique pair = Clique.of(all.get(j), all.get(i));
                if (together.stream().noneMatch(pair::isSubsetOf)) {
                    List<Integer> path = path(together, all.get(j), all.get(i));
                    String two = names(codec, List.of(all.get(j), all.get(i)));
                    return new UnanswerableException(
                            path.isEmpty()
                                    ? two + " were never counted together: the model takes them for independent"
                                    : two + " were never counted together: the model relates them through "
                                            + names(codec, path) + " alone",
                            remedy);
                }
            }
        }
        if (columns.size() == 1) {
            return new UnanswerableException(names + " was not counted", "fit with another --model");
        }
        return new UnanswerableException(
                names + " were counted in parts, but never all together: the model takes what the parts leave open for"
                        + " independent",
                remedy);
    }

    private static String names(TableCodec codec, Iterable<Integer> columns) {
        List<String> names = new ArrayList<>();
        columns.forEach(
                column -> names.add("'" + codec.domain().attribute(column).name() + "'"));
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }

    /** Which columns were counted with which. */
    private static List<Clique> together(Counted counted) {
        Coarsening bins = counted.bins();
        return counted.measurements().stream()
                .map(one -> Clique.of(
                        Arrays.stream(one.clique().toArray()).map(bins::source).toArray()))
                .distinct()
                .toList();
    }

    /** The columns between two, on a shortest path of cliques; empty if there is none. */
    private static List<Integer> path(List<Clique> together, int from, int to) {
        Deque<List<Integer>> open = new ArrayDeque<>(List.of(List.of(from)));
        Set<Integer> seen = new TreeSet<>(Set.of(from));
        while (!open.isEmpty()) {
            List<Integer> way = open.remove();
            for (Clique clique : together) {
                if (clique.contains(way.get(way.size() - 1))) {
                    for (int next : clique.toArray()) {
                        if (next == to) {
                            return way.subList(1, way.size());
                        }
                        if (seen.add(next)) {
                            open.add(
                                    Stream.concat(way.stream(), Stream.of(next)).toList());
                        }
                    }
                }
            }
        }
        return List.of();
    }
}
