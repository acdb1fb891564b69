package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.model.MarkovRandomField;

/**
 * The marginals that a fit may choose from: those of a workload, with their columns at the resolutions of a {@link Split}.
 * Public, as what they are made of.
 */
final class Choices {
    /** A marginal that is a part of one that is known is summed from it, if that has no more cells than this. */
    private static final long HOST = 1 << 15;

    /** Of the marginals that one may be a part of, so many are looked for, the smallest. */
    private static final int HOSTS = 4;

    private final List<Choice> all;
    private final Map<Choice, List<Choice>> hosts;

    /**
     * A marginal that may be measured.
     *
     * @param clique the attributes of its columns, at some levels
     * @param table the cells of its table
     * @param cells how many of them can hold rows
     * @param weight in the workload
     * @param columns how many it has
     * @param first of its attributes, how many are of its first column
     */
    record Choice(Clique clique, long table, double cells, double weight, int columns, int first) {
        /** The attributes of the first column. */
        Clique before() {
            return Clique.of(Arrays.copyOf(clique.toArray(), first));
        }

        /** The attributes of the other columns. */
        Clique after() {
            return Clique.of(Arrays.copyOfRange(clique.toArray(), first, clique.size()));
        }
    }

    private Choices(List<Choice> all, Map<Choice, List<Choice>> hosts) {
        this.all = all;
        this.hosts = hosts;
    }

    /** Those of a workload's marginals and their parts, with what each helps (see {@link Workload#candidates}). */
    static Choices of(Split split, SortedMap<Clique, Double> workload) {
        List<Choice> all = new ArrayList<>();
        workload.forEach((clique, weight) -> add(all, split, clique, weight, new int[clique.size()], 0));
        return new Choices(all, hosts(all));
    }

    private static void add(List<Choice> all, Split split, Clique columns, double weight, int[] levels, int next) {
        if (next < levels.length) {
            for (int level = 0; level < split.levels(columns.get(next)); level++) {
                levels[next] = level;
                add(all, split, columns, weight, levels, next + 1);
            }
        } else if (split.isLookedAt(columns, levels)) {
            Domain domain = split.digits().coarse();
            Clique clique = split.at(columns, levels);
            all.add(new Choice(
                    clique,
                    domain.cells(clique),
                    split.cells(columns, levels),
                    weight,
                    columns.size(),
                    levels.length == 0 ? 0 : levels[0] + 1));
        }
    }

    /** The resolutions of one marginal that are looked at, those with the most cells first. */
    static List<Choice> resolutions(Split split, Clique columns) {
        List<Choice> all = new ArrayList<>();
        add(all, split, columns, 1, new int[columns.size()], 0);
        all.sort(Comparator.comparingDouble(Choice::cells).reversed());
        return all;
    }

    private static Map<Choice, List<Choice>> hosts(List<Choice> all) {
        Map<Integer, List<Choice>> byAttribute = new HashMap<>();
        List<Choice> small = all.stream()
                .filter(choice -> choice.table <= HOST)
                .sorted(Comparator.comparingLong(Choice::table))
                .toList();
        for (Choice choice : small) {
            for (int attribute : choice.clique.toArray()) {
                byAttribute.computeIfAbsent(attribute, key -> new ArrayList<>()).add(choice);
            }
        }
        Map<Choice, List<Choice>> hosts = new IdentityHashMap<>();
        for (Choice choice : all) {
            List<Choice> found = byAttribute.getOrDefault(choice.clique.get(0), List.of()).stream()
                    .filter(host -> host.clique.size() > choice.clique.size() && choice.clique.isSubsetOf(host.clique))
                    .limit(HOSTS)
                    .toList();
            hosts.put(choice, found);
        }
        return hosts;
    }

    /** All of them. */
    List<Choice> all() {
        return all;
    }

    /** What a field expects of some of them, in their order. */
    List<Factor> expected(MarkovRandomField field, List<Choice> some) {
        Map<Choice, Factor> known = new IdentityHashMap<>();
        // Larger ones first, since smaller ones may be summed from them.
        Map<Integer, List<Choice>> bySize = new TreeMap<>(Comparator.reverseOrder());
        some.forEach(choice -> bySize.computeIfAbsent(choice.clique.size(), size -> new ArrayList<>())
                .add(choice));
        for (List<Choice> alike : bySize.values()) {
            Map<Clique, List<Choice>> pairs = new LinkedHashMap<>();
            for (Choice choice : alike) {
                Optional<Choice> host =
                        hosts.get(choice).stream().filter(known::containsKey).findFirst();
                if (host.isPresent()) {
                    known.put(choice, known.get(host.get()).project(choice.clique));
                } else if (choice.columns == 2) {
                    pairs.computeIfAbsent(choice.before(), first -> new ArrayList<>())
                            .add(choice);
                } else {
                    known.put(choice, field.marginal(choice.clique));
                }
            }
            // All pairs of one column by one walk over the model.
            pairs.forEach((first, with) -> {
                List<Factor> found =
                        field.marginals(first, with.stream().map(Choice::after).toList());
                for (int i = 0; i < found.size(); i++) {
                    known.put(with.get(i), found.get(i));
                }
            });
        }
        return some.stream().map(known::get).toList();
    }
}
