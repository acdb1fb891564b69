package org.effigy.audit.disclosure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/**
 * Singling out: the attacker reads predicates off single synthetic rows that no other synthetic row meets, and bets that
 * just one real person does (Giomi et al. 2023, section 4.1). An attack succeeds if its predicate isolates one row of
 * the group that no earlier predicate of that group isolated, so that each person counts once. Train and control group
 * have equal sizes and predicates of their own, so that without a leak the two counts are independent and alike.
 */
final class SinglingOut {
    static final String UNIVARIATE = "privacy.singling-out.univariate";
    static final String MULTIVARIATE = "privacy.singling-out.multivariate";

    /** The most rows of a group: what is read to judge a predicate. */
    private static final int POPULATION = 50_000;

    /** The most predicates a group: past it the interval is narrow already. */
    private static final int PREDICATES = 2_000;

    /** Draws for each predicate that is needed: most drawn ones are met by several synthetic rows. */
    private static final int TRIES = 25;

    private final Groups groups;
    private final AuditTable synthetic;
    private final DisclosureOptions options;
    private final double level;
    private final int threads;
    private final SplittableRandom random;

    private SinglingOut(
            Groups groups,
            AuditTable synthetic,
            DisclosureOptions options,
            double level,
            int threads,
            SplittableRandom random) {
        this.groups = groups;
        this.synthetic = synthetic;
        this.options = options;
        this.level = level;
        this.threads = threads;
        this.random = random;
    }

    static SinglingOut of(
            AuditTable train,
            AuditTable holdout,
            AuditTable synthetic,
            DisclosureOptions options,
            double level,
            int threads,
            SplittableRandom random) {
        Groups groups = Groups.of(train, holdout, POPULATION, random);
        int[] rows = Groups.shuffled(synthetic.rows(), random);
        // As many as a group has: what isolates one of these most likely isolates one of those.
        return new SinglingOut(
                groups,
                synthetic.select(Arrays.copyOf(rows, Math.min(rows.length, groups.size()))),
                options,
                level,
                threads,
                random);
    }

    /** Predicates over one column; empty if no synthetic value is the only one of its kind, or the greatest or least. */
    Optional<Attack> univariate() {
        List<List<Condition>> predicates = new ArrayList<>();
        for (int column = 0; column < synthetic.columns().size(); column++) {
            single(column).forEach(condition -> predicates.add(List.of(condition)));
        }
        return attack(UNIVARIATE, "Singling out by one column", shuffle(predicates), 1);
    }

    /** Predicates over several columns; empty if none was found that isolates a synthetic row. */
    Optional<Attack> multivariate() {
        int columns = Math.min(options.columns(), synthetic.columns().size());
        return attack(
                MULTIVARIATE,
                "Singling out by " + columns + (columns == 1 ? " column" : " columns"),
                drawn(2 * Math.min(PREDICATES, options.attacks()), columns),
                columns);
    }

    private Optional<Attack> attack(String id, String title, List<List<Condition>> predicates, int columns) {
        int attacks = Math.min(Math.min(PREDICATES, options.attacks()), predicates.size() / 2);
        if (attacks == 0) {
            return Optional.empty();
        }
        long hits = isolated(predicates.subList(0, attacks), groups.train());
        long control = isolated(predicates.subList(attacks, 2 * attacks), groups.control());
        List<List<Condition>> guesses =
                IntStream.range(0, attacks).mapToObj(i -> guess(columns)).toList();
        long naive = isolated(guesses, groups.train());
        return Optional.of(new Attack(
                id,
                title,
                new Excess(hits, attacks, control, attacks),
                new Excess(hits, attacks, naive, attacks),
                level));
    }

    /** How many rows the predicates isolate, each counted once. */
    private long isolated(List<List<Condition>> predicates, AuditTable group) {
        return some(predicates)
                .mapToInt(predicate -> Condition.onlyRow(predicate, group))
                .filter(row -> row >= 0)
                .distinct()
                .count();
    }

    private <T> Stream<T> some(List<T> list) {
        return threads > 1 ? list.parallelStream() : list.stream();
    }

    /** The values of a column that one synthetic row has, and its least and greatest ones. */
    private List<Condition> single(int column) {
        AuditColumn cells = synthetic.columns().get(column);
        List<Condition> conditions = new ArrayList<>();
        int[] present = IntStream.range(0, cells.rows())
                .filter(row -> !cells.isMissing(row))
                .toArray();
        if (present.length == cells.rows() - 1) {
            conditions.add(new Condition(column, Condition.Kind.MISSING, 0));
        }
        double[] sorted = IntStream.of(present)
                .mapToDouble(row -> Condition.value(cells, row))
                .sorted()
                .toArray();
        if (sorted.length > 0 && cells instanceof AuditColumn.Numbers) {
            conditions.add(new Condition(column, Condition.Kind.AT_MOST, sorted[0]));
            conditions.add(new Condition(column, Condition.Kind.AT_LEAST, sorted[sorted.length - 1]));
        }
        for (int i = 0; i < sorted.length; i++) {
            if ((i == 0 || sorted[i - 1] != sorted[i]) && (i + 1 == sorted.length || sorted[i + 1] != sorted[i])) {
                conditions.add(new Condition(column, Condition.Kind.IS, sorted[i]));
            }
        }
        return conditions;
    }

    private List<List<Condition>> shuffle(List<List<Condition>> predicates) {
        return IntStream.of(Groups.shuffled(predicates.size(), random))
                .mapToObj(predicates::get)
                .toList();
    }

    /** Different predicates that isolate a synthetic row each, up to so many. */
    private List<List<Condition>> drawn(int wanted, int columns) {
        double[] middles =
                synthetic.columns().stream().mapToDouble(SinglingOut::middle).toArray();
        Set<List<Condition>> found = new HashSet<>();
        List<List<Condition>> isolating = new ArrayList<>();
        for (int tries = 0; tries < TRIES && isolating.size() < wanted; tries++) {
            List<List<Condition>> candidates = new ArrayList<>();
            for (int i = 0; i < wanted; i++) {
                List<Condition> candidate = read(random.nextInt(synthetic.rows()), columns, middles);
                if (found.add(candidate)) {
                    candidates.add(candidate);
                }
            }
            isolating.addAll(some(candidates)
                    .filter(candidate -> Condition.onlyRow(candidate, synthetic) >= 0)
                    .toList());
        }
        return isolating.subList(0, Math.min(wanted, isolating.size()));
    }

    /** What a synthetic row says of some columns: categories as they are, numbers as beyond it, away from the middle. */
    private List<Condition> read(int row, int columns, double[] middles) {
        return choose(columns)
                .mapToObj(column -> {
                    Condition same = Condition.same(synthetic, column, row);
                    if (same.kind() == Condition.Kind.MISSING
                            || synthetic.columns().get(column) instanceof AuditColumn.Categories) {
                        return same;
                    }
                    return new Condition(
                            column,
                            same.value() > middles[column] ? Condition.Kind.AT_LEAST : Condition.Kind.AT_MOST,
                            same.value());
                })
                .toList();
    }

    private IntStream choose(int columns) {
        return Arrays.stream(Groups.shuffled(synthetic.columns().size(), random), 0, columns)
                .sorted();
    }

    private static double middle(AuditColumn cells) {
        if (!(cells instanceof AuditColumn.Numbers numbers)) {
            return Double.NaN;
        }
        double[] sorted = Arrays.stream(numbers.values())
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    /** A predicate that uses the ranges and categories of the columns alone: any value, and any way to compare. */
    private List<Condition> guess(int columns) {
        return choose(columns).mapToObj(this::guessOf).toList();
    }

    private Condition guessOf(int column) {
        AuditColumn cells = synthetic.columns().get(column);
        if (cells instanceof AuditColumn.Categories categories) {
            return categories.labels().isEmpty()
                    ? new Condition(column, Condition.Kind.MISSING, 0)
                    : new Condition(
                            column,
                            Condition.Kind.IS,
                            random.nextInt(categories.labels().size()));
        }
        DoubleSummaryStatistics range = Arrays.stream(((AuditColumn.Numbers) cells).values())
                .filter(value -> !Double.isNaN(value))
                .summaryStatistics();
        if (range.getCount() == 0) {
            return new Condition(column, Condition.Kind.MISSING, 0);
        }
        double value = range.getMin() + random.nextDouble() * (range.getMax() - range.getMin());
        return switch (random.nextInt(3)) {
            case 0 -> new Condition(column, Condition.Kind.AT_MOST, value);
            case 1 -> new Condition(column, Condition.Kind.AT_LEAST, value);
            // Columns of whole numbers, days and seconds hold no others.
            default -> new Condition(column, Condition.Kind.IS, Math.rint(value));
        };
    }
}
