package org.effigy.cli;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.effigy.attack.AttackSettings;
import org.effigy.attack.Finding;
import org.effigy.attack.Inference;
import org.effigy.attack.ManyRuns;
import org.effigy.attack.OneRun;
import org.effigy.attack.Reconstruct;
import org.effigy.attack.Rows;
import org.effigy.attack.Shadow;
import org.effigy.attack.Sight;
import org.effigy.attack.Suspect;
import org.effigy.audit.Figure;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.Settings;
import org.effigy.synth.Synthesizer;
import org.effigy.table.CodedTable;
import org.effigy.table.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code effigy attack}. */
@Command(
        name = "attack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Attacks a model by refitting it, and holds what that shows against its budget.",
        description = {
            "",
            "Fits the model again and again, with and without a unit, and computes a lower bound on what a fit gives"
                    + " away. Nothing is released: the fits are thrown away. What is printed tells of real rows, and is"
                    + " for the curator alone.",
            "",
            "Exit status 4: a bound is above the claim. An honest model gets it with probability 1 - LEVEL at most.",
            "",
            "Example: effigy attack patients.csv --schema patients.schema.json \\",
            "           --model mst --epsilon 1 --delta 1e-9 --kind many-run --runs 2000",
            ""
        })
final class AttackCommand implements Callable<Integer> {
    private static final int MANY = 1_000;
    private static final int SHADOW = 400;
    private static final int CANARIES = 1_000;
    private static final int OUTLIERS = 40;

    /** Ways to attack, by their names. */
    enum Kind {
        ONE_RUN("one-run"),
        MANY_RUN("many-run"),
        SHADOW("shadow"),
        INFERENCE("inference"),
        RECONSTRUCT("reconstruct");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }

        static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("--kind '" + word
                            + "' is not one of one-run, many-run, shadow, inference, reconstruct:" + " choose one"));
        }
    }

    @Mixin
    private FitOptions fit;

    @Mixin
    private Talk talk;

    @Mixin
    private AttackChoices choices;

    @Option(
            names = "--kind",
            completionCandidates = Choices.Kinds.class,
            paramLabel = "KIND",
            defaultValue = "many-run",
            description = {
                "one-run: one fit with many invented rows, each in or out; quick, and finds gross faults.",
                "many-run: many fits with and without the rarest unit; the closest bound.",
                "shadow: many fits with and without some units; what an attacker could learn of members.",
                "inference: the same, but a secret of each unit is guessed, with it and without it.",
                "reconstruct: one fit of half of the units, and rows rebuilt from what it gives out.",
                "Default: ${DEFAULT-VALUE}."
            })
    private String kind;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "How many fits. More show more. Default: " + MANY + " for many-run, " + SHADOW
                    + " for shadow and inference.")
    private Integer runs;

    @Option(
            names = "--targets",
            paramLabel = "N",
            description = "How many units are asked about. Default: " + CANARIES + " for one-run, " + OUTLIERS
                    + " for shadow and inference.")
    private Integer targets;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description =
                    "Use this many rows of INPUT, chosen at random, and a few more where a unit has several: units stay"
                            + " whole. Smaller tables are fitted faster and hide less. Default: all.")
    private Integer rows;

    @Option(
            names = "--beside",
            paramLabel = "N",
            description = "many-run: how many units stand beside the one that is asked about. Default: none, which is"
                    + " the worst case.")
    private Integer beside;

    @Option(
            names = "--sees",
            paramLabel = "WHAT",
            defaultValue = "model",
            description = "What the attacker sees: model (the model file) or rows (synthetic rows alone). Default:"
                    + " ${DEFAULT-VALUE}.")
    private Sight sees;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "How often the bounds hold. Default: ${DEFAULT-VALUE}.")
    private double level;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Of targets, coins and sampling; the noise has none. Default: a random one.")
    private Long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Default: as many as there are processors.")
    private Integer threads;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Kind chosen = Kind.of(kind);
        if (fit.ledger != null) {
            throw new UsageException("an attack releases nothing, so no ledger counts its fits: leave out --ledger");
        }
        if (fit.resume || fit.wait != null) {
            throw new UsageException("--resume and --wait are for a ledger, which counts no attack: leave them out");
        }
        requireMeant(chosen);
        Fitting.requireModel(fit.model);
        Fitting fitting = new Fitting(fit, talk);
        RowOrigin.of(fit);
        Schema schema = fitting.schema();
        requireDeclared(schema);
        PrivacyBudget claim = UsageException.unless(
                () -> new PrivacyBudget(fit.epsilon, fit.delta, fit.neighbours, fitting.unit(schema)));
        Settings wanted = fit.settings(schema);
        Synthesizer synthesizer = Fitting.synthesizer(fit.model, schema, claim, wanted);
        fitting.requireUsed(synthesizer, schema, claim, wanted, new Discovering(fit, talk));
        // Fits of small tables don't repay threads of their own: they run side by side.
        OpenDpNoise noise = OpenDpNoise.load().withThreads(1);
        long used = seed == null ? new SecureRandom().nextLong() >>> 1 : seed;
        Rows table = some(fitting.read(schema), used);
        AttackSettings settings = UsageException.unless(() -> settings(chosen, table, used));
        Finding finding;
        try (Talk.Bars bars = talk.bars()) {
            Suspect suspect = Suspect.of(synthesizer, schema, claim, noise);
            finding = switch (chosen) {
                case ONE_RUN -> OneRun.audit(suspect, table, claim, settings, bars);
                case MANY_RUN -> ManyRuns.audit(suspect, table, beside == null ? 0 : beside, claim, settings, bars);
                case SHADOW -> Shadow.attack(suspect, table, claim, choices.choose(), settings, bars);
                case INFERENCE ->
                    Inference.attack(
                            suspect,
                            table,
                            choices.secret(schema, table.records().domain()),
                            claim,
                            choices.choose(),
                            settings,
                            bars);
                case RECONSTRUCT ->
                    Reconstruct.attack(
                            suspect, table, choices.columns(table.records().domain()), claim, settings, bars);
            };
        }
        print(finding, used);
        return finding.exceeded() ? AuditCommand.GATE_FAILED : 0;
    }

    /** Refuses options that the kind of attack has no use for. */
    private void requireMeant(Kind chosen) {
        boolean one = chosen == Kind.ONE_RUN || chosen == Kind.RECONSTRUCT;
        boolean all = chosen == Kind.MANY_RUN || chosen == Kind.RECONSTRUCT;
        AttackChoices.requireMeant(runs != null && one, "--runs", "many-run, shadow and inference", chosen);
        AttackChoices.requireMeant(targets != null && all, "--targets", "one-run, shadow and inference", chosen);
        AttackChoices.requireMeant(beside != null && chosen != Kind.MANY_RUN, "--beside", "many-run", chosen);
        choices.requireMeant(chosen);
        if (fit.expectedRows != null) {
            throw new UsageException("an attack knows how many rows there are: leave out --expected-rows");
        }
        if (fit.domainIsPublic) {
            throw new UsageException(
                    "an attack releases nothing, so it doesn't ask whether the domain is public: leave out"
                            + " --domain-is-public");
        }
        if (!fit.discover.isEmpty() || fit.discoverShare != null) {
            throw new UsageException(
                    "an attack fits over bounds and categories that stand, so nothing is discovered in it: leave out"
                            + " --discover and --discover-share, and give the schema that 'effigy inspect MODEL"
                            + " --schema-out FILE' writes of a model that discovered them");
        }
    }

    private static void requireDeclared(Schema schema) {
        if (!schema.toDiscover().isEmpty()) {
            throw new UsageException(
                    "the schema leaves " + schema.toDiscover().get(0).name()
                            + " to be discovered, and an attack fits over bounds and categories that stand: give the"
                            + " schema that 'effigy inspect MODEL --schema-out FILE' writes of a model that discovered"
                            + " them");
        }
    }

    private AttackSettings settings(Kind chosen, Rows table, long used) {
        return new AttackSettings(
                runs != null ? runs : chosen == Kind.MANY_RUN ? MANY : SHADOW,
                targets != null ? targets : chosen == Kind.ONE_RUN ? CANARIES : OUTLIERS,
                Math.max(1, table.records().rows()),
                sees,
                level,
                threads != null ? threads : Runtime.getRuntime().availableProcessors(),
                used);
    }

    private Rows some(CodedTable table, long used) {
        int all = table.records().rows();
        if (rows == null || rows >= all) {
            return new Rows(table.records(), table.units());
        }
        if (rows < 1) {
            throw new UsageException("--rows is at least 1; it is " + rows);
        }
        return new Rows(table.records(), table.units()).some(rows, new SplittableRandom(used));
    }

    private void print(Finding finding, long used) {
        if (json) {
            talk.out().print(FindingJson.of(finding, used));
            talk.out().flush();
            return;
        }
        talk.out().println(finding.words());
        talk.out().println();
        talk.out()
                .println("Attack on '" + fit.model + "': " + finding.kind() + ", level " + finding.level() + ", seed "
                        + used + ".");
        for (Figure figure : finding.figures()) {
            talk.out()
                    .println("  " + figure.title() + ": " + figure.words()
                            + figure.reference()
                                    .map(value -> "; reference " + FindingJson.digits(value))
                                    .orElse("")
                            + (figure.note().isEmpty() ? "" : "; " + figure.note()));
        }
        talk.out().println();
        talk.out().println("This tells of real rows: it is for the curator, and not to be passed on.");
        talk.out().flush();
    }
}
