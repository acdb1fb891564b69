package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.effigy.measure.Histories;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLedger;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.report.Amounts;
import org.effigy.report.PromiseBasis;
import org.effigy.synth.Auto;
import org.effigy.synth.DiscoveryCost;
import org.effigy.synth.DomainOrigin;
import org.effigy.synth.FittedModel;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Noisiness;
import org.effigy.synth.Plan;
import org.effigy.synth.Settings;
import org.effigy.synth.Steps;
import org.effigy.synth.Synthesizer;
import org.effigy.table.CodedTable;
import org.effigy.table.HistoryCodec;
import org.effigy.table.OpenRows;
import org.effigy.table.PendingFile;
import org.effigy.table.ReadReport;
import org.effigy.table.Schema;
import org.effigy.table.TableFormatException;
import org.effigy.table.TableReader;
import org.effigy.table.UnitWatch;
import org.effigy.table.UnknownUnits;

/** From options to a fitted model: everything that can be refused is refused before any budget is spent. */
final class Fitting {
    /** Models whose size a person can limit. */
    private static final Set<String> TABLES = Set.of(Auto.NAME, "aim", "mst", "privbayes");

    private final FitOptions options;
    private final Talk talk;
    private Optional<Payment> payment = Optional.empty();

    /** The one stamp of all that this fit leaves, taken before a row is read: later ones tell how long the rows take. */
    private final Instant begun = Instant.now();

    Fitting(FitOptions options, Talk talk) {
        this.options = options;
        this.talk = talk;
    }

    /** Names the table, its schema and its ledger. */
    Guard enter(Guard guard) throws IOException {
        return guard.readsTable(options.input)
                .reads(options.schema)
                .reads(options.manifest)
                .charges(options.ledger);
    }

    /** Reads the table, opens a release in the ledger, and fits. */
    FittedModel run() throws IOException {
        requireModel(options.model);
        Discovering discovering = new Discovering(options, talk);
        Schema schema = discovering.marked(schema());
        Optional<HistoryCodec> histories = options.histories(schema);
        Schema fitted = fitted(schema, histories);
        Settings settings = planned(options.settings(fitted), fitted);
        DomainOrigin origin =
                schema.isDerivedFromData() && options.domainIsPublic ? DomainOrigin.ATTESTED : DomainOrigin.DECLARED;
        FittedModel.requirePublic(schema, origin);
        PrivacyBudget budget = budget(schema, discovering);
        DiscoveryCost.before(schema, budget);
        Synthesizer synthesizer = synthesizer(options.model, fitted, chooser(budget, histories), settings);
        requireUsed(synthesizer, schema, budget, settings, discovering);
        if (!discovering.isAsked()) {
            FittedModel.requireRules(fitted, synthesizer);
        }
        Plan plan = plan(schema, budget, synthesizer.name(), settings, discovering);
        UsageException.unless(plan::requireBudget);
        histories.ifPresent(codec -> talk.say("%s", HistoryWords.plan(codec)));
        PlanTable.tell(plan, false, line -> talk.say("%s", line));
        RowOrigin from = RowOrigin.of(options);
        NoiseSource noise = options.noise.source();
        try (discovering;
                PrivacyLedger ledger = ledger(budget)) {
            String purpose = (discovering.isAsked() ? "discover and fit " : "fit ") + synthesizer.name();
            if (options.ledger != null) {
                LostLedger.ofOtherColumns(options.ledger, ledger.id(), schema)
                        .ifPresent(words -> talk.say("Beware: %s.", words));
            }
            Payment paying = Payment.of(ledger, request(schema, settings, noise), options.resume, talk);
            payment = Optional.of(paying);
            if (!paying.isResumed()) {
                // Reading a large table takes minutes, which nobody should wait for to be told that the budget is
                // spent.
                ledger.requireRoom(purpose, budget);
            }
            FittedModel model;
            try {
                Release release;
                Schema whole;
                CodedTable rows;
                if (discovering.isAsked()) {
                    OpenRows open = readOpen(schema, discovering);
                    release = paying.open(purpose, budget, from.requireOf(discovering.digest()));
                    // Bounds that were just found make a field wide enough for bins.
                    whole = binned(discovering.run(open, release, noise, begun));
                    rows = readAgain(whole, discovering);
                    discovering.digest();
                } else {
                    whole = schema;
                    rows = read(schema, discovering);
                    release = paying.open(purpose, budget, from.requireOf(discovering.digest()));
                }
                try (Talk.Bars bars = talk.bars()) {
                    if (histories.isPresent()) {
                        Histories doors = Histories.of(
                                histories.get().layout(),
                                rows.records(),
                                rows.units().orElseThrow(),
                                rows.order().orElseThrow(),
                                release,
                                noise);
                        Synthesizer steps =
                                Steps.synthesizer(options.model, histories.get(), budget, settings.maxModelMegabytes());
                        model = FittedModel.fit(synthesizer, steps, doors, whole, origin, from.lineage(), bars);
                    } else {
                        discovering.close();
                        PrivateTable door = rows.units().isPresent()
                                ? PrivateTable.ofUnits(
                                        rows.records(), rows.units().get(), release, noise)
                                : PrivateTable.ofRows(rows.records(), release, noise);
                        model = FittedModel.fit(synthesizer, door, whole, origin, from.lineage(), bars);
                    }
                } catch (IllegalArgumentException e) {
                    // It follows from the settings and from answers, so the same ones would lead to it again.
                    paying.doomed();
                    throw e;
                }
            } catch (IOException | RuntimeException | Error e) {
                paying.failed(e);
                throw e;
            }
            PrivacyBudget paid = model.provenance().budget();
            talk.say("Fitted '%s' for %s.", synthesizer.name(), Amounts.release(paid));
            Noisiness.caution(model).ifPresent(words -> talk.say("%s.", words));
            PromiseBasis.of(model.provenance()).forEach((name, fact) -> talk.say("%s: %s.", name, fact));
            if (!model.provenance().promise().equals(paid.words())) {
                talk.say("By itself this file promises %s.", Amounts.promise(model.provenance()));
            }
            if (synthesizer instanceof Auto auto) {
                talk.say("Chose '%s' (--model auto), because %s.", auto.name(), auto.reason());
            }
            if (histories.isEmpty() && schema.hasHistories()) {
                talk.say("%s", HistoryWords.lost(schema));
            }
            if (options.target != null && settings.workload().target().isPresent() && !synthesizer.takesWorkload()) {
                talk.say(
                        "'%s' measures what it needs: --target changed nothing in it. '--model aim' follows it.",
                        synthesizer.name());
            }
            List<String> apart = Copulas.apart(model.distribution());
            if (!apart.isEmpty()) {
                talk.say(
                        "These columns have no order, so they are drawn independently of all others: %s. '--model"
                                + " hybrid' relates them.",
                        String.join(", ", apart));
            }
            if (options.ledger != null) {
                talk.say(
                        "Spent so far on '%s': %s, of %s that all releases are allowed.",
                        ledger.dataset(),
                        Amounts.spent(ledger.statement().implied()),
                        Amounts.overall(ledger.budget()));
            }
            return model;
        }
    }

    /** Charges were lost to a full memory: a model that it can't hold is refused, or made smaller, before any. */
    private Settings planned(Settings settings, Schema schema) {
        return TABLES.contains(options.model)
                ? ModelMemory.planned(
                        settings,
                        options.maxModelMegabytes,
                        schema,
                        Runtime.getRuntime().maxMemory(),
                        talk)
                : settings;
    }

    /**
     * What a fit would leave of a table.
     *
     * @param budget of the release
     * @param synthesizer that would be used
     * @param before what other releases paid for columns of the schema
     */
    record Planned(PrivacyBudget budget, Synthesizer synthesizer, Plan plan, List<DiscoveryCost> before) {}

    /** What a synthesizer is given: the persons of histories, or the rows. */
    private static Schema fitted(Schema schema, Optional<HistoryCodec> histories) {
        return histories.map(codec -> codec.persons().schema()).orElse(schema);
    }

    /** What a model is chosen by: in histories a person is one row, however many are used. */
    private static PrivacyBudget chooser(PrivacyBudget budget, Optional<HistoryCodec> histories) {
        return histories.isEmpty()
                ? budget
                : budget.withUnit(PrivacyUnit.of(budget.unit().column().orElseThrow(), 1));
    }

    /** Plans the fit, and looks at no row. */
    Planned plan() throws IOException {
        requireModel(options.model);
        Discovering discovering = new Discovering(options, talk);
        Schema schema = discovering.marked(schema());
        Optional<HistoryCodec> histories = options.histories(schema);
        Schema fitted = fitted(schema, histories);
        Settings settings = options.settings(fitted);
        PrivacyBudget budget = budget(schema, discovering);
        Synthesizer synthesizer = synthesizer(options.model, fitted, chooser(budget, histories), settings);
        requireUsed(synthesizer, schema, budget, settings, discovering);
        return new Planned(
                budget,
                synthesizer,
                plan(schema, budget, synthesizer.name(), settings, discovering),
                DiscoveryCost.before(schema, budget));
    }

    /** What the release asks for: of its ledger's delta, no more than the ledger has for it. */
    private PrivacyBudget budget(Schema schema, Discovering discovering) {
        PrivacyBudget asked = UsageException.unless(
                () -> new PrivacyBudget(options.epsilon, options.delta, options.neighbours, unit(schema)));
        // A fit that is gone on with has its budget already.
        Optional<LedgerStatement> ledger =
                options.ledger != null && !options.resume && Files.isRegularFile(options.ledger)
                        ? Optional.of(FileLedger.read(options.ledger))
                        : Optional.empty();
        PrivacyBudget budget = discovering.budget(asked, ledger);
        if (budget.delta() != asked.delta()) {
            talk.say(
                    "This release promises %s, which is stricter than the %s that was asked for: the ledger keeps the"
                            + " rest for releases that discover categories.",
                    Amounts.delta(budget.delta()), Amounts.delta(asked.delta()));
        }
        return budget;
    }

    /** Refuses what the chosen model would ignore. */
    void requireUsed(
            Synthesizer chosen, Schema schema, PrivacyBudget budget, Settings settings, Discovering discovering) {
        Wishes.requireUsed(
                chosen,
                options.cliques,
                options.workload,
                budget,
                () -> plan(schema, budget, "aim", settings, discovering));
    }

    private Plan plan(Schema schema, PrivacyBudget budget, String model, Settings settings, Discovering discovering) {
        if (options.expectedRows != null && options.expectedRows < 1) {
            throw new UsageException("--expected-rows is at least 1; it is " + options.expectedRows);
        }
        Optional<HistoryCodec> histories = options.histories(schema);
        if (histories.isPresent()) {
            // A person has a row at least; how many have more is secret, so they are not divided by a guess.
            return Plan.ofPersons(histories.get(), budget, model, settings.workload(), expected());
        }
        return Plan.of(schema, budget, model, settings.workload(), discovering.share(), expected());
    }

    private OptionalLong expected() {
        return options.expectedRows == null ? OptionalLong.empty() : OptionalLong.of(options.expectedRows);
    }

    /** All that the questions follow from beside the rows. */
    private Map<String, String> request(Schema schema, Settings settings, NoiseSource noise) {
        Map<String, String> request = options.request();
        request.put("--max-model-mb", Double.toString(settings.maxModelMegabytes()));
        request.put("schema", schema.digest());
        request.put("noise library", noise.name());
        return request;
    }

    /** What the fit made is written: there is nothing to resume. */
    void done() {
        payment.ifPresent(Payment::done);
    }

    /**
     * After what the fit made could not be written. Its answers are still there, if a ledger counts it.
     *
     * @return what to do, or empty if nothing can be done
     */
    Optional<String> unwritten(Throwable error) {
        Optional<String> advice = payment.flatMap(Payment::advice);
        payment.ifPresent(paying -> paying.failed(error));
        return advice;
    }

    /**
     * Refuses a model's name that there isn't, before anything is read.
     *
     * @throws UsageException if so
     */
    static void requireModel(String name) {
        try {
            if (!name.equals(Auto.NAME)) {
                Synthesizer.named(name);
            }
        } catch (IllegalArgumentException e) {
            List<String> names = new ArrayList<>(Synthesizer.names());
            names.add(Auto.NAME);
            throw new UsageException(e.getMessage() + "; or '" + Auto.NAME + "', which chooses one of these"
                    + Meant.by(name, names)
                            .map(meant -> ". Did you mean '" + meant + "'?")
                            .orElse(""));
        }
    }

    /** The model of a name, or the one that the schema and the budget suggest. */
    static Synthesizer synthesizer(String name, Schema schema, PrivacyBudget budget, Settings settings) {
        return name.equals(Auto.NAME) ? Auto.of(schema, budget, settings) : Synthesizer.named(name, settings);
    }

    /**
     * Writes a fitted model.
     *
     * @throws IOException if it can't be written, which says that the budget is spent all the same
     */
    void keep(FittedModel model, Path file) throws IOException {
        try {
            PendingFile.write(file, ModelFile.bytes(model));
        } catch (IOException e) {
            unwritten(e);
            throw new IOException(
                    "the model could not be written to '" + file + "' (" + e.getMessage()
                            + "); the budget of its fit is spent",
                    e);
        }
        talk.say("Wrote the model to %s.", file);
    }

    /** The schema, with the unit that the options name. */
    Schema schema() throws IOException {
        Schema schema = binned(Schema.read(options.schema));
        return options.unit == null ? schema : schema.withUnit(options.unit);
    }

    private Schema binned(Schema schema) {
        return options.bins == null
                ? schema
                : schema.withBins(UsageException.unless(() -> FitOptions.bins(options.bins)));
    }

    /** Whom the options protect. */
    PrivacyUnit unit(Schema schema) {
        Optional<String> column = schema.unit().map(field -> field.name());
        if (column.isEmpty()) {
            if (options.unknownUnits != UnknownUnits.KEEP) {
                throw new UsageException("--unknown-units needs a unit: name its column with --unit, or give a field of"
                        + " the schema the role 'unit'");
            }
            if (options.maxRowsPerUnit != null) {
                throw new UsageException("--max-rows-per-unit needs a unit: name its column with --unit, or"
                        + " give a field of the schema the role 'unit'");
            }
            return PrivacyUnit.row();
        }
        if (options.unknownUnits == UnknownUnits.DROP && options.neighbours == Neighbours.REPLACE) {
            throw new UsageException("--unknown-units drop is for --neighbours add/remove: under replace the number of"
                    + " units is public, and leaving rows out would change it with the people in them; refuse such rows,"
                    + " or use add/remove");
        }
        Optional<HistoryCodec> histories = options.histories(schema);
        if (options.maxRowsPerUnit == null && histories.isPresent()) {
            return PrivacyUnit.of(column.get(), histories.get().layout().mostRows());
        }
        if (options.maxRowsPerUnit == null) {
            throw new UsageException("rows belong to units of '" + column.get()
                    + "': say how many of each are used at most, as --max-rows-per-unit 3 (fewer rows, less noise)");
        }
        return PrivacyUnit.of(column.get(), options.maxRowsPerUnit);
    }

    private PrivacyLedger ledger(PrivacyBudget budget) throws IOException {
        Duration wait = FitOptions.waiting(options.wait);
        if (options.ledger == null) {
            if (options.wait != null) {
                throw new UsageException("--wait is for a ledger that others use too: name it with --ledger");
            }
            talk.say("No --ledger: this release is counted by itself. For a table that is released more than once,"
                    + " keep one ('effigy ledger init').");
            return MemoryLedger.of("unnamed", budget);
        }
        if (!Files.exists(options.ledger)) {
            Optional<String> lost = LostLedger.beside(options.ledger);
            throw new NoSuchFileException(options.ledger.toString(), null, lost.orElse(null));
        }
        return FileLedger.open(options.ledger, wait);
    }

    /** The rows of a schema that leaves nothing open, and what happened to them on the way. */
    CodedTable read(Schema schema) throws IOException {
        try (Discovering discovering = new Discovering(options, talk)) {
            return read(schema, discovering);
        }
    }

    private TableReader reader(Schema schema) {
        TableReader reader = TableReader.of(schema)
                .withInvalidValues(options.invalid)
                .withUnknownUnits(options.unknownUnits)
                .withBrokenRules(options.brokenRules);
        return options.delimiter == null ? reader : reader.withDelimiter(options.delimiter);
    }

    private OpenRows readOpen(Schema schema, Discovering discovering) throws IOException {
        try (Talk.Bars bars = talk.bars()) {
            return reader(schema).readOpen(discovering.input(bars));
        }
    }

    private CodedTable readAgain(Schema schema, Discovering discovering) throws IOException {
        try {
            return read(schema, discovering);
        } catch (TableFormatException e) {
            throw Discovering.changed(e);
        }
    }

    private CodedTable read(Schema schema, Discovering discovering) throws IOException {
        CodedTable rows;
        UnitWatch watch = UnitWatch.of(schema);
        try (Talk.Bars bars = talk.bars()) {
            rows = reader(schema).withWatch(watch).readRecords(discovering.input(bars));
        }
        ReadReport report = rows.report();
        talk.say(
                "Read %,d rows of %d columns from %s.",
                report.rows(), schema.fields().size(), report.source());
        if (report.rows() == 0) {
            talk.say("The table has no rows: what is fitted will be all noise.");
        }
        if (!report.extraColumns().isEmpty()) {
            talk.say("Left out, since the schema does not have them: %s.", Talk.names(report.extraColumns()));
        }
        report.unknown()
                .forEach((text, count) -> talk.say(
                        options.unknownUnits == UnknownUnits.DROP
                                ? "Left out %,d rows whose '%s' is '%s', a placeholder."
                                : "Warning: %,d rows have the %s '%s', which looks like a placeholder. If several"
                                        + " people stand behind it, each of them is promised less, up to twice the"
                                        + " epsilon or three times: '--unknown-units drop' leaves such rows out,"
                                        + " 'refuse' stops.",
                        count,
                        schema.unit().orElseThrow().name(),
                        text));
        report.broken().forEach((rule, broken) -> {
            if (broken > 0) {
                talk.say(
                        "%,d rows break rule '%s' (--broken-rules %s). Tell nobody how many.",
                        broken, rule, options.brokenRules.name().toLowerCase(Locale.ROOT));
            }
        });
        report.changed()
                .forEach((column, cells) -> talk.say(
                        "Changed %,d cells of '%s' (%s).",
                        cells,
                        column,
                        schema.field(column).discovered().isPresent()
                                ? "beyond what was discovered"
                                : "--invalid " + options.invalid.name().toLowerCase(Locale.ROOT)));
        for (Map.Entry<String, Long> changed : report.changed().entrySet()) {
            boolean found = schema.field(changed.getKey()).discovered().isPresent();
            if (!found && 2 * changed.getValue() > report.rows()) {
                talk.say(
                        "Note: that is most of '%s', of which little is left to learn: its type, notation or bounds in"
                                + " the schema are probably not those of the table ('effigy schema suggest' drafts them).",
                        changed.getKey());
            }
        }
        // Seen in the rows: said to those who have them, and to nobody else.
        watch.warnings().forEach(warning -> talk.say("Note: %s.", warning));
        return rows;
    }
}
