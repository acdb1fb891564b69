package org.effigy.attack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.audit.Figure;
import org.effigy.audit.Interval;
import org.effigy.domain.Domain;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.synth.Progress;

/**
 * A reconstruction attack (Dick, Dwork, Kearns, Liu, Roth, Vietri, Wu 2023, "Confidence-ranked reconstruction of census
 * microdata from published statistics", PNAS): tables are rebuilt from the published counts, each from another start, and
 * rows are ranked by how often they come out. How many of the first k are real is held against how many of the same rows
 * are in a table of the same population that was not used, because fair coins put each unit into the one or the other; and
 * against what somebody guesses who has that other table, or each of its columns by itself.
 */
public final class Reconstruct {
    private static final String ID = "attack.reconstruct";

    /** Columns of more values are left alone unless they are named: nobody hits them all. */
    private static final int VALUES = 128;

    private static final int COMBINATIONS = 1_000_000;
    private static final int LEAST_UNITS = 20;

    /** How many of the first rows are looked at. */
    private static final int[] FIRST = {10, 30, 100, 300, 1_000, 3_000};

    private Reconstruct() {}

    /**
     * The columns that are rebuilt where none are named: those of fewest values, as long as all together have at most a
     * million combinations. Of more columns hardly any row comes out whole, and nothing would be told.
     *
     * @return their places, ascending
     * @throws IllegalArgumentException if no column has from 2 to 128 values
     */
    public static int[] columns(Domain domain) {
        int[] bySize = IntStream.range(0, domain.size())
                .filter(column -> domain.attribute(column).size() > 1)
                .filter(column -> domain.attribute(column).size() <= VALUES)
                .boxed()
                .sorted(Comparator.comparingInt(
                        column -> domain.attribute(column).size()))
                .mapToInt(Integer::intValue)
                .toArray();
        double combinations = 1;
        int count = 0;
        while (count < bySize.length
                && combinations * domain.attribute(bySize[count]).size() <= COMBINATIONS) {
            combinations *= domain.attribute(bySize[count++]).size();
        }
        int[] columns = IntStream.of(bySize).limit(count).sorted().toArray();
        if (columns.length == 0) {
            throw new IllegalArgumentException("no column has from 2 to " + VALUES
                    + " values, and whole rows of others can't be rebuilt: name the columns, or declare fewer values");
        }
        return columns;
    }

    /**
     * Attacks one fit, of about half of the units.
     *
     * @param rows real rows; each unit is in or out by a fair coin, and under replace either it or its partner is in
     * @param columns that are rebuilt: their places, ascending, at least one
     * @param claim what the suspect claims to spend
     * @throws IllegalArgumentException if there are fewer than 20 units, or so many rows that it would take minutes
     */
    public static Finding attack(
            Suspect suspect,
            Rows rows,
            int[] columns,
            PrivacyBudget claim,
            AttackSettings settings,
            Progress progress) {
        SplittableRandom random = new SplittableRandom(settings.seed());
        List<Target> targets = targets(rows, claim, random.split());
        Lineup lineup = Lineup.of(
                new Rows(rows.records().select(new int[0]), rows.units().map(units -> new int[0])),
                targets,
                claim.unit().maxRows());
        boolean[] in = new boolean[targets.size()];
        for (int t = 0; t < in.length; t++) {
            in[t] = random.nextBoolean();
        }
        Published published = suspect.publish(
                lineup.gather(in),
                settings.sight() == Sight.ROWS ? Math.max(1, (int) lineup.expectedRows()) : 0,
                random.nextLong());
        Candidates candidates = Candidates.of(published, rows.records().domain(), columns, settings, progress);
        List<Figure> figures = new ArrayList<>(
                OneRun.figures(ID, evidence(targets, columns, candidates), in, claim, settings.level()));
        boolean exceeded = figures.get(0).value() > claim.epsilon();
        figures.addAll(new Sides(targets, in, columns, rows.records().domain())
                .figures(candidates, settings.level(), random.split()));
        return new Finding(
                "rows of " + columns.length + " columns ("
                        + IntStream.of(columns)
                                .mapToObj(column -> rows.records()
                                        .domain()
                                        .attribute(column)
                                        .name())
                                .collect(Collectors.joining(", "))
                        + ") from " + candidates.rebuilt() + " rebuilt tables of one fit, "
                        + targets.size() + (claim.neighbours() == Neighbours.REPLACE ? " pairs of units" : " units")
                        + ", each in or out",
                claim,
                settings.level(),
                figures,
                exceeded);
    }

    private static List<Target> targets(Rows rows, PrivacyBudget claim, SplittableRandom random) {
        Outliers units = Outliers.of(rows, random.split());
        if (units.size() < LEAST_UNITS) {
            throw new IllegalArgumentException("reconstruction takes at least " + LEAST_UNITS
                    + " units, because half of them are held out; there are " + units.size() + ": give more rows");
        }
        if (claim.neighbours() != Neighbours.REPLACE) {
            return IntStream.range(0, units.size())
                    .mapToObj(unit -> new Target(units.rows(unit), List.of()))
                    .toList();
        }
        int[] order = IntStream.range(0, units.size()).toArray();
        ManyRuns.shuffle(order, random);
        return IntStream.range(0, order.length / 2)
                .mapToObj(pair -> new Target(units.rows(order[2 * pair]), units.rows(order[2 * pair + 1])))
                .toList();
    }

    /** How much of a unit's row the candidates expect, of all units that have the same row: the bound allows any number. */
    private static double[] evidence(List<Target> targets, int[] columns, Candidates candidates) {
        Map<List<Integer>, Integer> same = new HashMap<>();
        targets.stream()
                .flatMap(target -> Stream.concat(target.with().stream(), target.without().stream()))
                .forEach(row -> same.merge(pick(row, columns), 1, Integer::sum));
        return targets.stream()
                .mapToDouble(target -> expected(target.with(), columns, candidates, same)
                        - expected(target.without(), columns, candidates, same))
                .toArray();
    }

    private static double expected(
            List<int[]> rows, int[] columns, Candidates candidates, Map<List<Integer>, Integer> same) {
        return rows.stream()
                .map(row -> pick(row, columns))
                .mapToDouble(row -> Math.min(1, candidates.expected().getOrDefault(row, 0.0) / same.get(row)))
                .max()
                .orElse(0);
    }

    private static List<Integer> pick(int[] row, int[] columns) {
        return IntStream.of(columns).mapToObj(column -> row[column]).toList();
    }

    /** One row of each unit that was used, and of each that was not: rows of one unit are no independent trials. */
    private static final class Sides {
        private final int[] sizes;
        private final List<int[]> held = new ArrayList<>();
        private final Set<List<Integer>> used = new HashSet<>();
        private final Set<List<Integer>> unused = new HashSet<>();

        Sides(List<Target> targets, boolean[] in, int[] columns, Domain domain) {
            sizes = IntStream.of(columns)
                    .map(column -> domain.attribute(column).size())
                    .toArray();
            for (int t = 0; t < in.length; t++) {
                Target target = targets.get(t);
                (in[t] ? target.with() : target.without())
                        .stream().limit(1).forEach(row -> used.add(pick(row, columns)));
                (in[t] ? target.without() : target.with()).stream().limit(1).forEach(row -> {
                    unused.add(pick(row, columns));
                    held.add(IntStream.of(columns).map(column -> row[column]).toArray());
                });
            }
        }

        List<Figure> figures(Candidates candidates, double level, SplittableRandom random) {
            int all = candidates.expected().size();
            int[] tried = IntStream.of(FIRST).filter(first -> first <= all).toArray();
            if (tried.length == 0) {
                tried = new int[] {all};
            }
            // The error is shared, so that the best number of rows may be taken.
            double each = 1 - (1 - level) / tried.length;
            int best = tried[0];
            double most = Double.NEGATIVE_INFINITY;
            for (int first : tried) {
                double low =
                        excess(candidates.first(first), each).map(Interval::low).orElse(Double.NEGATIVE_INFINITY);
                if (low > most) {
                    most = low;
                    best = first;
                }
            }
            List<List<Integer>> rows = candidates.first(best);
            double matched = rate(used, rows);
            double control = rate(unused, rows);
            double prior = rate(used, Candidates.of(held, random).first(best));
            double independent =
                    rate(used, Candidates.independent(shares(), best).first(best));
            StringBuilder curve = new StringBuilder();
            for (int first : tried) {
                curve.append(String.format(
                        Locale.ROOT,
                        "%s%d: %.3f and %.3f",
                        curve.isEmpty() ? "" : ", ",
                        first,
                        rate(used, candidates.first(first)),
                        rate(unused, candidates.first(first))));
            }
            String of = "of the first " + best + " rows";
            String nothing = excess(rows, each).isPresent()
                    ? ""
                    : "; none of them is on one side alone: too little to tell, so rebuild fewer columns (--columns)";
            return List.of(
                    new Figure(
                            ID + ".excess",
                            "rows found beyond the control",
                            matched - control,
                            excess(rows, each).map(found -> new Interval(found.low(), found.high(), level)),
                            Optional.of(0.0),
                            of + ", the best of " + tried.length + " numbers, which share the error; used and held-out"
                                    + " rows found by number: " + curve + nothing),
                    share("matched", "rows found in the table that was used", matched, control, of),
                    share("control", "the same rows found in the half that was not used", control, matched, of),
                    share("prior", "commonest rows of that half, found in the table that was used", prior, matched, of),
                    share(
                            "independent",
                            "likeliest rows if columns were independent, found there",
                            independent,
                            matched,
                            of));
        }

        private static Figure share(String name, String title, double value, double reference, String of) {
            return new Figure(
                    ID + "." + name,
                    title,
                    value,
                    Optional.empty(),
                    Optional.of(reference),
                    of
                            + (name.equals("matched")
                                    ? "; the reference is the same of rows that were not used"
                                    : "; the reference is the attack's own"));
        }

        /**
         * Of rows that are on one side alone, each is there by a fair coin if the candidates tell nothing, so the share of
         * the used ones is binomial.
         */
        private Optional<Interval> excess(List<List<Integer>> rows, double level) {
            long here = rows.stream()
                    .filter(row -> used.contains(row) && !unused.contains(row))
                    .count();
            long there = rows.stream()
                    .filter(row -> unused.contains(row) && !used.contains(row))
                    .count();
            if (here + there == 0) {
                return Optional.empty();
            }
            Interval share = Interval.clopperPearson(here, here + there, level);
            double part = (double) (here + there) / rows.size();
            return Optional.of(new Interval(part * (2 * share.low() - 1), part * (2 * share.high() - 1), level));
        }

        private static double rate(Collection<List<Integer>> side, List<List<Integer>> rows) {
            return rows.stream().filter(side::contains).count() / Math.max(1.0, rows.size());
        }

        private List<double[]> shares() {
            List<double[]> shares = new ArrayList<>();
            for (int column = 0; column < sizes.length; column++) {
                int at = column;
                double[] counts = new double[sizes[column]];
                held.forEach(row -> counts[row[at]] += 1.0 / held.size());
                shares.add(counts);
            }
            return shares;
        }
    }
}
