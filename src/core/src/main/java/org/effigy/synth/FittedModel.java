package org.effigy.synth;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.Histories;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.PrivateTable;
import org.effigy.model.Distribution;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.table.CodedTable;
import org.effigy.table.Field;
import org.effigy.table.HistoryCodec;
import org.effigy.table.IntervalCodec;
import org.effigy.table.Schema;
import org.effigy.table.TableCodec;
import tech.tablesaw.api.Table;

/**
 * A model of a private table: released numbers and public inputs, and nothing else. Whatever is drawn from it costs no
 * more privacy. Immutable; {@link ModelFile} keeps it.
 */
public final class FittedModel {
    /** The share of the budget that persons get; the steps get the rest. */
    static final double PERSONS = .4;

    /** The persons that are drawn to see how many rows one has. */
    private static final int DRAWN = 1 << 15;

    private final TableCodec codec;
    private final Provenance provenance;
    private final Fit fit;
    private final Optional<Steps> steps;
    private final double mean;

    private FittedModel(TableCodec codec, Provenance provenance, Fit fit, Optional<Steps> steps) {
        this.steps = steps;
        this.codec = codec;
        this.provenance = Objects.requireNonNull(provenance, "provenance");
        this.fit = Objects.requireNonNull(fit, "fit");
        requireDomain(fit.distribution().domain());
        this.mean = steps.map(histories -> mean(histories.codec().persons(), fit.distribution()))
                .orElse(1.0);
    }

    /**
     * A model of these parts.
     *
     * @throws IllegalArgumentException if the distribution is over another domain than the schema's
     */
    static FittedModel of(Schema schema, Provenance provenance, Fit fit) {
        return new FittedModel(TableCodec.of(schema), provenance, fit, Optional.empty());
    }

    /**
     * A model of histories: of persons, and of steps from a row to the next.
     *
     * @throws IllegalArgumentException if the distribution is over another domain than the schema's persons
     */
    static FittedModel of(Steps steps, Provenance provenance, Fit persons) {
        return new FittedModel(steps.codec().persons(), provenance, persons, Optional.of(steps));
    }

    /** The mean of the last attribute, in units; estimated from rows that are drawn, always the same. */
    private static double mean(TableCodec persons, Distribution distribution) {
        int number = persons.domain().size() - 1;
        IntervalCodec codec = (IntervalCodec) persons.codec(number);
        Records drawn = distribution.sampler().sample(DRAWN, 1);
        double sum = 0;
        for (int row = 0; row < DRAWN; row++) {
            sum += codec.middle(drawn.code(row, number));
        }
        return sum / DRAWN;
    }

    /**
     * Fits real rows that a schema from public knowledge describes.
     *
     * @throws IllegalArgumentException if the schema was derived from data, or has another domain than the table
     * @throws org.effigy.privacy.BudgetExceededException if the table's release is spent already
     */
    public static FittedModel fit(Synthesizer synthesizer, PrivateTable table, Schema schema) {
        return fit(synthesizer, table, schema, DomainOrigin.DECLARED, Lineage.REAL, Progress.NONE);
    }

    /**
     * Fits a table in memory that a schema from public knowledge describes: codes its rows, and gives the synthesizer the
     * door to them, by unit if the release's budget names one.
     *
     * @throws IllegalArgumentException if the schema was derived from data or declares too little, or has another unit than
     *     the budget
     * @throws org.effigy.table.TableFormatException if the schema does not allow the rows
     * @throws org.effigy.privacy.BudgetExceededException if the release is spent already
     */
    public static FittedModel fit(
            Synthesizer synthesizer, Table rows, Schema schema, Release release, NoiseSource noise) {
        requirePublic(schema, DomainOrigin.DECLARED);
        requireUnit(schema, release.budget());
        CodedTable coded = TableCodec.of(schema).encode(rows);
        PrivateTable door = coded.units().isPresent()
                ? PrivateTable.ofUnits(coded.records(), coded.units().get(), release, noise)
                : PrivateTable.ofRows(coded.records(), release, noise);
        return fit(synthesizer, door, schema);
    }

    /**
     * Fits a table: spends what its release has left, and keeps what the door answered.
     *
     * @param origin {@link DomainOrigin#ATTESTED} if the schema was derived from data and a person stated that it is
     *     public all the same
     * @param lineage where the rows came from
     * @throws IllegalArgumentException if the schema was derived from data and nobody stated that it is public, it has
     *     another domain than the table or another unit than the budget, or a domain was discovered at a cost that is not
     *     known
     * @throws org.effigy.privacy.BudgetExceededException if the table's release is spent already
     */
    public static FittedModel fit(
            Synthesizer synthesizer,
            PrivateTable table,
            Schema schema,
            DomainOrigin origin,
            Lineage lineage,
            Progress progress) {
        requirePublic(schema, origin);
        TableCodec codec = TableCodec.of(schema);
        if (!codec.domain().equals(table.domain())) {
            throw new IllegalArgumentException("the table was coded by another schema: encode it with this one");
        }
        Release release = table.release();
        requireUnit(schema, release.budget());
        List<DiscoveryCost> before = DiscoveryCost.before(schema, release);
        Asked.Kept told = new Asked.Kept(progress);
        Fit fit = Discretised.of(synthesizer, codec).fit(table, told);
        release.finish();
        Provenance provenance = provenance(synthesizer, table.noise(), release, schema, origin, lineage, before, told);
        return new FittedModel(codec, provenance, fit, Optional.empty());
    }

    /**
     * Fits people's histories: spends {@link #PERSONS} of what the release has left on persons, and all else on the steps from
     * a row to the next.
     *
     * @param persons fits persons
     * @param steps fits steps: a graphical model
     * @param schema with a unit and an order
     * @throws IllegalArgumentException as {@link #fit(Synthesizer, PrivateTable, Schema, DomainOrigin, Lineage, Progress)}
     * @throws org.effigy.privacy.BudgetExceededException if the release is spent already
     */
    public static FittedModel fit(
            Synthesizer persons,
            Synthesizer steps,
            Histories doors,
            Schema schema,
            DomainOrigin origin,
            Lineage lineage,
            Progress progress) {
        requirePublic(schema, origin);
        HistoryCodec codec = HistoryCodec.of(schema);
        if (!codec.layout().equals(doors.layout())) {
            throw new IllegalArgumentException("the table was coded by another schema: encode it with this one");
        }
        Release release = doors.release();
        requireUnit(schema, release.budget());
        List<DiscoveryCost> before = DiscoveryCost.before(schema, release);
        Asked.Kept told = new Asked.Kept(progress);
        Fit ofPersons = Discretised.of(persons, codec.persons())
                .fit(doors.persons(Purse.part(release.remaining(), PERSONS)), told);
        Fit ofSteps = Discretised.of(steps, codec).fit(doors.steps(), progress);
        release.finish();
        Provenance provenance = provenance(persons, doors.noise(), release, schema, origin, lineage, before, told);
        return of(new Steps(codec, steps.name(), ofSteps), provenance, ofPersons);
    }

    private static Provenance provenance(
            Synthesizer synthesizer,
            NoiseSource noise,
            Release release,
            Schema schema,
            DomainOrigin origin,
            Lineage lineage,
            List<DiscoveryCost> before,
            Asked.Kept told) {
        return new Provenance(
                Generator.version(),
                synthesizer.name(),
                synthesizer instanceof Auto auto ? Optional.of(auto.reason()) : Optional.empty(),
                noise.name(),
                noise.secure(),
                release.budget(),
                release.spent(),
                release.charges(),
                release.ledger().dataset(),
                release.ledger().id(),
                release.id(),
                release.ledger().head(),
                origin != DomainOrigin.DECLARED || !isInPartDiscovered(schema)
                        ? origin
                        : before.isEmpty() ? DomainOrigin.DISCOVERED : DomainOrigin.DISCOVERED_BEFORE,
                lineage,
                before,
                told.all());
    }

    /**
     * Refuses a domain that was read from the data, unless a person stated that it is public.
     *
     * @throws IllegalArgumentException if so
     */
    public static void requirePublic(Schema schema, DomainOrigin origin) {
        Optional<String> doubt = origin == DomainOrigin.ATTESTED ? Optional.empty() : schema.doubt();
        if (doubt.isPresent()) {
            throw new IllegalArgumentException(doubt.get() + ", or state that they are public with --domain-is-public");
        }
    }

    /**
     * Refuses rules that a fit could not keep, before rows are read or anything is paid.
     *
     * @throws IllegalArgumentException if they contradict each other, need a larger model than is allowed, or can't be kept by
     *     the synthesizer
     */
    public static void requireRules(Schema schema, Synthesizer synthesizer) {
        TableCodec codec = TableCodec.of(schema);
        StructuralZeros zeros = StructuralZeros.of(codec);
        zeros.requireFits(synthesizer.maxCells());
        synthesizer.requireKept(codec.domain(), zeros.cliques());
    }

    // A promise for single rows of a table whose schema names patients would be true, and read as one for patients.
    private static void requireUnit(Schema schema, PrivacyBudget budget) {
        Optional<String> declared = schema.unit().map(Field::name);
        if (!declared.equals(budget.unit().column())) {
            throw new IllegalArgumentException("the schema's unit is "
                    + declared.map(name -> "'" + name + "'").orElse("the row") + ", and the budget is for "
                    + budget.unit().words() + ": use Schema.withUnit, or a budget for the schema's unit");
        }
    }

    private static boolean isInPartDiscovered(Schema schema) {
        return schema.fields().stream().anyMatch(field -> field.discovered().isPresent());
    }

    private void requireDomain(Domain domain) {
        if (!codec.domain().equals(domain)) {
            throw new IllegalArgumentException("the distribution is over " + domain + ", the schema over "
                    + codec.domain() + ": they don't belong together");
        }
    }

    /** What the rows look like. */
    public Schema schema() {
        return steps.map(histories -> histories.codec().schema()).orElse(codec.schema());
    }

    /** How the rows of a unit follow each other; empty where each row is drawn by itself. */
    public Optional<Steps> steps() {
        return steps;
    }

    /** Between the model's codes and values: of the schema's rows, or of persons where the model has histories. */
    public TableCodec codec() {
        return codec;
    }

    /** Where the model came from and what it cost. */
    public Provenance provenance() {
        return provenance;
    }

    /** What the synthesizer made, of persons where the model has histories. */
    Fit fit() {
        return fit;
    }

    /** What the door answered about the distribution's domain, or about its bins, in the order in which it was asked. */
    public List<NoisyMarginal> measurements() {
        return fit.measurements();
    }

    /** What the door answered about fine cells, before there were bins; empty where all bins are the schema's. */
    public List<NoisyMarginal> readings() {
        return fit.readings();
    }

    /** The distribution that rows are drawn from, or persons where the model has histories. */
    public Distribution distribution() {
        return fit.distribution();
    }

    /** How many rows the fitted table is estimated to have, at least 1: a noisy number, not the real one. */
    public long estimatedRows() {
        return Math.max(1, Math.round(distribution().total() * mean));
    }

    /** How many units the fitted table is estimated to have where the model has histories, else rows; at least 1. */
    public long estimatedUnits() {
        return Math.max(1, Math.round(distribution().total()));
    }

    /**
     * Draws a table in memory; {@link Sample} writes one of any size to a file.
     *
     * @param rows at least 1
     * @param seed the same seed gives the same rows
     */
    public Table sample(int rows, long seed) {
        return Scenario.of(this).sample(rows, seed);
    }
}
