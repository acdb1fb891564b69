package org.effigy.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.measure.Threshold;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.HistoryCodec;
import org.effigy.table.Schema;
import org.effigy.table.TableCodec;

/**
 * What of a table will survive the noise of a fit, before anything is spent: from public numbers alone, which are its
 * schema, the budget, the settings and, where a person states one, an expected number of rows. It steers nothing, and says
 * "about": a fit shares its budget out as it goes.
 *
 * @param columns in the schema's order, but for those that are to be discovered
 * @param found in columns that are to be discovered
 * @param pairs the target's with each other column; empty without a target
 * @param asked marginals that were named
 * @param warnings what a person should know first
 * @param deviation the standard deviation of the noise of one count of a column, in rows, on average
 * @param epsilon the budget's
 * @param rows how many are expected
 */
public record Plan(
        List<Line> columns,
        List<Search> found,
        List<Line> pairs,
        List<Line> asked,
        List<String> warnings,
        double deviation,
        double epsilon,
        OptionalLong rows) {
    /** A count is seen that is this many standard deviations above nothing. */
    private static final double SEEN = 3;

    /** Noise that moves a larger share of the rows hides what a column holds. */
    private static final double NOISY = .1;

    private static final double HOPELESS = .25;

    /** Lists that people write by hand are shorter. */
    private static final int LONG_LIST = 1_000;

    /** No more bins are made of numbers or dates unasked. */
    private static final int BINS = 64;

    /** The odds of any result may then change by a factor of millions. */
    private static final double WEAK = 15;

    /** Beyond it nobody speaks of privacy. */
    private static final double MOST_EPSILON = 1_000;

    /** No table has so many rows that are worth a person's time. */
    private static final long MOST_ROWS = 1_000_000_000;

    /** In this many columns a fit spends a share of its own on each pair of the target. */
    private static final double ROUNDS_A_COLUMN = 3;

    /** A mean absolute deviation in standard deviations. */
    private static final double MEAN = Math.sqrt(2 / Math.PI);

    /**
     * What becomes of some columns' values together.
     *
     * @param name of the column, or of the columns
     * @param values how many there are, bins counted as one
     * @param deviation of the noise of each count, in rows
     * @param moved the share of the expected rows that noise moves to other values; NaN if no number is expected
     */
    public record Line(String name, double values, double deviation, double moved) {
        /** The fewest rows of a value that stand out from noise. */
        public long seen() {
            return (long) Math.ceil(SEEN * deviation);
        }

        /** Whether noise hides what there is, of the rows that are expected. */
        public boolean isNoise() {
            return moved > HOPELESS;
        }

        /** What to expect, in a word; empty if no number of rows is expected. */
        public String verdict() {
            if (Double.isNaN(moved)) {
                return "";
            }
            return isNoise() ? "NOISE" : moved > NOISY ? "rough" : "kept";
        }
    }

    /**
     * What is found in a column that is to be discovered.
     *
     * @param name of the column
     * @param threshold what a noisy count must reach
     * @param units whether it counts units, each of one row
     */
    public record Search(String name, long threshold, boolean units) {}

    /**
     * The plan of a fit.
     *
     * @param model a synthesizer's name
     * @param budget of the release, with what is set aside of delta for a discovery
     * @param discoverShare of it for discovery, where there is any
     * @throws IllegalArgumentException if the schema has no column that is modelled
     */
    public static Plan of(
            Schema schema,
            PrivacyBudget budget,
            String model,
            Workload workload,
            double discoverShare,
            OptionalLong rows) {
        return of(schema, budget, model, workload, discoverShare, 1, rows);
    }

    /**
     * The plan of the persons of histories: of a unit's first row, and of how many it has, each unit one row.
     *
     * @param rows the units that are expected
     */
    public static Plan ofPersons(
            HistoryCodec histories, PrivacyBudget budget, String model, Workload workload, OptionalLong rows) {
        PrivacyUnit unit = PrivacyUnit.of(budget.unit().column().orElseThrow(), 1);
        return of(histories.persons().schema(), budget.withUnit(unit), model, workload, 0, FittedModel.PERSONS, rows);
    }

    private static Plan of(
            Schema schema,
            PrivacyBudget budget,
            String model,
            Workload workload,
            double discoverShare,
            double part,
            OptionalLong rows) {
        List<Field> open = schema.toDiscover();
        Set<String> names = open.stream().map(Field::name).collect(Collectors.toSet());
        boolean isAllOpen = schema.modelled().size() == open.size();
        double left = part * (open.isEmpty() ? 1 : 1 - discoverShare);
        Noise noise = new Noise(budget);
        List<Line> columns = new ArrayList<>();
        List<Line> pairs = new ArrayList<>();
        List<Line> asked = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        if (!isAllOpen) {
            Domain domain = binned(TableCodec.of(schema.without(names)).domain(), noise, left, rows);
            double[] shares = ColumnShares.of(model, domain, budget.delta() == 0);
            for (int c = 0; c < domain.size(); c++) {
                Attribute column = domain.attribute(c);
                columns.add(line(column.name(), column.size(), noise.deviation(left * shares[c]), rows));
            }
            double relations = left * (1 - ColumnShares.whole(model, domain));
            double round = relations / (ROUNDS_A_COLUMN * domain.size());
            Workload known = model.equals(Aim.NAME) ? workload : Workload.singles();
            if (names.isEmpty()) {
                for (Clique pair : known.targetPairs(domain)) {
                    pairs.add(line(domain.describe(pair), domain.cells(pair), noise.deviation(round), rows));
                }
                List<Clique> named = known.asked(domain);
                for (Clique clique : named) {
                    double most = relations / 2 / named.size();
                    asked.add(line(domain.describe(clique), domain.cells(clique), noise.deviation(most), rows));
                }
            }
            warnAboutLists(schema, names, warnings);
        }
        List<Search> found = open.stream()
                .map(field -> search(field, open, budget, discoverShare, noise))
                .toList();
        double deviation =
                columns.stream().mapToDouble(Line::deviation).average().orElse(Double.NaN);
        warnAboutBudget(budget, columns, rows, warnings);
        return new Plan(
                List.copyOf(columns), found, pairs, asked, List.copyOf(warnings), deviation, budget.epsilon(), rows);
    }

    /**
     * Refuses what is no budget: one that protects nobody, or buys nothing.
     *
     * @return this plan
     * @throws IllegalArgumentException if it is one
     */
    public Plan requireBudget() {
        if (epsilon > MOST_EPSILON) {
            throw new IllegalArgumentException("epsilon " + epsilon + " is no budget, because it protects nobody; 1 is"
                    + " common, and beyond " + (int) MOST_EPSILON + " none is taken");
        }
        if (columns.stream().mapToLong(Line::seen).min().orElse(0) > MOST_ROWS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "epsilon %s is no budget, because it buys nothing: a value would need %,d rows to stand out from"
                            + " noise; raise epsilon",
                    epsilon,
                    columns.stream().mapToLong(Line::seen).min().orElse(0)));
        }
        return this;
    }

    /**
     * What each marginal that was asked for by name needs to be measured, in words.
     *
     * @param budget of this plan
     */
    public List<String> needs(PrivacyBudget budget) {
        return asked.stream()
                .map(line -> line.name() + " " + need(line, budget))
                .toList();
    }

    private String need(Line line, PrivacyBudget budget) {
        double least = MEAN * line.deviation() * line.values() / (2 * HOPELESS);
        if (rows.isEmpty()) {
            return String.format(
                    Locale.ROOT, "in a table of about %,.0f rows or more at this budget", Math.ceil(least));
        }
        long expected = Math.max(1, rows.getAsLong());
        return least <= expected
                ? "at this budget"
                : String.format(
                        Locale.ROOT,
                        "at an epsilon of about %s for %,d rows, or with fewer values",
                        NeededEpsilon.words(budget, least / expected),
                        expected);
    }

    private static Line line(String name, double values, double deviation, OptionalLong rows) {
        double moved = rows.isPresent()
                ? Math.min(1, MEAN * deviation * values / (2 * Math.max(1, rows.getAsLong())))
                : Double.NaN;
        return new Line(name, values, deviation, moved);
    }

    /** Numbers and dates of many values are seen in bins, by the rule of {@link Discretised} of fewer where noise is large. */
    private static Domain binned(Domain domain, Noise noise, double left, OptionalLong rows) {
        double error = MEAN * noise.deviation(left / 2 / domain.size());
        long filled = rows.isPresent() ? Math.round(Math.sqrt(rows.getAsLong() / error / 2)) : BINS;
        int bins = (int) Math.max(Discretised.FEWEST, Math.min(BINS, filled));
        return Domain.of(domain.attributes().stream()
                .map(column -> new Attribute(
                        column.name(),
                        column.isOrdered() && column.size() > BINS ? Math.min(column.size(), bins) : column.size(),
                        column.ordering()))
                .toList());
    }

    private static Search search(
            Field field, List<Field> open, PrivacyBudget budget, double discoverShare, Noise noise) {
        long strings =
                open.stream().filter(other -> other.type() == FieldType.STRING).count();
        int kept = budget.unit().maxRows();
        double deviation = noise.deviation(discoverShare / open.size());
        long threshold = field.type() == FieldType.STRING && budget.reserved() > 0
                ? Threshold.of(deviation, kept, budget.reserved() / strings).count()
                : (long) Math.ceil(2 * SEEN * deviation);
        return new Search(field.name(), threshold, budget.unit().column().isPresent());
    }

    private static void warnAboutLists(Schema schema, Set<String> open, List<String> warnings) {
        for (Field field : schema.modelled()) {
            if (!open.contains(field.name()) && field.categories().size() > LONG_LIST) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "'%s' has %,d categories: an identifier, or a list of codes? An identifier is marked with the"
                                + " role 'identifier'; codes are grouped, or hashed with effigy:buckets",
                        field.name(),
                        field.categories().size()));
            }
        }
    }

    private static void warnAboutBudget(
            PrivacyBudget budget, List<Line> columns, OptionalLong rows, List<String> warnings) {
        if (budget.epsilon() > WEAK) {
            warnings.add(
                    "epsilon " + budget.epsilon() + " protects next to nobody: the odds of a result may change by a"
                            + " factor of exp(" + budget.epsilon() + ") with one of the people; 1 is common");
        }
        double least = columns.stream().mapToDouble(Line::deviation).min().orElse(0);
        long needed = (long) Math.ceil(2 * SEEN * least);
        if (needed > (rows.isPresent() ? rows.getAsLong() / 2 : MANY_ROWS)) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "this budget buys no table: even the column of fewest values has noise of about %,.0f rows a count;"
                            + " raise epsilon",
                    least));
        }
        if (!columns.isEmpty() && rows.isPresent()) {
            long drowned = columns.stream().filter(Line::isNoise).count();
            if (2 * drowned >= columns.size()) {
                warnings.add(drowned + " of " + columns.size()
                        + " columns will be mostly noise: raise epsilon, declare fewer or coarser values, or bring more"
                        + " rows");
            }
        }
    }

    /** Where nobody says how many rows there are, noise as large as that is said to be too much. */
    private static final long MANY_ROWS = 100_000;

    /** Noise of counts by the share of a budget that pays for them. */
    private record Noise(PrivacyBudget budget) {
        double deviation(double share) {
            int kept = budget.unit().maxRows();
            int sides = budget.neighbours() == Neighbours.REPLACE ? 2 : 1;
            PrivacyLoss limit = budget.limit();
            if (limit instanceof PrivacyLoss.Pure pure) {
                return Math.sqrt(2) * sides * kept / (share * pure.epsilon());
            }
            double rho = limit instanceof PrivacyLoss.ApproximateConcentrated both
                    ? both.rho()
                    : ((PrivacyLoss.ZeroConcentrated) limit).rho();
            return kept * Math.sqrt(sides / (2 * share * rho));
        }
    }
}
