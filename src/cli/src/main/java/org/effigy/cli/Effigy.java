package org.effigy.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;

/** The command {@code effigy}: its sub-commands, and what their failures mean to the shell. */
@Command(
        name = "effigy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Makes a private table safe to share: synthetic rows under differential privacy.",
        description = {
            "",
            "An effigy is a likeness with nobody in it. Start with 'effigy demo'. For a table of your own: write a"
                    + " schema of what it may hold ('effigy schema suggest' gives a first draft), then 'effigy"
                    + " synthesize'.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 done, 1 failed, 2 wrong usage, 3 budget exceeded, 4 an audit gate failed.",
            "Help for one command: effigy help COMMAND"
        },
        subcommands = {
            DemoCommand.class,
            SchemaCommand.class,
            SplitCommand.class,
            PlanCommand.class,
            SynthesizeCommand.class,
            FitCommand.class,
            SampleCommand.class,
            InspectCommand.class,
            MarginalsCommand.class,
            AnalyzeCommand.class,
            AuditCommand.class,
            DecideCommand.class,
            CardCommand.class,
            BundleCommand.class,
            SignCommand.class,
            VerifyCommand.class,
            LedgerCommand.class,
            AttackCommand.class,
            CurveCommand.class,
            AdviseCommand.class,
            DriftCommand.class,
            SimulateCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
public final class Effigy {
    private Effigy() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command with the process's own streams, and returns its exit status. */
    public static int run(String... args) {
        return run(Places.text(Places.out()), Places.text(Places.err()), args);
    }

    /** Runs one command that prints to these writers, and returns its exit status: never 0 if what it printed got lost. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(out, err, new Noise(), args);
    }

    /** As {@link #run(PrintWriter, PrintWriter, String...)}, with noise for fits from elsewhere. */
    static int run(PrintWriter out, PrintWriter err, Noise noise, String... args) {
        CommandLine line = commandLine(noise).setOut(out).setErr(err);
        int status;
        try {
            status = line.execute(args);
        } catch (OutOfMemoryError e) {
            status = Failure.memory(line);
        }
        return out.checkError() && status == 0 ? Failure.output(line) : status;
    }

    static CommandLine commandLine(Noise noise) {
        CommandLine line = new CommandLine(new Effigy(), new OneNoise(noise))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false);
        return Numbers.told(line)
                .setExecutionExceptionHandler(Failure::report)
                .setParameterExceptionHandler(Failure::usage);
    }

    /** Gives every command the same noise. */
    private record OneNoise(Noise noise) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == Noise.class
                    ? type.cast(noise)
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
