package org.effigy.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.effigy.privacy.AnswerJournal;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.LedgerHead;
import org.effigy.privacy.LedgerRepair;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.report.Amounts;
import org.effigy.synth.Discovery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy ledger}. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Keeps the account of what has been spent on a data set.",
        description = {
            "",
            "Every release of one data set draws on one ledger; when it is spent, no more can be released under its"
                    + " promise.",
            ""
        },
        subcommands = {LedgerCommand.Init.class, LedgerCommand.Show.class, LedgerCommand.Repair.class})
final class LedgerCommand implements Callable<Integer> {
    @Mixin
    private Talk talk;

    @Override
    public Integer call() {
        talk.spec.commandLine().usage(talk.spec.commandLine().getOut());
        return Failure.USAGE;
    }

    /** {@code effigy ledger init}. */
    @Command(
            name = "init",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Starts a ledger for a data set.",
            description = {"", "Example: effigy ledger init patients.ledger --epsilon 3 --delta 1e-9", ""})
    static final class Init implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "LEDGER", description = "The file to make; it must not exist yet.")
        private Path file;

        @Option(names = "--epsilon", required = true, paramLabel = "E", description = "The most over all releases.")
        private double epsilon;

        @Option(
                names = "--delta",
                required = true,
                paramLabel = "D",
                description = "The most over all releases; 0 for pure.")
        private double delta;

        @Option(
                names = "--discovery-delta",
                paramLabel = "D",
                description =
                        "The part of delta that is set aside for fits that discover categories, over all releases; 0"
                                + " for none. It can't be set aside later, and costs the others next to nothing. Default:"
                                + " a tenth of delta.")
        private Double discoveryDelta;

        @Option(
                names = "--dataset",
                paramLabel = "NAME",
                defaultValue = "unnamed",
                description = "What the data set is called; public.")
        private String dataset;

        @Option(
                names = "--unit",
                paramLabel = "COLUMN",
                description = "The column that names whom to protect. Default: each row.")
        private String unit;

        @Option(
                names = "--neighbours",
                completionCandidates = Choices.Relations.class,
                paramLabel = "RELATION",
                defaultValue = "add/remove",
                converter = FitOptions.Relation.class,
                description = "add/remove or replace. Default: ${DEFAULT-VALUE}.")
        private Neighbours neighbours;

        @Mixin
        private Talk talk;

        @Override
        public Integer call() throws IOException {
            PrivacyUnit whom = unit == null ? PrivacyUnit.row() : PrivacyUnit.of(unit, 1);
            double aside = discoveryDelta != null
                    ? discoveryDelta
                    : delta > 0 && delta < 1 ? Discovery.part(delta, Discovery.SHARE) : 0;
            PrivacyBudget budget =
                    UsageException.unless(() -> new PrivacyBudget(epsilon, delta, neighbours, whom, aside));
            Optional<String> lost = LostLedger.beside(file);
            FileLedger.create(file, dataset, budget).close();
            lost.ifPresent(words -> talk.say("Beware: %s.", words));
            AnswerJournal.beside(file.toAbsolutePath())
                    .forEach(journal -> talk.say(
                            "Beware: '%s' belongs to a fit that an earlier ledger of this name paid for, and finishes"
                                    + " nothing under this one: put that ledger back, or remove the journal.",
                            journal));
            talk.say("Made the ledger %s: %s over all releases.", file, Amounts.overall(budget));
            if (aside > 0) {
                talk.say(
                        "Of that, %s is set aside for fits that discover categories (--discover). A fit that asks for"
                                + " all of the rest still fits; --discovery-delta 0 sets nothing aside.",
                        Amounts.delta(aside));
            } else if (delta > 0) {
                talk.say("Nothing is set aside for fits that discover categories (--discover), which this ledger will"
                        + " refuse.");
            } else {
                talk.say("A ledger without a delta pays for no fit that discovers categories (--discover).");
            }
            return 0;
        }
    }

    /** {@code effigy ledger show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Shows what has been spent, and checks every line.")
    static final class Show implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "LEDGER", description = "A ledger file.")
        private Path file;

        @Option(
                names = "--contains",
                paramLabel = "HEAD",
                description = "Check that the ledger still holds all that it held at this head, as a model or manifest"
                        + " names it.")
        private String head;

        @Option(names = "--charges", description = "List each charge: what was asked, with which noise, at what cost.")
        private boolean charges;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Mixin
        private Talk talk;

        @Override
        public Integer call() {
            LedgerStatement statement = FileLedger.read(file);
            if (head != null) {
                FileLedger.verifyContains(file, LedgerHead.of(head));
            }
            PrintWriter out = talk.out();
            if (json) {
                out.print(StatementJson.of(statement));
            } else {
                show(statement, out);
            }
            out.flush();
            return 0;
        }

        private void show(LedgerStatement statement, PrintWriter out) {
            out.println("Data set   " + statement.dataset() + " (ledger " + statement.id() + ")");
            out.println("Budget     " + Amounts.overall(statement.budget()));
            out.println(
                    "Spent      " + Amounts.spent(statement.implied()) + " (" + Amounts.spent(statement.spent()) + ")");
            out.println("Left       " + Amounts.left(statement.budget().implied(statement.remaining()))
                    + " in one more release (" + Amounts.left(statement.remaining()) + ")");
            if (statement.budget().reserved() > 0) {
                out.println("Aside      " + Amounts.delta(statement.remainingDelta()) + " of "
                        + Amounts.delta(statement.budget().reserved()) + " set aside for discovery is left");
            }
            statement.head().ifPresent(at -> out.println("Head       " + at));
            for (LedgerStatement.OfRelease release : statement.releases()) {
                out.println();
                out.println("Release " + release.id() + ": " + release.purpose() + ", " + release.opened());
                out.println("  allowed " + Amounts.release(release.budget()));
                out.println("  spent   " + Amounts.spent(release.implied()) + " (" + Amounts.spent(release.spent())
                        + ")" + " in " + release.entries().size() + " charges");
                if (charges) {
                    release.entries().forEach(entry -> out.println(Amounts.charge(entry.charge())));
                }
            }
        }
    }

    /** {@code effigy ledger repair}. */
    @Command(
            name = "repair",
            mixinStandardHelpOptions = true,
            header = "Mends a last line that was never finished.",
            description = {
                "",
                "A power cut can leave half a line at the end. Where only its end is missing and its hash is right it"
                        + " is completed, and counts as spent; else it is cut off, and no noise had been drawn for it. The"
                        + " file is copied aside first; anything else that is wrong is left as it is.",
                ""
            })
    static final class Repair implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "LEDGER", description = "A ledger file.")
        private Path file;

        @Option(
                names = "--wait",
                paramLabel = "SECONDS",
                description = "How long to wait for another program that has the ledger in use. Default: not at all.")
        private Long wait;

        @Mixin
        private Talk talk;

        @Override
        public Integer call() {
            LedgerRepair repair = FileLedger.repair(file, FitOptions.waiting(wait));
            talk.say("%s", repair.words());
            return 0;
        }
    }
}
