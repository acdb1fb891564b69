package org.effigy.synth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Records;
import org.effigy.domain.TextColumn;
import org.effigy.measure.FoundCategories;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.OpenColumn;
import org.effigy.measure.PrivateTable;
import org.effigy.measure.Threshold;
import org.effigy.privacy.Charge;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyJson;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Release;
import org.effigy.privacy.Spending;
import org.effigy.table.Bins;
import org.effigy.table.Discovered;
import org.effigy.table.DiscoveryRelease;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.OpenRows;
import org.effigy.table.Schema;
import org.effigy.table.WideGrid;

/**
 * Finds, under a release's budget, the domains that a schema leaves open ({@code effigy:discover}): the bounds of ordered
 * columns, from a noisy histogram over public cells, and the common categories of strings. Claim and proof:
 * {@code docs/privacy/Discovery.md}.
 *
 * <pre>{@code
 * Discovery discovery = Discovery.of(schema);
 * Release release = ledger.open("fit", discovery.budget(budget));
 * Schema found = discovery.run(TableReader.of(schema).readOpen(input), release, noise, Instant.now(), Progress.NONE);
 * CodedTable rows = TableReader.of(found).readRecords(inputAgain);
 * }</pre>
 */
public final class Discovery {
    /** The share of a budget that is spent on discovery where a person gives none. */
    public static final double SHARE = 0.1;

    /** How likely noise may be to pass for a cell of a column that holds no row. */
    private static final double FALSE_CELL = 1e-3;

    /** One row of each unit is looked at: a count loses a factor of at most k by it, and the noise always loses k. */
    private static final int ROWS = 1;

    private final Schema schema;
    private final double share;

    private Discovery(Schema schema, double share) {
        this.schema = schema;
        this.share = share;
    }

    /**
     * The discovery of what a schema leaves open, at a share of {@value #SHARE}. Looks at no row.
     *
     * @throws IllegalArgumentException if there is nothing to discover, another field declares too little to be fitted, or
     *     what may be found could break a rule of the declaration
     */
    public static Discovery of(Schema schema) {
        OpenRows.requireReady(schema);
        for (Field field : schema.toDiscover()) {
            if (field.type() == FieldType.STRING) {
                field.withCategories(
                        List.of(), new Discovered("none", 1, 1, "none", 0, 0, Instant.EPOCH, 0, Optional.empty()));
            } else {
                WideGrid.requireEveryOutcome(field);
            }
        }
        return new Discovery(schema, SHARE);
    }

    /**
     * The same at another share of the budget, for all columns together: of epsilon or rho, and of delta where categories
     * are to be found.
     *
     * @param part in (0, 1)
     */
    public Discovery withShare(double part) {
        if (!(part > 0 && part < 1)) {
            throw new IllegalArgumentException(
                    "the share of the budget for discovery must be above 0 and below 1; it is " + part
                            + ": 0.1 leaves nine tenths to the model");
        }
        return new Discovery(schema, part);
    }

    /** Whether a charge was for a discovery, by its query. */
    static boolean isQuery(String query) {
        return query.startsWith(OpenColumn.QUERY) || query.startsWith("marginal (" + OpenRows.BOUNDS);
    }

    /** The share of the budget. */
    public double share() {
        return share;
    }

    /**
     * The budget with which a release is opened: the same promise, and where categories are to be found, a share of delta
     * set aside for them (unless some is already).
     *
     * @throws IllegalArgumentException if categories are to be found and delta is 0
     */
    public PrivacyBudget budget(PrivacyBudget budget) {
        List<String> strings = names(FieldType.STRING);
        if (strings.isEmpty() || budget.reserved() > 0) {
            return budget;
        }
        if (budget.delta() == 0) {
            throw new IllegalArgumentException(
                    "the categories of " + strings + " can't be discovered at delta 0: a category"
                            + " that one person brings must be allowed to show with some small probability; declare the"
                            + " categories, hash the texts with effigy:buckets, or give a delta above 0");
        }
        return budget.withReserved(part(budget.delta(), share));
    }

    /** A share of a delta, in decimals: a tenth of 1e-9 should read as 1e-10. */
    public static double part(double delta, double share) {
        return BigDecimal.valueOf(delta).multiply(BigDecimal.valueOf(share)).doubleValue();
    }

    /**
     * The budget of a release under a ledger's: of what that sets aside the release takes a part as large as its part of the rho,
     * so that it lasts as long as the rho does.
     *
     * @param whole the ledger's budget
     * @throws IllegalArgumentException as {@link #budget(PrivacyBudget)}
     */
    public PrivacyBudget budget(PrivacyBudget budget, PrivacyBudget whole) {
        PrivacyBudget alone = budget(budget);
        if (alone.reserved() == 0 || budget.reserved() > 0 || whole.reserved() == 0) {
            return alone;
        }
        double part = rho(budget) / rho(whole);
        double due = part >= 1
                ? whole.reserved()
                : new BigDecimal(whole.reserved() * part)
                        .round(new MathContext(2, RoundingMode.DOWN))
                        .doubleValue();
        return alone.withReserved(Math.min(alone.reserved(), due));
    }

    private static double rho(PrivacyBudget budget) {
        return ((PrivacyLoss.ZeroConcentrated) budget.withReserved(0).limit()).rho();
    }

    /** Strings first, since what may be refused of them is refused before anything is paid for the others. */
    private List<Field> order() {
        return schema.toDiscover().stream()
                .sorted(Comparator.comparing(field -> field.type() != FieldType.STRING))
                .toList();
    }

    /** Refuses rows that were read with another schema, by the columns that are there and their cells, which are public. */
    private void requireRead(OpenRows rows) {
        for (Field field : schema.toDiscover()) {
            if (field.type() == FieldType.STRING) {
                rows.text(field.name());
                continue;
            }
            int cells = rows.grid(field.name()).domain().attribute(0).size();
            if (cells != WideGrid.of(field).cells() + (field.isRequired() ? 0 : 1)) {
                throw new IllegalArgumentException("the rows of '" + field.name()
                        + "' were read with another range: read them with the schema that is to be discovered");
            }
        }
    }

    private List<String> names(FieldType type) {
        return schema.toDiscover().stream()
                .filter(field -> field.type() == type)
                .map(Field::name)
                .toList();
    }

    /**
     * Spends its share of what the release has left, and all that is set aside of delta if categories are to be found.
     *
     * @param rows read with this discovery's schema
     * @param release opened with {@link #budget}
     * @param begun when the run began, before any row was read; its day stands in the marks
     * @return the schema with what was found declared and marked
     * @throws DiscoveryException if nothing is found in a column that noise could not have made; what it cost is spent
     * @throws org.effigy.privacy.BudgetExceededException if the release has less left
     */
    public Schema run(OpenRows rows, Release release, NoiseSource noise, Instant begun, Progress progress) {
        List<String> strings = names(FieldType.STRING);
        if (!strings.isEmpty() && release.remainingDelta() == 0) {
            throw new IllegalArgumentException(
                    "the categories of " + strings + " can't be discovered, because nothing of"
                            + " delta is set aside for that: open the release with Discovery.budget");
        }
        List<Field> open = order();
        requireRead(rows);
        double[] weights = new double[open.size() + 1];
        Arrays.fill(weights, share / open.size());
        weights[open.size()] = 1 - share;
        List<? extends PrivacyLoss> parts = release.remaining().split(weights);
        double[] equal = new double[Math.max(1, strings.size())];
        Arrays.fill(equal, 1);
        double delta = new PrivacyLoss.ApproximateConcentrated(0, release.remainingDelta())
                .split(equal)
                .get(0)
                .delta();
        Search search = new Search(rows, release, noise, begun.truncatedTo(ChronoUnit.DAYS));
        int before = release.charges().size();
        Schema found = schema;
        for (int i = 0; i < open.size(); i++) {
            progress.at("discover", i, open.size());
            Field field = open.get(i);
            found = found.with(
                    field.type() == FieldType.STRING
                            ? search.categories(field, concentrated(parts.get(i), delta))
                            : search.bounds(field, parts.get(i)));
        }
        progress.at("discover", open.size(), open.size());
        return paid(
                found,
                release,
                release.charges().subList(before, release.charges().size()));
    }

    /** A share of rho with one of delta; where something of delta is set aside, the rest is counted in rho. */
    private static PrivacyLoss.ApproximateConcentrated concentrated(PrivacyLoss share, double delta) {
        return new PrivacyLoss.ApproximateConcentrated(((PrivacyLoss.ZeroConcentrated) share).rho(), delta);
    }

    /**
     * The schema whose new marks say what the whole discovery cost. That a column was found tells that those before it
     * were, so none is had without the others.
     */
    private static Schema paid(Schema found, Release release, List<Charge> charges) {
        Spending spending = Spending.upTo(release.budget().limit());
        for (Charge charge : charges) {
            spending = spending.plus(charge.loss());
        }
        DiscoveryRelease paid = DiscoveryCost.mark(release, spending.spent());
        Schema marked = found;
        for (Field field : found.fields()) {
            Discovered mark = field.discovered().orElse(null);
            if (mark != null && mark.release().isEmpty() && mark.charge() > 0) {
                marked = marked.with(field.withDiscovered(mark.paidBy(paid)));
            }
        }
        return marked;
    }

    /** Where is looked, who pays and who draws; the day is the run's. */
    private record Search(OpenRows rows, Release release, NoiseSource noise, Instant day) {
        Field bounds(Field field, PrivacyLoss share) {
            WideGrid grid = WideGrid.of(field);
            Records coded = rows.grid(field.name());
            PrivateTable door = rows.units().isPresent()
                    ? PrivateTable.ofUnits(coded, rows.units().get(), ROWS, release, noise)
                    : PrivateTable.ofRows(coded, release, noise);
            NoisyMarginal histogram = door.marginal(Clique.of(0), share);
            List<Charge> charges = release.charges();
            Charge charge = charges.get(charges.size() - 1);
            long threshold = Threshold.noiseIn(grid.cells(), histogram.mechanism(), FALSE_CELL);
            long[] counts = histogram.counts();
            int[] passed = IntStream.range(0, grid.cells())
                    .filter(cell -> counts[cell] >= threshold)
                    .toArray();
            if (passed.length == 0) {
                throw nothing(field, "no cell of its public grid", threshold, charge, "declare minimum and maximum");
            }
            WideGrid.Range range = grid.range(passed[0], passed[passed.length - 1]);
            return field.withBounds(range.lowest(), range.highest(), mark(charge, threshold));
        }

        Field categories(Field field, PrivacyLoss.ApproximateConcentrated share) {
            TextColumn texts = rows.text(field.name());
            OpenColumn door = rows.units().isPresent()
                    ? OpenColumn.ofUnits(texts, rows.units().get(), ROWS, release, noise)
                    : OpenColumn.ofRows(texts, release, noise);
            FoundCategories found = door.categories(share);
            long threshold = found.threshold().count();
            if (found.names().isEmpty()) {
                throw nothing(
                        field,
                        "no text in it",
                        threshold,
                        found.charge(),
                        "declare its categories, hash it with effigy:buckets, mark it as identifier");
            }
            return field.withCategories(commonest(found), mark(found.charge(), threshold));
        }

        private Discovered mark(Charge charge, long threshold) {
            ObjectNode node = SealedJson.MAPPER.createObjectNode();
            PrivacyJson.put(node, charge);
            return new Discovered(
                    node.get("mechanism").textValue(),
                    charge.mechanism().scale(),
                    threshold,
                    node.get("definition").textValue(),
                    node.get("loss").doubleValue(),
                    node.path("lossDelta").asDouble(0),
                    day,
                    release.charges().size(),
                    Optional.empty());
        }
    }

    /** All, or as many as codes hold beside the one for the rest and one for missing cells; in the order of their letters. */
    private static List<String> commonest(FoundCategories found) {
        long[] counts = found.counts();
        return IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> -counts[i]))
                .limit(Bins.MOST - 2L)
                .map(found.names()::get)
                .sorted()
                .toList();
    }

    private static DiscoveryException nothing(Field field, String what, long threshold, Charge charge, String instead) {
        return new DiscoveryException("nothing was discovered in '" + field.name() + "': " + what
                + " is shared by enough units (a noisy count of " + threshold + " or more, at noise of scale "
                + charge.mechanism().scale() + "). " + charge.loss().words()
                + " was spent on it, and stays spent: " + instead + " or drop it from the schema, or give discovery a"
                + " larger share or budget");
    }
}
